"""SQL and Python agree on random rules and random people, on SQLite and on a really started PostgreSQL."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Date, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.engine import Connection

from bot.eligibility import Leaf, Node, Rule, Situation, age_on, audience_condition
from bot.eligibility.comparison import counted_truth, truth_of_leaf
from bot.eligibility.tree import judge
from bot.eligibility.truth import Truth
from bot.kb.model.criteria import FactType, Operator, Value
from tests.eligibility.trees import FACTS, ON, POLICY, fact, leaf, random_facts, random_root, rule

TYPES = {FactType.YES_NO: Boolean, FactType.NUMBER: Integer, FactType.CHOICE: String(8)}
people = Table(
    # The shared PostgreSQL may hold the tables of the house already.
    "people_of_random_rules",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("birth_date", Date),
    *(Column(name, TYPES[fact.type]) for name, fact in FACTS.items()),
)
AGE = fact("age", FactType.NUMBER, unit="years", grows=True)
# SQLite answers 1 and 0, PostgreSQL true and false; to Python these are equal.
AS_TRUTH = {True: Truth.MET, False: Truth.NOT_MET, None: Truth.UNKNOWN}
generously = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    address = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = create_engine(address, future=True)
    with engine.connect() as connection:
        people.create(connection, checkfirst=True)
        yield connection
    engine.dispose()


def put(connection: Connection, rows: list[dict[str, Any]]) -> None:
    connection.execute(people.delete())
    empty: dict[str, Any] = dict.fromkeys([*FACTS, "birth_date"])
    connection.execute(insert(people), [{**empty, **row, "id": number} for number, row in enumerate(rows)])


@given(root=random_root(st.booleans()), known=st.lists(random_facts(), min_size=1, max_size=6))
@generously
def test_the_database_selects_whom_the_engine_finds_fitting(
    connection: Connection, root: Leaf | Node, known: list[dict[str, Value]]
) -> None:
    put(connection, known)
    columns = {name: people.c[name] for name in FACTS}
    query = select(audience_condition(rule(root), columns)).select_from(people).order_by(people.c.id)
    in_database = [AS_TRUTH[row[0]] for row in connection.execute(query)]
    in_python = [
        judge(
            root,
            {
                leaf.condition.id: counted_truth(leaf, truth_of_leaf(leaf, Situation(facts, ON), ON))
                for leaf in rule(root).leaves
            },
        )
        for facts in known
    ]
    assert in_database == in_python


@given(
    born=st.lists(st.dates(date(1926, 1, 1), date(2012, 12, 31)), min_size=1, max_size=6),
    on=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
)
@generously
def test_the_age_on_a_day_is_that_of_the_calendar(connection: Connection, born: list[date], on: date) -> None:
    put(connection, [{"birth_date": day} for day in born])
    query = select(age_on(people.c.birth_date, on)).order_by(people.c.id)
    expected = [on.year - day.year - ((on.month, on.day) < (day.month, day.day)) for day in born]
    assert [int(row[0]) for row in connection.execute(query)] == expected


@given(
    born=st.dates(date(1926, 1, 1), date(2012, 12, 31)),
    said=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    on=st.dates(date(2020, 1, 1), date(2027, 12, 31)),
    limit=st.integers(8, 100),
    operator=st.sampled_from([Operator.GE, Operator.GT, Operator.LE, Operator.LT, Operator.EQ, Operator.NE]),
)
@generously
def test_an_age_said_on_another_day_never_contradicts_the_date_of_birth(
    connection: Connection, born: date, said: date, on: date, limit: int, operator: Operator
) -> None:
    put(connection, [{"birth_date": born}])
    old_enough = leaf("old_enough", AGE, operator, limit)
    then = Rule(POLICY, on, old_enough, (), (old_enough,))
    query = select(audience_condition(then, {"age": age_on(people.c.birth_date, on)})).select_from(people)
    age_then = said.year - born.year - ((said.month, said.day) < (born.month, born.day))
    in_python = truth_of_leaf(old_enough, Situation({"age": age_then}, said), on)
    assert in_python in (Truth.UNKNOWN, AS_TRUTH[connection.execute(query).scalar()])
    assert said != on or in_python is not Truth.UNKNOWN


def test_an_unknown_date_of_birth_is_an_unknown_age(connection: Connection) -> None:
    put(connection, [{}])
    assert connection.execute(select(age_on(people.c.birth_date, ON))).scalar() is None
