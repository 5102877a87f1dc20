"""推 2, 推 2 1: a seeker of the last list is asked whether they want to be introduced, as on the desk; never a name nor a number."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs import Openings
from bot.jobs.matches import KeptMatches
from bot.jobs.pairs import JobPair, PairFinder, pair_of
from bot.jobs.seekers import Seeker, Seekers
from bot.kb import KnowledgeBase
from bot.referrals import Board, open_referral_of
from bot.referrals.introductions import FoundList, FoundLists, Introductions
from bot.staff import AuditLog, Colleague
from bot.wording import jobs as say

OFFERED = 3
_PICKING = re.compile(r"\s*推\s*(?P<who>\d{1,3})(?:[\s,，.、-]+(?P<which>\d{1,3}))?[\s。]*")


@dataclass(frozen=True)
class PickedSeeker:
    """Which of the last list, and which of the openings that were offered for them; from 1 on."""

    who: int
    which: int | None


class StaffIntroductions:
    """Begins introductions; its methods may run in several threads."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase]) -> None:
        self._engine, self._kb = engine, kb
        self._lists, self._seekers, self._openings = FoundLists(engine), Seekers(engine), Openings(engine)
        self._introductions, self._board, self._log = Introductions(engine), Board(engine), AuditLog(engine)

    @staticmethod
    def picked_in(words: str) -> PickedSeeker | None:
        """Return whom words pick; None for anything else.

        >>> StaffIntroductions.picked_in("推 2 1"), StaffIntroductions.picked_in("推2"), StaffIntroductions.picked_in("推荐")
        (PickedSeeker(who=2, which=1), PickedSeeker(who=2, which=None), None)
        """
        found = _PICKING.fullmatch(words)
        if found is None:
            return None
        return PickedSeeker(int(found["who"]), int(found["which"]) if found["which"] else None)

    def say(self, colleague: Colleague, picked: PickedSeeker, on: date, at: datetime) -> str:
        """Ask the person that was picked, or say which openings there are, or why nobody is asked."""
        known = self._lists.last(colleague.userid, at)
        if known is None:
            return say.NO_LIST
        if not 1 <= picked.who <= len(known.seekers):
            return say.NOT_ON_LIST.format(count=len(known.seekers))
        seeker = self._seekers.known_since(known.seekers[picked.who - 1], known.found_at, at)
        if seeker is None:
            return say.NOT_ANY_MORE.format(number=picked.who)
        referral = open_referral_of(self._engine, seeker.person, seeker.conversation)
        if referral is None:
            return say.NO_CALL.format(number=picked.who)
        if self._board.find(colleague, referral) is None:
            return say.NOT_YOURS.format(referral=referral)
        opening = known.opening if picked.which is None else _offered(known, seeker, picked.which)
        if opening is None:
            return self._offer(colleague, known, picked, seeker, on, at)
        return self._ask(colleague, referral, seeker, opening, at)

    def _offer(
        self, colleague: Colleague, known: FoundList, picked: PickedSeeker, seeker: Seeker, on: date, at: datetime
    ) -> str:
        """Say which openings fit best, those of the night while they are true, so that one of them can be picked."""
        asked_before = {each.opening for each in self._introductions.of_same_person(seeker.person)}
        kept = KeptMatches(self._engine, self._kb())
        found = kept.openings_for(seeker, on, at, OFFERED + len(asked_before))
        pairs = [pair for pair in found if pair.opening.id not in asked_before][:OFFERED]
        self._lists.offer(colleague.userid, known, seeker.id, [pair.opening.id for pair in pairs])
        return say.say_offered(picked.who, pairs)

    def _ask(self, colleague: Colleague, referral: int, seeker: Seeker, opening: int, at: datetime) -> str:
        found = self._openings.find(opening)
        if found is None:
            return say.NOT_PUBLIC_OPENING.format(number=opening)
        ways = PairFinder(self._engine, self._kb()).ways(seeker.town or "")
        pair: JobPair = pair_of(seeker, found, ways)
        try:
            made = self._introductions.ask(referral, opening, say.say_proposed(pair), colleague.userid, at)
        except SituationError as error:
            return str(error)
        self._log.write(
            colleague.userid, "referral.introduction_asked", f"referral:{referral}", at, entries=made.id, source="wecom"
        )
        return say.ASKED.format(name=made.name, referral=referral)


def _offered(known: FoundList, seeker: Seeker, which: int) -> int | None:
    """Return which opening a number means; None where none was offered under it."""
    these = known.offered.get(seeker.id, ())
    return these[which - 1] if 1 <= which <= len(these) else None
