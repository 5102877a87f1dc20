"""What colleagues do about a referral: contact, introduce, close, note. Each step is made once, written into the history, and told to the person."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.engine import Connection, Engine

from bot.errors import SituationError
from bot.outreach.runs import KnockState
from bot.referrals.assignment import give, next_matchmaker, wait_for_turn
from bot.referrals.history import write_event
from bot.referrals.states import BEFORE, CITIZEN, OUTSIDE, SYSTEM, Act, ReferralOutcome, ReferralState
from bot.referrals.talk_lines import Speaker, write_line
from bot.storage.tables import knocks, referrals, staff, station_areas
from bot.wording.office import name_of, say_closed, say_contacted, say_introduced

LONGEST_NOTE = 500
SHORTEST_WHAT = 4
INTRODUCED_WHAT = "推介："
NOTHING_INTRODUCED = "请写明推介了什么（哪家单位、什么岗位），没有推介成就写为什么，至少4个字。"
# How a knock at a door ended, in the words of outreach.
KNOCK_OUTCOMES = {
    ReferralOutcome.DONE: "helped",
    ReferralOutcome.TOLD: "told",
    ReferralOutcome.UNREACHED: "not_found",
    ReferralOutcome.NOT_WANTED: "refused",
    ReferralOutcome.ELSEWHERE: "told",
    ReferralOutcome.DOES_NOT_FIT: "does_not_fit",
}


class Acting:
    """The steps of one installation. Every method is one transaction and tells whether something changed: a second tap changes nothing."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def contact(self, referral: int, who: str, at: datetime, *, is_told: bool = True) -> bool:
        """Record that the person was contacted; who does it takes a referral that nobody has.

        Args:
            is_told: whether the person hears of it; not where the contact is the talk itself.
        """
        with self._engine.begin() as connection:
            return self._step(connection, referral, ReferralState.CONTACTED, who, at, is_told=is_told)

    def introduce(self, referral: int, what: str, who: str, at: datetime) -> bool:
        """Record the two-way introduction (双向推介); whoever introduces has been in contact.

        Args:
            what: what was introduced to whom, or why nothing could be.

        Raises:
            SituationError: it does not say what.
        """
        words = what.strip()
        if not SHORTEST_WHAT <= len(words) <= LONGEST_NOTE:
            raise SituationError(NOTHING_INTRODUCED)
        with self._engine.begin() as connection:
            return self.introduce_within(connection, referral, words, who, at)

    def introduce_within(self, connection: Connection, referral: int, what: str, who: str, at: datetime) -> bool:
        """Record the two-way introduction within the caller's transaction; tell whether it is the first."""
        self._step(connection, referral, ReferralState.CONTACTED, who, at, is_told=False)
        changed = self._step(connection, referral, ReferralState.INTRODUCED, who, at)
        if changed:
            write_event(connection, referral, who, Act.NOTED, at, f"{INTRODUCED_WHAT}{what}")
        return changed

    def close(self, referral: int, outcome: ReferralOutcome, who: str, at: datetime) -> bool:
        """End a referral with what came of it (销号); an entry of a 敲门 list is closed with it."""
        with self._engine.begin() as connection:
            changed = self._step(connection, referral, ReferralState.CLOSED, who, at, outcome)
            if changed:
                self._close_knock(connection, referral, outcome, who, at)
            return changed

    def assign_pool(self, station: str, at: datetime) -> int:
        """Give to a station's matchmakers what waits for them without a name, or came from an area that nobody served; return how many."""
        areas = select(station_areas.c.area).where(station_areas.c.station == station)
        unserved = (
            referrals.c.station.is_(None),
            referrals.c.area.in_(areas),
            referrals.c.state != ReferralState.CLOSED.value,
        )
        waiting = (
            referrals.c.station == station,
            referrals.c.assigned_to.is_(None),
            referrals.c.state != ReferralState.CLOSED.value,
        )
        with self._engine.begin() as connection:
            wait_for_turn(connection, at)
            connection.execute(update(referrals).where(*unserved).values(station=station))
            found = connection.execute(select(referrals.c.id).where(*waiting).order_by(referrals.c.id)).scalars().all()
            for count, referral in enumerate(found):
                chosen = next_matchmaker(connection, station)
                if chosen is None:
                    return count
                give(connection, referral, station, chosen)
                write_event(connection, referral, SYSTEM, Act.ASSIGNED, at, chosen)
            return len(found)

    def note(self, referral: int, text: str, who: str, at: datetime) -> None:
        """Write a note into the history.

        Raises:
            SituationError: there is nothing to note, or too much.
        """
        words = text.strip()
        if not 1 <= len(words) <= LONGEST_NOTE:
            raise SituationError(f"请写1到{LONGEST_NOTE}个字。")
        with self._engine.begin() as connection:
            write_event(connection, referral, who, Act.NOTED, at, words)

    def _step(
        self,
        connection: Connection,
        referral: int,
        state: ReferralState,
        who: str,
        at: datetime,
        outcome: ReferralOutcome | None = None,
        *,
        is_told: bool = True,
    ) -> bool:
        row = _row(connection, referral)
        this = (referrals.c.id == referral, referrals.c.state.in_([each.value for each in BEFORE[state]]))
        values: dict[str, Any] = {"state": state.value, f"{state.value}_at": at}
        values |= {"outcome": outcome.value} if outcome is not None else {}
        # Of a call that nobody has, whoever acts first is the one.
        values |= {"assigned_to": who} if row.assigned_to is None and who not in OUTSIDE else {}
        if not connection.execute(update(referrals).where(*this).values(**values)).rowcount:
            return False
        write_event(connection, referral, who, Act(state.value), at, outcome.value if outcome else None)
        if is_told and who != CITIZEN:
            name = name_of(connection.execute(select(staff.c.name).where(staff.c.userid == who)).scalar())
            say = {
                ReferralState.CONTACTED: say_contacted,
                ReferralState.INTRODUCED: say_introduced,
                ReferralState.CLOSED: say_closed,
            }[state]
            self._tell(connection, row, say(name, row.station), at)
        return True

    def _close_knock(
        self, connection: Connection, referral: int, outcome: ReferralOutcome, who: str, at: datetime
    ) -> None:
        this = (knocks.c.id == _row(connection, referral).knock, knocks.c.state == KnockState.OPEN.value)
        values = {"outcome": KNOCK_OUTCOMES[outcome], "closed_by": who, "closed_at": at}
        connection.execute(update(knocks).where(*this).values(state=KnockState.CLOSED.value, **values))

    @staticmethod
    def _tell(connection: Connection, row: Any, text: str, at: datetime) -> None:
        """Tell the person, where there is a conversation to tell it in."""
        if row.conversation is not None:
            write_line(connection, row.conversation, Speaker.SYSTEM, text, at)


def _row(connection: Connection, referral: int) -> Any:
    row = connection.execute(select(referrals).where(referrals.c.id == referral)).first()
    if row is None:
        raise SituationError("没有这件事，或者居民已经删除了自己的资料。")
    return row
