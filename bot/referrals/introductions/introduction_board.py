"""All introductions that a colleague may see, by how far they have come, the most pressing first. Reading only."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import case, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.referrals.board import seen_by
from bot.referrals.introductions.introduction import Introduction, introduction_of
from bot.referrals.introductions.states import IntroductionState
from bot.referrals.states import ReferralState
from bot.staff import Colleague
from bot.storage.tables import introductions, referrals

_S = IntroductionState


class IntroductionShelf(str, Enum):
    """Which column of the board an introduction stands in."""

    SEEKER = "seeker"
    EMPLOYER = "employer"
    WILLING = "willing"
    INTERVIEW = "interview"
    HIRED = "hired"
    NOTHING = "nothing"
    STOPPED = "stopped"


STATES_ON: Mapping[IntroductionShelf, tuple[IntroductionState, ...]] = {
    IntroductionShelf.SEEKER: (_S.ASKED,),
    IntroductionShelf.EMPLOYER: (_S.AGREED,),
    IntroductionShelf.WILLING: (_S.WILLING,),
    IntroductionShelf.INTERVIEW: (_S.INTERVIEW,),
    IntroductionShelf.HIRED: (_S.HIRED,),
    IntroductionShelf.NOTHING: (_S.DECLINED, _S.TURNED_DOWN, _S.FAILED),
    IntroductionShelf.STOPPED: (_S.STOPPED,),
}


@dataclass(frozen=True)
class BoardFilter:
    """What is looked at; None and False for all.

    Args:
        town: the area of the referral, as it is written there.
        by: the userid of who introduced.
    """

    station: str | None = None
    town: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class BoardRow:
    """An introduction with its referral; ``due_at`` is until when the referral promises one, None once that is kept or closed."""

    introduction: Introduction
    referral: int
    area: str | None
    station: str | None
    due_at: datetime | None


class IntroductionBoard:
    """The introductions of the installation. One whose referral is gone belongs to nobody's board."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def counts(self, colleague: Colleague, wanted: BoardFilter) -> Mapping[IntroductionShelf, int]:
        """Return how many stand on each shelf."""
        count = func.count(introductions.c.id)
        query = select(introductions.c.state, count).select_from(_JOINED).group_by(introductions.c.state)
        with self._engine.connect() as connection:
            found = {row[0]: int(row[1]) for row in connection.execute(query.where(*_conditions(colleague, wanted)))}
        return {shelf: sum(found.get(state.value, 0) for state in states) for shelf, states in STATES_ON.items()}

    def read(
        self, colleague: Colleague, shelf: IntroductionShelf, wanted: BoardFilter, most: int, skipped: int = 0
    ) -> Sequence[BoardRow]:
        """Return a piece of a shelf: whose promise ends first, then who waits longest; of what has ended the newest."""
        states = [state.value for state in STATES_ON[shelf]]
        this = introductions.c.state.in_(states)
        if shelf in (IntroductionShelf.HIRED, IntroductionShelf.NOTHING, IntroductionShelf.STOPPED):
            order: list[Any] = [introductions.c.ended_at.desc(), introductions.c.id.desc()]
        else:
            order = [case((_IS_PROMISED, 0), else_=1), referrals.c.introduce_due_at, introductions.c.id]
        query = select(introductions, *_OF_REFERRAL).select_from(_JOINED).where(this, *_conditions(colleague, wanted))
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(*order).limit(most).offset(skipped)).mappings()
            return [_board_row(row) for row in rows]

    def places(self, colleague: Colleague) -> tuple[list[str], list[str]]:
        """Return the stations and the towns of the introductions that a colleague may see, in order."""
        query = select(referrals.c.station, referrals.c.area).select_from(_JOINED).where(seen_by(colleague)).distinct()
        with self._engine.connect() as connection:
            rows = connection.execute(query).all()
        stations, towns = ({row[at] for row in rows if row[at]} for at in (0, 1))
        return sorted(stations), sorted(towns)


_JOINED = introductions.join(referrals, referrals.c.id == introductions.c.referral)
_IS_PROMISED = referrals.c.state.in_((ReferralState.OPEN.value, ReferralState.CONTACTED.value))
_OF_REFERRAL = (
    referrals.c.area,
    referrals.c.station,
    case((_IS_PROMISED, referrals.c.introduce_due_at)).label("due_at"),
)
_BESIDE = ("area", "station", "due_at")


def _conditions(colleague: Colleague, wanted: BoardFilter) -> list[ColumnElement[Any]]:
    asked = (
        (wanted.station, referrals.c.station),
        (wanted.town, referrals.c.area),
        (wanted.by, introductions.c.introduced_by),
    )
    return [seen_by(colleague), *(column == value for value, column in asked if value is not None)]


def _board_row(row: Any) -> BoardRow:
    own = {name: value for name, value in row.items() if name not in _BESIDE}
    return BoardRow(introduction_of(own), own["referral"], *(row[name] for name in _BESIDE))
