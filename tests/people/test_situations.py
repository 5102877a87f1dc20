"""The SQL over people and the engine agree on every policy, for random people and days, on both databases."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import insert, select
from sqlalchemy.engine import Connection, Engine

from bot.eligibility import Rule, Status, audience_condition, evaluate, rule_for
from bot.eligibility.sql import bounds_of, day_number
from bot.eligibility.values import full_units
from bot.kb import Interval, KnowledgeBase, Value
from bot.kb.model.criteria import Fact, FactType, Operator
from bot.people.situations import fact_columns, situation_of
from bot.storage.tables import people
from tests.eligibility.trees import POLICY, leaf
from tests.people.conftest import NOW

ON = date(2026, 11, 25)
AS_TRUTH = {
    Status.ELIGIBLE: True,
    Status.POSSIBLY: True,
    Status.NOT_ELIGIBLE: False,
    Status.OUT_OF_FORCE: False,
    Status.NEEDS_FACTS: None,
}
# Around the day asked about, where months and years turn.
DAYS = st.one_of(
    st.sampled_from([ON, date(2026, 10, 25), date(2025, 11, 25), date(2026, 11, 24), date(2026, 11, 26)]),
    st.dates(date(2020, 1, 1), date(2028, 12, 31)),
)
OPEN_SIDES = st.sampled_from([{}, {"low": None}, {"high": None}])


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


def value_for(fact: Fact) -> st.SearchStrategy[Any]:
    if fact.type is FactType.YES_NO:
        return st.booleans()
    if fact.type is FactType.CHOICE:
        return st.sampled_from([option.id for option in fact.options])
    if fact.type is FactType.DATE:
        return st.tuples(DAYS, DAYS).map(sorted).map(lambda pair: {"low": str(pair[0]), "high": str(pair[1])})
    number = st.integers(fact.minimum, min(fact.maximum, fact.minimum + 70))
    ends = st.tuples(number, number).map(sorted)
    ranges = st.builds(lambda pair, open_side: {"low": pair[0], "high": pair[1], **open_side}, ends, OPEN_SIDES)
    return number | ranges


@st.composite
def random_person(draw: st.DrawFn, kb: KnowledgeBase) -> dict[str, Any]:
    """Draw one random number for each fact rather than many: a person is mostly known, here and there not."""
    facts: dict[str, Any] = {}
    provenance: dict[str, Any] = {}
    for name, fact in kb.facts.items():
        if draw(st.integers(0, 9)) < 2:
            continue
        facts[name] = draw(value_for(fact))
        provenance[name] = {"origin": "chat", "on": draw(DAYS).isoformat(), "basis": "x"}
        if fact.grows and draw(st.booleans()):
            provenance[name]["since"] = draw(DAYS).isoformat()
    return {
        "born_on": draw(st.none() | st.dates(date(1940, 1, 1), date(2027, 12, 31))),
        "facts": facts,
        "provenance": provenance,
    }


def put(connection: Connection, persons: list[dict[str, Any]]) -> None:
    connection.execute(people.delete())
    rows = [{**each, "id": str(n), "created_at": NOW, "updated_at": NOW} for n, each in enumerate(persons)]
    connection.execute(insert(people), rows)


@given(data=st.data(), on=st.sampled_from([ON, date(2026, 2, 28), date(2027, 1, 1)]))
@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
def test_the_database_chooses_whom_the_engine_finds_fitting(
    connection: Connection, kb: KnowledgeBase, data: st.DataObject, on: date
) -> None:
    put(connection, [data.draw(random_person(kb)) for _ in range(3)])
    rules = [rule_for(kb, policy, on) for policy in kb.policies.values() if policy.criteria is not None]
    columns = fact_columns(kb, on)
    expressions = [audience_condition(rule, columns).label(f"rule{n}") for n, rule in enumerate(rules)]
    for row in connection.execute(select(people, *expressions)):
        situation = situation_of(row, kb, on)
        for number, rule in enumerate(rules):
            found = row[f"rule{number}"]
            assert (None if found is None else bool(found)) == AS_TRUTH[evaluate(rule, situation).status]


def test_every_fact_is_the_same_in_sql_and_in_python(connection: Connection, kb: KnowledgeBase) -> None:
    growing = [name for name, fact in kb.facts.items() if fact.grows and name != "age"]
    of_type: dict[FactType, Any] = {
        FactType.YES_NO: True,
        FactType.NUMBER: 20,
        FactType.DATE: {"low": "2020-03-01", "high": "2020-03-31"},
    }
    others = {name: of_type[fact.type] for name, fact in kb.facts.items() if fact.type in of_type}
    days = ("2026-11-25", "2026-10-25", "2026-11-24", "2027-11-25", "2026-01-31", "2025-11-25")
    persons = [
        {"born_on": None, "facts": {**others, "sex": "male"}, "provenance": {name: {"on": day} for name in kb.facts}}
        for day in days
    ]
    persons += [
        {"born_on": date(1985, 3, 9), "facts": dict.fromkeys(growing, 5), "provenance": dict.fromkeys(growing, source)}
        for source in ({"since": "2025-11-26", "on": "x"}, {"since": "2026-12-01"}, {"since": "2026-11-25"}, {})
    ]
    put(connection, persons)
    for known_in_sql, row in read_facts(connection, kb):
        assert known_in_sql == {name: as_bounds(value) for name, value in situation_of(row, kb, ON).facts.items()}


def read_facts(connection: Connection, kb: KnowledgeBase) -> Iterator[tuple[dict[str, Any], Any]]:
    """Give for each person what the database knows of each fact, as the smallest and the largest value, and the row."""
    bounds = {name: bounds_of(column) for name, column in fact_columns(kb, ON).items()}
    labelled = [
        column.label(f"{side}_{name}")
        for name, each in bounds.items()
        for side, column in (("low", each.low), ("high", each.high))
    ]
    for row in connection.execute(select(people, *labelled)):
        read = {name: (row[f"low_{name}"], row[f"high_{name}"]) for name in bounds}
        yield {name: pair for name, pair in read.items() if pair != (None, None)}, row


def as_bounds(value: Value) -> tuple[Any, Any]:
    """Return the smallest and the largest value, days as the database writes them."""
    pair = (value.low, value.high) if isinstance(value, Interval) else (value, value)
    low, high = (day_number(each) if isinstance(each, date) else each for each in pair)
    return low, high


@pytest.mark.parametrize(
    ("stated_on", "expected"),
    [("2026-11-25", (0, 11)), ("2026-12-25", None), ("2026-10-25", (1, 12)), ("2026-11-24", None), (None, None)],
)
def test_a_range_of_months_is_exactly_carried_or_unknown(
    connection: Connection, kb: KnowledgeBase, stated_on: str | None, expected: tuple[int, int] | None
) -> None:
    source = {} if stated_on is None else {"on": stated_on}
    kept = {"born_on": None, "facts": {"unemployed_months": {"low": 0, "high": 11}}}
    put(connection, [{**kept, "provenance": {"unemployed_months": source}}])
    [(known_in_sql, row)] = read_facts(connection, kb)
    found = situation_of(row, kb, ON).facts.get("unemployed_months")
    assert known_in_sql.get("unemployed_months") == (None if found is None else as_bounds(found)) == expected


@pytest.mark.parametrize(("since", "truth"), [("2024-11-25", True), ("2024-11-24", False), ("2024-11-26", True)])
def test_within_two_years_of_a_day_on_a_list_ends_on_the_day_two_years_after(
    connection: Connection, kb: KnowledgeBase, since: str, truth: bool
) -> None:
    number, months = "months_since_graduation", full_units(date.fromisoformat(since), ON, "months")
    put(connection, [{"born_on": None, "facts": {number: months}, "provenance": {number: {"since": since, "on": "x"}}}])
    within = leaf("within", kb.facts[number], Operator.LE, 24)
    rule = Rule(POLICY, ON, within, (), (within,), kb.facts)
    row = connection.execute(select(people, audience_condition(rule, fact_columns(kb, ON)).label("fits"))).one()
    fitting = evaluate(rule, situation_of(row, kb, ON)).status is Status.ELIGIBLE
    assert (bool(row["fits"]), fitting) == (truth, truth)


class Someone:
    """A row of ``people`` without a database."""

    def __init__(self, born_on: date | None = None, **facts: tuple[int, dict[str, str]]) -> None:
        self.born_on = born_on
        self.facts = {name: value for name, (value, _) in facts.items()}
        self.provenance = {name: source for name, (_, source) in facts.items()}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ({"on": "2026-11-25"}, 10),
        ({"on": "2026-09-25"}, 12),
        ({"on": "2027-01-25"}, 8),
        ({"on": "2028-11-25"}, None),
        ({"on": "2026-11-24"}, None),
        ({"on": "2026-11-01", "since": "2026-01-25"}, 10),
        ({"on": "2026-11-01", "since": "2026-01-26"}, 9),
        ({"on": "2026-11-01", "since": "2026-11-26"}, None),
        ({}, None),
    ],
)
def test_a_count_of_months_is_exact_or_unknown(kb: KnowledgeBase, source: dict[str, str], expected: int | None) -> None:
    found = situation_of(Someone(unemployed_months=(10, source)), kb, ON)
    assert found.facts.get("unemployed_months") == expected


def test_the_date_of_birth_goes_before_a_stated_age(kb: KnowledgeBase) -> None:
    said = (50, {"on": "2026-11-25"})
    assert situation_of(Someone(age=said), kb, ON).facts["age"] == 50
    assert situation_of(Someone(date(1976, 11, 26), age=said), kb, ON).facts["age"] == 49
    assert "age" not in situation_of(Someone(date(2026, 11, 26), age=said), kb, ON).facts


def test_a_fact_that_the_knowledge_base_no_longer_has_is_left_out(kb: KnowledgeBase) -> None:
    assert situation_of(Someone(of_old=(1, {"on": "2026-11-25"})), kb, ON).facts == {}


@given(since=st.dates(date(1990, 1, 1), date(2026, 1, 1)), on=st.dates(date(2026, 1, 1), date(2030, 1, 1)))
def test_full_years_are_twelve_full_months(since: date, on: date) -> None:
    assert full_units(since, on, "years") == full_units(since, on, "months") // 12
