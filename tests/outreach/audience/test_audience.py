"""The statement that finds an audience is no longer than the rule: a database reads every letter of it, each time."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date

from sqlalchemy.dialects import sqlite

from bot.eligibility import FactColumn, Rule, audience_condition, rule_for
from bot.kb import KnowledgeBase
from bot.outreach.audience.audience import audience_of, fitting
from bot.outreach.runs.states import NoticeKind
from bot.people import fact_columns
from tests.outreach.world import CAMPAIGN

ON = date(2026, 11, 25)


class NotedColumns(Mapping[str, FactColumn]):
    """Columns that remember which of them were asked for."""

    def __init__(self, columns: Mapping[str, FactColumn]) -> None:
        self._columns = columns
        self.asked: set[str] = set()

    def __getitem__(self, name: str) -> FactColumn:
        self.asked.add(name)
        return self._columns[name]

    def __contains__(self, name: object) -> bool:
        return name in self._columns

    def __iter__(self) -> Iterator[str]:
        return iter(self._columns)

    def __len__(self) -> int:
        return len(self._columns)


def length(kb: KnowledgeBase, *statuses: str) -> int:
    campaign = kb.campaigns[CAMPAIGN]
    wanted = replace(campaign, audience=replace(campaign.audience, statuses=statuses))
    condition = fitting(audience_of(kb, wanted, NoticeKind.NOTICE, "1", ON))
    return len(str(condition.compile(dialect=sqlite.dialect())))


def test_the_rule_stands_in_the_statement_once_whatever_is_wanted(whole_kb: KnowledgeBase) -> None:
    by_rule = length(whole_kb, "eligible")
    assert length(whole_kb, "needs_facts") < by_rule + 100
    assert length(whole_kb, "eligible", "needs_facts") < by_rule + 100
    assert length(whole_kb, "not_eligible") < 100


def test_only_what_bears_on_the_rule_is_put_into_sql(whole_kb: KnowledgeBase) -> None:
    rules = [rule_for(whole_kb, policy, ON) for policy in whole_kb.policies.values() if policy.criteria is not None]
    for rule in rules:
        columns = NotedColumns(fact_columns(whole_kb, ON))
        audience_condition(rule, columns)
        assert columns.asked <= bearing_on(rule, whole_kb)


def bearing_on(rule: Rule, kb: KnowledgeBase) -> set[str]:
    """Say it again, by names: the facts of the rule, what they are counted from, and what else is said by or of these."""
    own = {leaf.fact.id for leaf in rule.leaves}
    for name in list(own):
        origin = kb.facts[name].derived_from
        own |= {getattr(origin, part, None) or name for part in ("since", "until", "part", "whole")}
    said = {fact.id: {other for each in fact.implies for other in each.then} for fact in kb.facts.values()}
    for _ in range(3):
        own |= {name for name, others in said.items() if others & own} | {other for name in own for other in said[name]}
    return own
