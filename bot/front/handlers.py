"""The order of a turn, on one screen: who hears a message before whom, and what is done about the replies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import now, today
from bot.front.turns.chat_switch import ChatSwitch
from bot.front.turns.choices import ChoiceOffer, TypedChoice
from bot.front.turns.completion import KeptQuestion, PersonOffer
from bot.front.turns.turn_context import AskDialogue, TurnHandler, TurnStep
from bot.kb import KnowledgeBase
from bot.outreach import NoticeTalk
from bot.people import Sealer
from bot.questions import QuestionKeeper, RatingTalk, TurnCounts, forget_old_questions
from bot.referrals import ReferralTalk, ReferralWatch, TakeoverListener
from bot.settings import Settings
from bot.storage import OfferedChoices


class TurnHandlers:
    """Who works on every turn of one process, and what they do besides."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], settings: Settings) -> None:
        def day() -> date:
            return today(settings.as_of)

        self._engine = engine
        self._counts = TurnCounts(engine)
        self._watch = ReferralWatch(engine, kb, now)
        offered = OfferedChoices(engine)
        call = ReferralTalk(engine, kb, day, None if settings.people_key is None else Sealer(settings.people_key))
        # The first that has a result stops the turn from going on to the next.
        self.handlers: tuple[TurnHandler, ...] = (
            ChatSwitch(engine, kb, day),  # switched off: one polite sentence for everyone
            TakeoverListener(engine),  # a colleague speaks: silence, whatever is said
            call,  # before ratings and notices: a number that someone leaves is neither
            RatingTalk(engine, day),  # 有用, 没用
            NoticeTalk(engine, kb, day),  # what is said about a notice; its digits come before those of choices
            TypedChoice(offered),  # "2" is the second choice, which all of these hear again as a pick
            AskDialogue(),
        )
        self.after: tuple[TurnStep, ...] = (
            PersonOffer(call),  # whom the dialogue hands over is offered a matchmaker
            KeptQuestion(
                QuestionKeeper(engine, self._counts)
            ),  # the question is kept, masked; its answer gets a ticket
            ChoiceOffer(offered),  # choices get their ids
        )

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
