"""Plays a run without sending: how many would be told and why, how many not and why not, what it says, costs and takes. Reads only.

It keeps no one in memory but a few examples, and judges one by one only those whom the statement alone does not exclude. Whoever
wants each person by name is told of them one after the other.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.eligibility import Status, Truth, Verdict
from bot.kb import Campaign
from bot.messaging.api import Letter, Way
from bot.outreach.audience.audience import PERSON_COLUMNS, stream
from bot.outreach.audience.quiet_hours import next_opening
from bot.outreach.audience.routes import Routes
from bot.outreach.context import Outreach, day_of
from bot.outreach.ledger.start import Started
from bot.outreach.reports.report import NO_TOWN
from bot.outreach.reports.selection import Selection, select_by
from bot.outreach.runs.runs import Run
from bot.outreach.sending.letters import Letters
from bot.outreach.sending.send_job import letters_for
from bot.storage.tables import people
from bot.wording.notices import obstacles

EXAMPLES = 20
# What one process does with a real platform; only for the estimate.
LETTERS_A_SECOND = 50


@dataclass(frozen=True)
class Included:
    """Someone who would be told, on which way, and by which conditions."""

    person: str
    way: Way
    verdict: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Excluded:
    """Someone who would not be told, and why."""

    person: str
    reason: str


TellPerson = Callable[[Included | Excluded], None]


@dataclass
class Rehearsal:
    """What would happen now, in numbers.

    Args:
        begins_at: now, or when quiet hours end.
        obstacles: what must be mended before anything can be sent.
        reasons: conditions that those who would be told meet, with how many meet each.
        not_told: how many are not told, by reason and town.
        ids_not_told: for each reason the id of someone whom it concerns.
        examples: the first of those who would be told.
        samples: one letter for each way and verdict.
    """

    at: datetime
    begins_at: datetime
    per_day: int
    obstacles: tuple[str, ...] = ()
    told: int = 0
    ways: Counter[str] = field(default_factory=Counter)
    verdicts: Counter[str] = field(default_factory=Counter)
    towns: Counter[str] = field(default_factory=Counter)
    reasons: Counter[str] = field(default_factory=Counter)
    not_told: Counter[tuple[str, str]] = field(default_factory=Counter)
    ids_not_told: dict[str, str] = field(default_factory=dict)
    examples: list[Included] = field(default_factory=list)
    samples: list[Letter] = field(default_factory=list)

    @property
    def why_not(self) -> Counter[str]:
        """Return how many are not told for which reason."""
        found: Counter[str] = Counter()
        for (reason, _), count in self.not_told.items():
            found[reason] += count
        return found

    @property
    def lasts(self) -> timedelta:
        """Return about how long sending takes."""
        return lasting(self.told, self.per_day)


def rehearse(
    outreach: Outreach,
    run: Run,
    campaign: Campaign,
    at: datetime,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
    on_person: TellPerson | None = None,
) -> Rehearsal:
    """Return what would happen now.

    Args:
        on_progress: told from time to time how many of those to be judged were judged; what it raises ends the rehearsal.
        on_person: told of everyone by id, each with a way and reasons or with why not; None when the numbers are enough.
    """
    on = day_of(at)
    opening = next_opening(campaign.quiet, outreach.kb.calendar, at)
    found = Rehearsal(at, opening, campaign.caps.per_day, obstacles(outreach.kb, campaign, on))
    chosen = select_by(outreach, run, campaign, at)
    to_judge = _count_not_told(outreach, chosen, found)
    if on_person is not None:
        _name_not_told(outreach, chosen, on_person)
    on_progress(0, to_judge)
    done = 0
    sorts: dict[tuple[Way, str], None] = {}
    query = select(*PERSON_COLUMNS, chosen.way.label("way")).where(chosen.reason.is_(None)).order_by(people.c.id)
    for chunk in stream(outreach.engine, query):
        for person in chunk:
            judged = _judge(found, chosen, person, sorts)
            if on_person is not None:
                on_person(judged)
        done += len(chunk)
        on_progress(done, to_judge)
    if not found.obstacles:
        found.samples = samples(letters_for(outreach, run, campaign, on), sorts, chosen.routes)
    return found


def lasting(letters: int, per_day: int) -> timedelta:
    """Return about how long so many letters take: the daily cap makes days of it.

    >>> lasting(120, 100)
    datetime.timedelta(days=1, seconds=1)
    """
    full_days = max(math.ceil(letters / per_day) - 1, 0)
    return timedelta(days=full_days, seconds=math.ceil((letters - full_days * per_day) / LETTERS_A_SECOND))


def _count_not_told(outreach: Outreach, chosen: Selection, found: Rehearsal) -> int:
    """Count whom the statement alone excludes; return how many are left to be judged."""
    reason = chosen.reason.label("reason")
    sorted_people = select(people.c.id, people.c.town, reason).subquery("sorted")
    keys = (sorted_people.c.reason, sorted_people.c.town)
    query = select(*keys, func.count().label("many"), func.min(sorted_people.c.id).label("one")).group_by(*keys)
    left = 0
    for chunk in stream(outreach.engine, query):
        for row in chunk:
            if row.reason is None:
                left += row.many
            else:
                found.not_told[row.reason, row.town or NO_TOWN] += row.many
                found.ids_not_told.setdefault(row.reason, row.one)
    return left


def _name_not_told(outreach: Outreach, chosen: Selection, on_person: TellPerson) -> None:
    """Tell of everyone whom the statement alone excludes."""
    reason = chosen.reason.label("reason")
    query = select(people.c.id, reason).where(chosen.reason.is_not(None)).order_by(people.c.id)
    for chunk in stream(outreach.engine, query):
        for row in chunk:
            on_person(Excluded(row.id, row.reason))


def _judge(found: Rehearsal, chosen: Selection, person: Any, sorts: dict[tuple[Way, str], None]) -> Included | Excluded:
    verdict = chosen.audience.verdict(person)
    if not chosen.audience.fits(verdict.status):
        found.not_told[Status.NOT_ELIGIBLE.value, person.town or NO_TOWN] += 1
        found.ids_not_told.setdefault(Status.NOT_ELIGIBLE.value, person.id)
        return Excluded(person.id, Status.NOT_ELIGIBLE.value)
    included = Included(person.id, Way(person.way), verdict.status.value, met_conditions(verdict))
    found.told += 1
    found.ways[included.way.value] += 1
    found.verdicts[included.verdict] += 1
    found.towns[person.town or NO_TOWN] += 1
    found.reasons.update(included.reasons)
    sorts.setdefault((included.way, included.verdict))
    if len(found.examples) < EXAMPLES:
        found.examples.append(included)
    return included


def met_conditions(verdict: Verdict) -> tuple[str, ...]:
    """Return the conditions that a person meets, with their clauses; sensitive ones are not named."""
    met = (result.leaf for result in verdict.trace if result.truth is Truth.MET and not result.leaf.fact.is_sensitive)
    return tuple(f"{leaf.condition.title}（{leaf.condition.citation.clause.label}）" for leaf in met)


def samples(letters: Letters, sorts: Iterable[tuple[Way, str]], routes: Routes) -> list[Letter]:
    """Return one letter of each sort, a way and a verdict, as it would leave, addressed to nobody."""
    return [
        letters.letter(Started(0, 0, "", "", "", "", letters.kind, verdict, way, "", "", routes.template, "", 0))
        for way, verdict in dict.fromkeys(sorts)
    ]
