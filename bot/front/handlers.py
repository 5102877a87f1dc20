"""What the rooms of the office do in the web process: hear messages before the dialogue, offer a person, keep what was asked, watch over promises."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import now, today
from bot.front.turns.chat_switch import ChatSwitch
from bot.front.turns.participants import Participants
from bot.kb import KnowledgeBase
from bot.outreach import NoticeTalk
from bot.people import Sealer
from bot.questions import QuestionKeeper, RatingTalk, TurnCounts, forget_old_questions
from bot.referrals import ReferralTalk, ReferralWatch, TakeoverListener
from bot.settings import Settings


class TurnHandlers:
    """The office in one process; ``party`` takes part in every turn."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], settings: Settings) -> None:
        def day() -> date:
            return today(settings.as_of)

        sealer = None if settings.people_key is None else Sealer(settings.people_key)
        referral_talk = ReferralTalk(engine, kb, day, sealer)
        self._engine = engine
        self._counts = TurnCounts(engine)
        self._watch = ReferralWatch(engine, kb, now)
        # Who has taken over hears everything; a number that someone leaves is no rating and no answer to a notice.
        talks = (TakeoverListener(engine), referral_talk, RatingTalk(engine, day), NoticeTalk(engine, kb, day))
        listeners = (ChatSwitch(engine, kb, day), *talks)
        self.party = Participants(listeners, referral_talk, QuestionKeeper(engine, self._counts))

    def start(self) -> None:
        """Begin to count and to watch."""
        self._counts.start()
        self._watch.start()

    async def close(self) -> None:
        """Stop watching and write down what was counted."""
        await self._watch.close()
        await run_in_threadpool(self._counts.close)

    async def clean(self) -> None:
        """Forget what nobody needs any more."""
        await run_in_threadpool(forget_old_questions, self._engine, now())
