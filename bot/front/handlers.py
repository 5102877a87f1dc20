"""The order of a turn, on one screen: who hears a message before whom, and what is done about the replies."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import now, today
from bot.front.turns.chat_switch import ChatSwitch
from bot.front.turns.choices import ChoiceOffer, TypedChoice, TypedLabel
from bot.front.turns.completion import FirstChoice, FirstWord, KeptQuestion, PersonOffer
from bot.front.turns.fair_reminder_talk import FairReminderTalk
from bot.front.turns.fair_talk import FairTalk
from bot.front.turns.job_talk import JobTalk
from bot.front.turns.seeker_talk import SeekerTalk
from bot.front.turns.turn_context import AskDialogue, TurnHandler, TurnStep
from bot.kb import KnowledgeBase, MadeOf
from bot.outreach import ConsentTalk, NoticeTalk, StartTalk
from bot.people import sealer_for
from bot.questions import QuestionKeeper, RatingTalk, TurnCounts
from bot.referrals import (
    DistressListener,
    FraudListener,
    MatchmakerFirst,
    PreparedNote,
    ReferralTalk,
    ReferralWatch,
    TakeoverListener,
)
from bot.referrals.introductions import IntroductionTalk
from bot.settings import Settings
from bot.storage import OfferedChoices
from bot.understanding import Normaliser
from bot.understanding.acts import ActReader


class TurnHandlers:
    """Who works on every turn of one process, and what they do besides."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], settings: Settings) -> None:
        def day() -> date:
            return today(settings.as_of)

        acts = MadeOf(kb, _act_reader)
        self._engine = engine
        self._acts = acts
        self._counts = TurnCounts(engine)
        self._watch = ReferralWatch(engine, kb, now)
        offered = OfferedChoices(engine)
        seal = sealer_for(settings)
        call = ReferralTalk(engine, kb, day, seal)
        notices, takeover = NoticeTalk(engine, kb, day), TakeoverListener(engine)
        # The first that has a result stops the turn from going on to the next.
        self.handlers: tuple[TurnHandler, ...] = (
            DistressListener(engine, kb, acts, takeover, day),  # not wanting to live: before everything, in every state
            ConsentTalk(engine, kb, acts, notices, day),  # no more notices: at once, in every state, without a model
            takeover,  # a colleague speaks: silence, whatever is said
            ChatSwitch(engine, kb, day, call=call),  # switched off: one polite sentence for everyone, and a person
            TypedLabel(offered),  # the words of a button that was just offered are its pick
            IntroductionTalk(engine, day),  # whether somebody wants to be introduced to whom they were asked about
            SeekerTalk(engine, kb, day, seal),  # before calls: a number that was asked for is for it
            call,  # before ratings and notices: a number that someone leaves is neither
            FairReminderTalk(engine, day),  # 提醒我, after fairs were named: before who wants notices of any kind
            StartTalk(engine, kb, acts, day),  # who wants notices is asked before anything is stored
            FraudListener(kb, acts, day),  # fees, codes, back doors: the warning is all that is said
            RatingTalk(engine, day),  # 有用, 没用
            notices,  # what is said about a notice; its digits come before those of choices
            FairTalk(engine, kb, day),  # when there is a fair: those that were entered
            JobTalk(engine, kb, day),  # who looks for a job of some kind sees openings, where there are any
            TypedChoice(offered, day),  # "2" is the second choice, which all of these hear again as a pick
            AskDialogue(),
        )
        self.after: tuple[TurnStep, ...] = (
            FirstWord(PreparedNote(kb, acts, day)),  # who complains hears first where to ask, or that we are sorry
            PersonOffer(call),  # whom the dialogue hands over is offered a matchmaker
            FirstChoice(MatchmakerFirst(kb)),  # an answer about matchmakers offers the call itself
            KeptQuestion(QuestionKeeper(engine, self._counts)),  # the question is kept, masked; its answer is rated
            ChoiceOffer(offered),  # choices get their ids
        )

    def prepare(self) -> None:
        """Compile the wordings of acts, so that the first person does not wait for them."""
        self._acts().warm_up()

    def start(self) -> None:
        """Begin to count and to watch."""
        self._counts.start()
        self._watch.start()

    async def close(self) -> None:
        """Stop watching and write down what was counted."""
        await self._watch.close()
        await run_in_threadpool(self._counts.close)


def _act_reader(kb: KnowledgeBase) -> ActReader:
    return ActReader(kb.acts, Normaliser(kb.rewrites))
