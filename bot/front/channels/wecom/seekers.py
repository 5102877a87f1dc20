"""找人 电焊 中北: the seekers who agreed to be introduced, with reasons, for matchmakers on WeCom. Never a name nor a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.jobs import trades_in
from bot.jobs.pairs import PairFinder
from bot.kb import KnowledgeBase
from bot.referrals import open_referral_of
from bot.staff import Colleague, Permission, may
from bot.wording.jobs import ASK_SEEKERS, NOT_FOR_YOU, say_seekers

MOST = 5
_ASKING = re.compile(r"\s*找人(?=$|[\s:：,，])[\s:：,，]*(?P<words>.*)", re.DOTALL)


class StaffSeekers:
    """Looks for seekers; its method may run in several threads."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase]) -> None:
        self._engine, self._kb = engine, kb

    def find(self, colleague: Colleague, asked: str, on: date, at: datetime) -> tuple[str, ...] | None:
        """Return what is said to a colleague who looks for people; None for anything else."""
        found = _ASKING.fullmatch(asked)
        if found is None:
            return None
        if not may(colleague.role, Permission.REFERRALS):
            return (NOT_FOR_YOU,)
        named = trades_in(found["words"])
        if len(named) != 1:
            return (ASK_SEEKERS,)
        finder = PairFinder(self._engine, self._kb())
        pairs = finder.seekers_like(named[0].id, finder.town_in(found["words"]), on, at, MOST)
        calls = [open_referral_of(self._engine, pair.seeker.person, pair.seeker.conversation) for pair in pairs]
        return (say_seekers(named[0].title, list(zip(pairs, calls, strict=True))),)
