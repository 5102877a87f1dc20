"""找人 电焊 中北, or 找人 120: the seekers who agreed to be introduced, with reasons, for matchmakers on WeCom. Never a name nor a number.

The list is kept, so that 推 <n> can mean one of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.front.channels.wecom.introductions import StaffIntroductions
from bot.jobs import Openings, OpeningState, trades_in
from bot.jobs.pairs import JobPair, PairFinder
from bot.kb import KnowledgeBase
from bot.referrals import open_referral_of
from bot.referrals.introductions import FoundLists
from bot.staff import Colleague, Permission, may
from bot.wording.jobs import ASK_SEEKERS, NOT_FOR_YOU, NOT_PUBLIC_OPENING, say_seekers, say_seekers_of

MOST = 5
_ASKING = re.compile(r"\s*找人(?=$|[\s:：,，\d])[\s:：,，]*(?P<words>.*)", re.DOTALL)
_OPENING = re.compile(r"(?P<number>\d{1,9})\s*号?")


class StaffSeekers:
    """Looks for seekers; its method may run in several threads."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase]) -> None:
        self._engine, self._kb = engine, kb
        self._introductions, self._lists = StaffIntroductions(engine, kb), FoundLists(engine)

    def find(self, colleague: Colleague, asked: str, on: date, at: datetime) -> tuple[str, ...] | None:
        """Return what is said to a colleague who looks for people, or picks one of them; None for anything else."""
        found, picked = _ASKING.fullmatch(asked), self._introductions.picked_in(asked)
        if found is None and picked is None:
            return None
        if not may(colleague.role, Permission.REFERRALS):
            return (NOT_FOR_YOU,)
        if picked is not None:
            return (self._introductions.say(colleague, picked, on, at),)
        words = "" if found is None else found["words"].strip()
        opening = _OPENING.fullmatch(words)
        return (
            self._of_trade(colleague, words, on, at)
            if opening is None
            else self._of_opening(colleague, int(opening["number"]), on, at),
        )

    def _of_trade(self, colleague: Colleague, words: str, on: date, at: datetime) -> str:
        named = trades_in(words)
        if len(named) != 1:
            return ASK_SEEKERS
        finder = PairFinder(self._engine, self._kb())
        pairs = finder.seekers_like(named[0].id, finder.town_in(words), on, at, MOST)
        return say_seekers(named[0].title, self._kept(colleague, pairs, None, at))

    def _of_opening(self, colleague: Colleague, number: int, on: date, at: datetime) -> str:
        opening = Openings(self._engine).find(number)
        if opening is None or opening.state_on(on) is not OpeningState.PASSED:
            return NOT_PUBLIC_OPENING.format(number=number)
        pairs = PairFinder(self._engine, self._kb()).seekers_for(opening, on, at, MOST)
        return say_seekers_of(opening, self._kept(colleague, pairs, number, at))

    def _kept(
        self, colleague: Colleague, pairs: Sequence[JobPair], opening: int | None, at: datetime
    ) -> list[tuple[JobPair, int | None]]:
        """Keep a list as the last one of a colleague, and return it with the open referral of each."""
        self._lists.keep(colleague.userid, [pair.seeker.id for pair in pairs], opening, at)
        calls = [open_referral_of(self._engine, pair.seeker.person, pair.seeker.conversation) for pair in pairs]
        return list(zip(pairs, calls, strict=True))
