"""The board of referrals as a colleague sees it: theirs, their station's and those of nobody; overdue first. Reading only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import and_, case, func, or_, select, true
from sqlalchemy.engine import Engine
from sqlalchemy.sql import Select
from sqlalchemy.sql.elements import ColumnElement

from bot.referrals.states import ReferralKind, ReferralOutcome, ReferralState
from bot.staff import Colleague, Role
from bot.storage.tables import knocks, people, referrals, staff

PAGE = 50


class BoardShelf(str, Enum):
    """Which part of the board is shown."""

    MINE = "mine"
    STATION = "station"
    POOL = "pool"
    OVERDUE = "overdue"
    CLOSED = "closed"


@dataclass(frozen=True)
class Referral:
    """One referral as it stands."""

    id: int
    kind: ReferralKind
    person: str | None
    conversation: str | None
    area: str | None
    station: str | None
    assigned_to: str | None
    topic: str | None
    policy: str | None
    question: str | None
    has_phone: bool
    # Of a knock, whether the list says who it is; a call has no list.
    is_named: bool
    state: ReferralState
    outcome: ReferralOutcome | None
    opened_at: datetime
    contact_due_at: datetime
    introduce_due_at: datetime
    contacted_at: datetime | None
    introduced_at: datetime | None
    closed_at: datetime | None
    page_seen_at: datetime | None = None
    sentence: str | None = None

    @property
    def due_at(self) -> datetime | None:
        """Return until when the next promised step is due; None when nothing is promised any more."""
        return {ReferralState.OPEN: self.contact_due_at, ReferralState.CONTACTED: self.introduce_due_at}.get(self.state)


@dataclass(frozen=True)
class BoardCounts:
    """How many open referrals are on each shelf."""

    mine: int
    station: int
    pool: int
    overdue: int


class Board:
    """The board of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def read(self, colleague: Colleague, shelf: BoardShelf, at: datetime, page: int = 0) -> list[Referral]:
        """Return a page of a shelf, what is due first on top."""
        order = (
            [referrals.c.closed_at.desc(), referrals.c.id.desc()]
            if shelf is BoardShelf.CLOSED
            else [_alarms_first(), _due(), referrals.c.id]
        )
        query = _referrals().where(seen_by(colleague), _on(shelf, colleague, at)).order_by(*order)
        with self._engine.connect() as connection:
            rows = connection.execute(query.limit(PAGE).offset(PAGE * max(page, 0)))
            return [_referral(row) for row in rows]

    def count(self, colleague: Colleague, at: datetime) -> BoardCounts:
        """Return how many are on each shelf, in one query."""
        shelves = (BoardShelf.MINE, BoardShelf.STATION, BoardShelf.POOL, BoardShelf.OVERDUE)
        sums = [func.coalesce(func.sum(case((_on(shelf, colleague, at), 1), else_=0)), 0) for shelf in shelves]
        is_open = referrals.c.state != ReferralState.CLOSED.value
        with self._engine.connect() as connection:
            row = connection.execute(select(*sums).where(seen_by(colleague), is_open)).one()
        return BoardCounts(*(int(each) for each in row))

    def find(self, colleague: Colleague, referral: int) -> Referral | None:
        """Return a referral that a colleague may handle; None when there is none or it is not theirs to see."""
        query = _referrals().where(referrals.c.id == referral, seen_by(colleague))
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        return None if row is None else _referral(row)

    def sealed_phone(self, colleague: Colleague, referral: int) -> str | None:
        """Return the sealed number that was given for this referral."""
        query = select(referrals.c.phone_sealed).where(referrals.c.id == referral, seen_by(colleague))
        with self._engine.connect() as connection:
            sealed: str | None = connection.execute(query).scalar()
        return sealed

    def sealed_person(self, colleague: Colleague, referral: int) -> tuple[str | None, str | None] | None:
        """Return the sealed name and number of whom to call on, as their list says them, while the knock is open; None for anything else."""
        this = (referrals.c.id == referral, seen_by(colleague), _is_open_knock())
        query = select(people.c.name_sealed, people.c.phone_sealed)
        joined = referrals.join(people, people.c.id == referrals.c.person)
        with self._engine.connect() as connection:
            row = connection.execute(query.select_from(joined).where(*this)).first()
        return None if row is None else (row.name_sealed, row.phone_sealed)

    def matchmakers(self) -> list[Colleague]:
        """Return to whom a referral can be given."""
        works = (staff.c.is_active, staff.c.role.in_((Role.MATCHMAKER.value, Role.ADMIN.value)))
        query = select(staff.c.userid, staff.c.name, staff.c.role, staff.c.station).where(*works)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(staff.c.station, staff.c.userid))
            return [Colleague(row.userid, row.name, Role(row.role), row.station) for row in rows]


def seen_by(colleague: Colleague) -> ColumnElement[Any]:
    """Return the condition that a referral is a colleague's to handle: their own, their station's, or nobody's; an admin's are all."""
    if colleague.role is Role.ADMIN:
        return true()
    own = or_(referrals.c.assigned_to == colleague.userid, referrals.c.station.is_(None))
    return own if colleague.station is None else or_(own, referrals.c.station == colleague.station)


def _on(shelf: BoardShelf, colleague: Colleague, at: datetime) -> ColumnElement[Any]:
    is_open = referrals.c.state != ReferralState.CLOSED.value
    if shelf is BoardShelf.CLOSED:
        return ~is_open
    if shelf is BoardShelf.MINE:
        return and_(is_open, referrals.c.assigned_to == colleague.userid)
    if shelf is BoardShelf.POOL:
        return and_(is_open, referrals.c.assigned_to.is_(None))
    if shelf is BoardShelf.OVERDUE:
        return and_(referrals.c.state.in_((ReferralState.OPEN.value, ReferralState.CONTACTED.value)), _due() < at)
    return is_open


def _alarms_first() -> ColumnElement[Any]:
    return case((referrals.c.kind == ReferralKind.ALARM.value, 0), else_=1)


def _due() -> ColumnElement[Any]:
    """Return when the next promised step is due."""
    return case(
        (referrals.c.state == ReferralState.OPEN.value, referrals.c.contact_due_at), else_=referrals.c.introduce_due_at
    )


def _is_open_knock() -> ColumnElement[Any]:
    return and_(referrals.c.kind == ReferralKind.KNOCK.value, referrals.c.state != ReferralState.CLOSED.value)


def _referrals() -> Select:
    is_known = or_(people.c.name_sealed.is_not(None), people.c.phone_sealed.is_not(None))
    is_named = and_(_is_open_knock(), func.coalesce(is_known, False)).label("is_named")
    joined = referrals.outerjoin(knocks, knocks.c.id == referrals.c.knock)
    return select(referrals, knocks.c.sentence, is_named).select_from(
        joined.outerjoin(people, people.c.id == referrals.c.person)
    )


def _referral(row: Any) -> Referral:
    copied = {name: getattr(row, name) for name in _COPIED}
    outcome = None if row.outcome is None else ReferralOutcome(row.outcome)
    has_phone = row.phone_sealed is not None
    return Referral(
        kind=ReferralKind(row.kind),
        state=ReferralState(row.state),
        outcome=outcome,
        has_phone=has_phone,
        is_named=bool(row.is_named),
        **copied,
    )


_COPIED: Sequence[str] = (
    "id",
    "person",
    "conversation",
    "area",
    "station",
    "assigned_to",
    "topic",
    "policy",
    "question",
    "opened_at",
    "contact_due_at",
    "introduce_due_at",
    "contacted_at",
    "introduced_at",
    "closed_at",
    "page_seen_at",
    "sentence",
)
