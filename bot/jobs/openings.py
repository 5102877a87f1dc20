"""The openings of an installation as colleagues see and judge them. Each method is one short transaction."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import and_, func, literal_column, or_, select, update
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs.model import Employer, FlagKind, Opening, OpeningFlag, OpeningState, WorkForm
from bot.jobs.pay import PayPeriod
from bot.people import Sealer
from bot.storage.tables import employers, opening_entries, openings

LONGEST_REASON = 200
# From which state an opening may come to which.
STEPS: Mapping[OpeningState, tuple[OpeningState, ...]] = {
    OpeningState.PASSED: (OpeningState.WAITING, OpeningState.REFUSED, OpeningState.FILLED),
    OpeningState.REFUSED: (OpeningState.WAITING, OpeningState.PASSED),
    OpeningState.FILLED: (OpeningState.PASSED,),
}
# What is mended already, so that nobody has to look.
MENDED = (FlagKind.CONTACT,)
PAGE = 500


@dataclass(frozen=True)
class OpeningContact:
    """What only colleagues see of an opening: whom to call, and what was taken out of its texts."""

    name: str | None
    phone: str | None
    hidden: tuple[str, ...]


class Openings:
    """The openings of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def list(
        self, state: OpeningState | None, on: date, limit: int = 50, after: int = 0, *, is_flagged: bool = False
    ) -> list[Opening]:
        """Return openings in the order in which they came.

        Args:
            state: as it is on the day ``on``; None for all.
            after: the last id of the page before.
            is_flagged: only those with something to look at.
        """
        query = opening_query().where(openings.c.id > after).order_by(openings.c.id).limit(limit)
        if state is not None:
            query = query.where(in_state(state, on))
        if is_flagged:
            query = query.where(openings.c.flags != [])
        with self._engine.connect() as connection:
            return [opening_of(row) for row in connection.execute(query).mappings()]

    def of_employer(self, employer: int, limit: int = 50) -> Sequence[Opening]:
        """Return the openings of an employer, what changed last first."""
        order = (openings.c.updated_at.desc(), openings.c.id.desc())
        query = opening_query().where(openings.c.employer == employer).order_by(*order).limit(limit)
        with self._engine.connect() as connection:
            return [opening_of(row) for row in connection.execute(query).mappings()]

    def find(self, opening: int) -> Opening | None:
        """Return an opening, None when there is none of this number."""
        with self._engine.connect() as connection:
            row = connection.execute(opening_query().where(openings.c.id == opening)).mappings().first()
        return None if row is None else opening_of(row)

    def counts(self, on: date) -> dict[OpeningState, int]:
        """Return how many openings are in each state on a day."""
        over = and_(openings.c.until.is_not(None), openings.c.until < on)
        query = select(openings.c.state, over.label("is_over"), func.count()).group_by(openings.c.state, over)
        counts = dict.fromkeys(OpeningState, 0)
        with self._engine.connect() as connection:
            for state, is_over, count in connection.execute(query):
                is_expired = is_over and state == OpeningState.PASSED.value
                counts[OpeningState.EXPIRED if is_expired else OpeningState(state)] += count
        return counts

    def judge(
        self,
        opening: int,
        state: OpeningState,
        by: str,
        at: datetime,
        reason: str | None = None,
        seen: datetime | None = None,
    ) -> Opening:
        """Let an opening pass, refuse it, or note that it is filled; return it as it was before.

        Args:
            seen: when what was looked at had changed last; an opening that a list changed since is not judged.

        Raises:
            SituationError: there is no such opening, the step does not fit where it stands, or a refusal has no reason.
        """
        if state is OpeningState.REFUSED and not (reason or "").strip():
            raise SituationError("请写为什么不通过（--reason），单位才知道怎么改。")
        known = self.find(opening)
        if known is None:
            raise SituationError(f"没有编号 {opening} 的岗位。")
        change = _judgement(state, by, at, reason)
        same = [openings.c.id == opening, openings.c.state.in_([each.value for each in STEPS[state]])]
        if seen is not None:
            same.append(openings.c.updated_at == seen)
        with self._engine.begin() as connection:
            done = connection.execute(update(openings).where(*same).values(**change)).rowcount
        if not done:
            raise SituationError(f"岗位 {opening} 现在不能这样做，请刷新后看看它的状态。")
        return known

    def pass_clean(self, by: str, at: datetime, source: str | None = None) -> int:
        """Let everything pass that waits and has nothing to look at, of one list or of all; return how many."""
        query = select(openings.c.id, openings.c.flags).where(openings.c.state == OpeningState.WAITING.value)
        if source is not None:
            of_list = select(opening_entries.c.opening).where(opening_entries.c.source == source)
            query = query.where(openings.c.id.in_(of_list))
        done, after = 0, 0
        while True:
            with self._engine.begin() as connection:
                page = query.where(openings.c.id > after).order_by(openings.c.id).limit(PAGE).with_for_update()
                rows = connection.execute(page).all()
                if not rows:
                    return done
                after = rows[-1].id
                clean = [row.id for row in rows if not _needs_look(row.flags)]
                waiting = (openings.c.id.in_(clean), openings.c.state == OpeningState.WAITING.value)
                change = _judgement(OpeningState.PASSED, by, at, None)
                done += connection.execute(update(openings).where(*waiting).values(**change)).rowcount

    def contact(self, opening: int, sealer: Sealer) -> OpeningContact:
        """Return what only colleagues see; empty for an opening that is not there.

        Raises:
            SettingsError: it was sealed with another key.
        """
        columns = (employers.c.contact_sealed, employers.c.phone_sealed, openings.c.hidden_sealed)
        query = select(*columns).join(openings, openings.c.employer == employers.c.id).where(openings.c.id == opening)
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        name, phone, hidden = (None if sealed is None else sealer.open(sealed) for sealed in row or (None,) * 3)
        return OpeningContact(name, phone, tuple(json.loads(hidden)) if hidden else ())


# Written out, for an index of what is public is used only where the statement itself says so.
PASSED = openings.c.state == literal_column(f"'{OpeningState.PASSED.value}'")


def is_public(on: date) -> Any:
    """Return the condition that anybody may see an opening on a day: let pass, and not over."""
    return and_(PASSED, or_(openings.c.until.is_(None), openings.c.until >= on))


def in_state(state: OpeningState, on: date) -> Any:
    """Return the condition that an opening is in a state on a day."""
    if state is OpeningState.PASSED:
        return is_public(on)
    if state is OpeningState.EXPIRED:
        return and_(openings.c.state == OpeningState.PASSED.value, openings.c.until < on)
    return openings.c.state == state.value


def opening_query() -> Any:
    """Return the query of openings with their employers."""
    employer = [employers.c[name].label(f"employer_{name}") for name in _EMPLOYER]
    return select(openings, *employer).join(employers, openings.c.employer == employers.c.id)


def opening_of(row: Mapping[str, Any]) -> Opening:
    """Return the opening of a row of ``opening_query``."""
    flags = [OpeningFlag(FlagKind(each["kind"]), each["found"], each["clause"]) for each in row["flags"]]
    return Opening(
        **{name: row[name] for name in _PLAIN},
        employer=Employer(**{name: row[f"employer_{name}"] for name in _EMPLOYER}),
        pay_period=None if row["pay_period"] is None else PayPeriod(row["pay_period"]),
        form=None if row["form"] is None else WorkForm(row["form"]),
        flags=tuple(flags),
        state=OpeningState(row["state"]),
        has_hidden=row["hidden_sealed"] is not None,
    )


_EMPLOYER = ("id", "name", "credit_code", "kind", "size", "town")
_PLAIN = (
    *("id", "title", "trade", "town", "place", "duties", "requirements", "hours", "insurance"),
    *("pay_text", "pay_low", "pay_high", "headcount", "until", "reason", "created_at", "updated_at"),
)


def _needs_look(flags: Sequence[Mapping[str, Any]]) -> bool:
    return any(FlagKind(flag["kind"]) not in MENDED for flag in flags)


def _judgement(state: OpeningState, by: str, at: datetime, reason: str | None) -> dict[str, Any]:
    said = (reason or "").strip()[:LONGEST_REASON] or None
    return {"state": state.value, "judged_by": by, "judged_at": at, "reason": said, "updated_at": at}
