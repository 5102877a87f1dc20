"""A rehearsal in numbers: how many would be told and why, how many not and why not, with a few ids as examples. Reads only.

Unlike ``rehearsing`` it keeps no one in memory, and only those who would be told are judged one by one: made for the desk and for many people.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.eligibility import Status
from bot.kb import Campaign
from bot.messaging.api import Letter, Way
from bot.outreach.audience.audience import PERSON_COLUMNS, stream
from bot.outreach.audience.quiet_hours import next_opening
from bot.outreach.context import Outreach, day_of
from bot.outreach.reports.rehearsal import Included, Selection, lasting, met_conditions, samples, select_by
from bot.outreach.reports.report import NO_TOWN
from bot.outreach.runs.runs import Run
from bot.outreach.sending.send_job import letters_for
from bot.storage.tables import people
from bot.wording.notices import obstacles

EXAMPLES = 20


@dataclass
class RehearsalCounts:
    """What would happen now, in numbers.

    Args:
        reasons: conditions that those who would be told meet, with how many meet each.
        not_told: how many are not told, by reason and town.
        ids_not_told: for each reason the id of someone whom it concerns.
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


def tally(
    outreach: Outreach,
    run: Run,
    campaign: Campaign,
    at: datetime,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> RehearsalCounts:
    """Return the numbers of a rehearsal.

    Args:
        on_progress: told from time to time how many of those to be judged were judged; what it raises ends the rehearsal.
    """
    on = day_of(at)
    opening = next_opening(campaign.quiet, outreach.kb.calendar, at)
    found = RehearsalCounts(at, opening, campaign.caps.per_day, obstacles(outreach.kb, campaign, on))
    chosen = select_by(outreach, run, campaign, at)
    to_judge = _count_not_told(outreach, chosen, found)
    on_progress(0, to_judge)
    done = 0
    sorts: dict[tuple[Way, str], None] = {}
    query = select(*PERSON_COLUMNS, chosen.way.label("way")).where(chosen.reason.is_(None)).order_by(people.c.id)
    for chunk in stream(outreach.engine, query):
        for person in chunk:
            _judge(found, chosen, person, sorts)
        done += len(chunk)
        on_progress(done, to_judge)
    if not found.obstacles:
        found.samples = samples(letters_for(outreach, run, campaign, on), sorts, chosen.routes)
    return found


def _count_not_told(outreach: Outreach, chosen: Selection, found: RehearsalCounts) -> int:
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


def _judge(found: RehearsalCounts, chosen: Selection, person: Any, sorts: dict[tuple[Way, str], None]) -> None:
    verdict = chosen.audience.verdict(person)
    if not chosen.audience.fits(verdict):
        found.not_told[Status.NOT_ELIGIBLE.value, person.town or NO_TOWN] += 1
        found.ids_not_told.setdefault(Status.NOT_ELIGIBLE.value, person.id)
        return
    way, reasons = Way(person.way), met_conditions(verdict)
    found.told += 1
    found.ways[way.value] += 1
    found.verdicts[verdict.status.value] += 1
    found.towns[person.town or NO_TOWN] += 1
    found.reasons.update(reasons)
    sorts.setdefault((way, verdict.status.value))
    if len(found.examples) < EXAMPLES:
        found.examples.append(Included(person.id, way, verdict.status.value, reasons))
