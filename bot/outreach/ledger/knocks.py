"""敲门: whom no message can reach, a matchmaker calls on; the list by station, with the reason and a ready sentence, closed with an outcome (销号)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, literal, or_, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.errors import SituationError
from bot.kb import Campaign, KnowledgeBase
from bot.outreach.audience.audience import PERSON_COLUMNS, RunAudience, fitting, not_told_yet, stream
from bot.outreach.audience.routes import Routes, agreed, reachable
from bot.outreach.context import Outreach
from bot.outreach.ledger.plan import PAGE
from bot.outreach.runs.runs import Run
from bot.outreach.runs.states import KnockState, NoticeState
from bot.people import ALL_TOPICS
from bot.storage import insert_for
from bot.storage.tables import consents, knocks, notices, people
from bot.text import typeset

NO_CHANNEL = "no_channel"
NOT_ASKED = "not_asked"
FAILED = "failed"
# As front records it.
UNFOLLOWED = "unfollowed"
OUTCOMES = {
    "told": "已告知",
    "helped": "已帮办",
    "not_found": "没找到人",
    "refused": "本人不需要",
    "does_not_fit": "不符合条件",
}


@dataclass(frozen=True)
class Knock:
    """One door to knock at."""

    id: int
    campaign: str
    person: str
    station: str | None
    reason: str
    sentence: str
    state: KnockState
    outcome: str | None


def open_knocks(outreach: Outreach, run: Run, audience: RunAudience, routes: Routes, at: datetime) -> int:
    """Put on the list whoever fits, was not told and cannot be reached; never those who said that they want nothing.

    Returns:
        How many are new.
    """
    unreachable = ~reachable(routes, people.c.id, at)
    asked = agreed(routes, people.c.id, at).label("agreed")
    wanted = (fitting(audience), not_told_yet(audience), unreachable, ~_wants_nothing(routes, people.c.id, at))
    query = select(*PERSON_COLUMNS, asked).where(*wanted)
    sentence, added, status_of = ready_sentence(outreach.kb, audience.campaign), 0, audience.statuses()
    for chunk in stream(outreach.engine, query):
        fits = [person for person in chunk if audience.fits(status_of(person))]
        rows = [_row(run, person, NO_CHANNEL if person.agreed else NOT_ASKED, sentence, at) for person in fits]
        added += _insert(outreach.engine, rows)
    return added + _open_for_failed(outreach.engine, run, sentence, at)


def ready_sentence(kb: KnowledgeBase, campaign: Campaign) -> str:
    """Return what a matchmaker can say at the door: no figures and no facts of the person, these come in the talk."""
    title = kb.policies[campaign.policy].short_title
    return typeset(f"您好,我是就业红娘。按您以前留下的情况,您可能用得上{title},我来告诉您怎么办、陪您问清楚。您方便吗?")


def list_knocks(engine: Engine, station: str | None = None, state: KnockState | None = KnockState.OPEN) -> list[Knock]:
    """Return the list, of one station or of all, open ones unless asked otherwise."""
    columns = [knocks.c[name] for name in Knock.__dataclass_fields__]
    conditions = [knocks.c.station == station] if station is not None else []
    conditions += [knocks.c.state == state.value] if state is not None else []
    query = select(*columns).where(*conditions).order_by(knocks.c.station, knocks.c.id)
    with engine.connect() as connection:
        return [Knock(**{**row._mapping, "state": KnockState(row.state)}) for row in connection.execute(query)]


def close_knock(engine: Engine, knock: int, outcome: str, who: str, at: datetime) -> None:
    """Take someone off the list with what came of the visit.

    Raises:
        SituationError: there is no such open entry, or no such outcome.
    """
    if outcome not in OUTCOMES:
        said = "、".join(f"{name}（{title}）" for name, title in OUTCOMES.items())
        raise SituationError(f"敲门结果请写其中一个：{said}。")
    this = (knocks.c.id == knock, knocks.c.state == KnockState.OPEN.value)
    closed = {"state": KnockState.CLOSED.value, "outcome": outcome, "closed_by": who, "closed_at": at}
    with engine.begin() as connection:
        if not connection.execute(update(knocks).where(*this).values(**closed)).rowcount:
            raise SituationError(f"敲门清单里没有编号为 {knock} 的待办，可能已经销号。")


def _wants_nothing(routes: Routes, person: ColumnElement[Any], at: datetime) -> ColumnElement[bool]:
    """Return the condition that a person took back a consent to the topic, or to all, or paused: that means the door, too.

    Who only stopped following the account said nothing of the kind.
    """
    topic = consents.c.topic.in_((routes.topic, ALL_TOPICS))
    said_so = and_(consents.c.withdrawn_at.is_not(None), consents.c.withdrawn_by != UNFOLLOWED)
    pauses = and_(consents.c.withdrawn_at.is_(None), consents.c.paused_until > at)
    taken_back = and_(consents.c.person == person, topic, or_(said_so, pauses))
    return exists(select(literal(1)).select_from(consents).where(taken_back).correlate(person.table))


def _open_for_failed(engine: Engine, run: Run, sentence: str, at: datetime) -> int:
    """Put those on the list whom the platform does not let us reach any more."""
    reasons = or_(*(notices.c.reason.like(f"{reason}%") for reason in ("dead_recipient", "unfollowed", "blocked")))
    failed = (notices.c.run == run.id, notices.c.state == NoticeState.FAILED.value, reasons)
    joined = notices.join(people, people.c.id == notices.c.person)
    query = select(people.c.id, people.c.station, notices.c.id.label("notice")).select_from(joined).where(*failed)
    with engine.connect() as connection:
        rows = [_row(run, person, FAILED, sentence, at, person.notice) for person in connection.execute(query)]
    return _insert(engine, rows)


def _row(run: Run, person: Any, reason: str, sentence: str, at: datetime, notice: int | None = None) -> dict[str, Any]:
    return {
        "run": run.id,
        "campaign": run.campaign,
        "person": person.id,
        "station": person.station,
        "notice": notice,
        "reason": reason,
        "sentence": sentence,
        "state": KnockState.OPEN.value,
        "opened_at": at,
    }


def _insert(engine: Engine, rows: Sequence[dict[str, Any]]) -> int:
    if not rows:
        return 0
    with engine.begin() as connection:
        statement = insert_for(connection, knocks).on_conflict_do_nothing()
        pages = (rows[start : start + PAGE] for start in range(0, len(rows), PAGE))
        return sum(int(connection.execute(statement, page).rowcount) for page in pages)
