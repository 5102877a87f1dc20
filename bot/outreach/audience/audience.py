"""Whom a campaign is for on a day: first the rule as SQL over all people, then the engine's verdict for each one found."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import and_, exists, func, literal, or_, select, text, true
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.eligibility import Rule, Status, Statuses, Verdict, audience_condition, evaluate, rule_for
from bot.kb import Campaign, KnowledgeBase
from bot.outreach.runs.states import TOLD, NoticeKind
from bot.people import KeptFacts, fact_columns, situation_of
from bot.storage.tables import notices, people

CHUNK = 2_000
PERSON_COLUMNS = (
    people.c.id,
    people.c.town,
    people.c.station,
    people.c.born_on,
    people.c.facts,
    people.c.provenance,
)


@dataclass(frozen=True)
class RunAudience:
    """A campaign's audience on a day for one version of its policy."""

    kb: KnowledgeBase
    campaign: Campaign
    kind: NoticeKind
    version: str
    on: date
    rule: Rule

    def verdict(self, person: Any) -> Verdict:
        """Return the verdict on a row with ``PERSON_COLUMNS``."""
        return evaluate(self.rule, situation_of(person, self.kb, self.on))

    def statuses(self) -> Callable[[Any], Status]:
        """Return what gives the status of the verdict on a row, for many of them."""
        known = Statuses(self.rule)
        kept = KeptFacts(self.kb, self.on, known.facts)
        return lambda person: known.of(kept.of(person))

    def fits(self, status: Status) -> bool:
        """Tell whether the campaign is for people with a status; what changed is told whatever it is now."""
        return self.kind is NoticeKind.POLICY_CHANGE or status.value in self.campaign.audience.statuses


def audience_of(kb: KnowledgeBase, campaign: Campaign, kind: NoticeKind, version: str, on: date) -> RunAudience:
    """Return the audience of a campaign on a day."""
    return RunAudience(kb, campaign, kind, version, on, rule_for(kb, kb.policy(campaign.policy), on))


def fitting(audience: RunAudience) -> ColumnElement[bool]:
    """Return the condition over ``people`` that the rule and the towns choose a person; all for a change of policy."""
    if audience.kind is NoticeKind.POLICY_CHANGE:
        return true()
    return and_(in_towns(audience), _wanted(audience))


def decided(audience: RunAudience) -> ColumnElement[Any]:
    """Return the expression over ``people`` for the rule: true, false, or NULL when a fact is missing."""
    return audience_condition(audience.rule, fact_columns(audience.kb, audience.on))


def in_towns(audience: RunAudience) -> ColumnElement[bool]:
    """Return the condition over ``people`` that a person lives where the campaign is for."""
    towns = audience.campaign.audience.towns
    if not towns:
        return true()
    # Lists of people name towns by their titles, the knowledge base by id.
    titles = [audience.kb.towns[town].title for town in towns if town in audience.kb.towns]
    return people.c.town.in_(sorted({*towns, *titles}))


def not_told_yet(audience: RunAudience) -> ColumnElement[bool]:
    """Return the condition over ``people`` that the ledger holds nothing that makes this notice one too many.

    A change is for those who were told an earlier version; a notice is for those who were told none.
    """
    own = and_(notices.c.kind == audience.kind.value, notices.c.version == audience.version)
    earlier = and_(notices.c.version != audience.version, _was_told())
    if audience.kind is NoticeKind.POLICY_CHANGE:
        return and_(~_has_notice(audience, own), _has_notice(audience, earlier))
    if audience.kind is NoticeKind.NOTICE:
        return ~_has_notice(audience, or_(own, earlier))
    return ~_has_notice(audience, own)


def still_fits(audience: RunAudience, person: ColumnElement[Any]) -> ColumnElement[bool]:
    """Return the condition that the person with an id belongs to the audience."""
    found = select(literal(1)).select_from(people).where(people.c.id == person, fitting(audience))
    return exists(found.correlate(person.table))


def stream(engine: Engine, query: Any, size: int = CHUNK) -> Iterator[list[Any]]:
    """Yield the rows of a query in chunks, never holding them all."""
    with engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            # A ledger that is empty when the query begins is looked through row by row for each person; while planning
            # fills it, that grows with the square of the people. A hash is made once.
            connection.execute(text("SET LOCAL enable_nestloop = off"))
        rows = connection.execution_options(stream_results=True, max_row_buffer=size).execute(query)
        yield from rows.partitions(size)


def _wanted(audience: RunAudience) -> ColumnElement[bool]:
    """Return the condition that the rule comes out as the campaign wants it. The rule stands in it once: it is long."""
    statuses = audience.campaign.audience.statuses
    certain = (Status.POSSIBLY if audience.rule.attested else Status.ELIGIBLE).value in statuses
    unknown = audience.rule.root is not None and Status.NEEDS_FACTS.value in statuses
    if not certain and not unknown:
        return literal(False)
    condition = decided(audience)
    if certain:
        return func.coalesce(condition, literal(True)) if unknown else condition
    return condition.is_(None)


def _was_told() -> ColumnElement[bool]:
    told = [state.value for state in TOLD]
    kinds = [NoticeKind.NOTICE.value, NoticeKind.POLICY_CHANGE.value]
    return and_(notices.c.state.in_(told), notices.c.kind.in_(kinds))


def _has_notice(audience: RunAudience, condition: ColumnElement[bool]) -> ColumnElement[bool]:
    this = and_(notices.c.person == people.c.id, notices.c.policy == audience.campaign.policy, condition)
    return exists(select(literal(1)).select_from(notices).where(this).correlate(people))
