"""SQL and Python agree where values are ranges, follow from days and counts, imply or contradict each other; on both databases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import Boolean, Column, Date, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.engine import Connection

from bot.eligibility import Bounds, Leaf, Node, Rule, Situation, Status, audience_condition, evaluate
from bot.eligibility.sql.bounds import begun, day_number, elapsed
from bot.eligibility.values.elapsed import begun_units, full_units
from bot.kb import Fact, FactType, Interval, Value
from tests.eligibility.known_facts import CATALOGUE, DATES, random_catalogue, random_person, random_tree
from tests.eligibility.trees import ON, POLICY, leaves_of

RANGED = {name: fact for name, fact in CATALOGUE.items() if fact.type in (FactType.NUMBER, FactType.DATE)}
SINGLE = {FactType.YES_NO: Boolean, FactType.CHOICE: String(8)}
people = Table(
    "people_known_in_ranges",
    MetaData(),
    Column("id", Integer, primary_key=True),
    *(Column(f"{name}_{side}", Date if name in DATES else Integer) for name in RANGED for side in ("low", "high")),
    *(Column(name, SINGLE[fact.type]) for name, fact in CATALOGUE.items() if name not in RANGED),
)
AS_TRUTH = {True: Status.ELIGIBLE, False: Status.NOT_ELIGIBLE, None: Status.NEEDS_FACTS}
generously = settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def connection(request: pytest.FixtureRequest) -> Iterator[Connection]:
    address = "sqlite://" if request.param == "sqlite" else request.getfixturevalue("postgresql")
    engine = create_engine(address, future=True)
    with engine.connect() as connection:
        people.create(connection, checkfirst=True)
        yield connection
    engine.dispose()


def row_of(facts: Mapping[str, Value], number: int) -> dict[str, Any]:
    row: dict[str, Any] = dict.fromkeys(column.name for column in people.columns)
    for name, value in facts.items():
        if name in RANGED:
            ends = value if isinstance(value, Interval) else Interval(value, value)
            row |= {f"{name}_low": ends.low, f"{name}_high": ends.high}
        else:
            row[name] = value
    return {**row, "id": number}


def put(connection: Connection, persons: list[dict[str, Value]]) -> None:
    connection.execute(people.delete())
    connection.execute(insert(people), [row_of(facts, number) for number, facts in enumerate(persons)])


def columns() -> dict[str, Any]:
    as_number = {True: day_number, False: lambda column: column}
    ranged = {
        name: Bounds(*(as_number[name in DATES](people.c[f"{name}_{side}"]) for side in ("low", "high")))
        for name in RANGED
    }
    return {**ranged, **{name: people.c[name] for name in CATALOGUE if name not in RANGED}}


@given(
    root=random_tree(),
    catalogue=random_catalogue(),
    known=st.lists(random_person(), min_size=1, max_size=5),
    on=st.dates(date(2026, 9, 1), date(2027, 3, 31)),
)
@generously
def test_the_database_selects_whom_the_engine_finds_fitting(
    connection: Connection,
    root: Leaf | Node,
    catalogue: Mapping[str, Fact],
    known: list[dict[str, Value]],
    on: date,
) -> None:
    put(connection, known)
    by = Rule(POLICY, on, root, (), leaves_of(root), catalogue)
    query = select(audience_condition(by, columns())).select_from(people).order_by(people.c.id)
    in_database = [AS_TRUTH[None if row[0] is None else bool(row[0])] for row in connection.execute(query)]
    assert in_database == [evaluate(by, Situation(facts, on)).status for facts in known]


@given(since=st.dates(date(1924, 1, 1), date(2030, 12, 31)), until=st.dates(date(1924, 1, 1), date(2030, 12, 31)))
@generously
def test_full_and_begun_years_months_and_days_are_those_of_the_calendar(
    connection: Connection, since: date, until: date
) -> None:
    put(connection, [{"born": min(since, until), "paid_until": max(since, until)}])
    born, last = (Bounds(*[day_number(people.c[f"{name}_low"])] * 2) for name in ("born", "paid_until"))
    units = ("years", "months", "days")
    first, then = min(since, until), max(since, until)
    for counted, expected in ((elapsed, full_units), (begun, begun_units)):
        found = connection.execute(select(*(counted(born, last, unit).low for unit in units))).one()
        assert tuple(found) == tuple(expected(first, then, unit) for unit in units)


def test_what_begins_after_the_day_has_no_count(connection: Connection) -> None:
    put(connection, [{"born": date(2026, 11, 26)}])
    born = Bounds(*[day_number(people.c.born_low)] * 2)
    today = Bounds(*[day_number(people.c.born_low) - 1] * 2)
    assert connection.execute(select(elapsed(born, today, "days").low)).scalar() is None
    assert date(2026, 11, 25) == ON
