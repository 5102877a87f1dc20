"""Openings and seekers by town and trade: what is public and who agrees, in numbers from which nobody can be told."""

from __future__ import annotations

from datetime import timedelta
from itertools import product

from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import insert, update
from sqlalchemy.engine import Engine

from bot.jobs.figures import NO_TOWN, JobFigures, JobGap, ShownCount, Side, TownFigures, shown_sum, shown_total
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.storage.tables import openings
from bot.wording.jobs import figures_table, report_lines, say_count
from tests.jobs.conftest import NOW, TODAY
from tests.jobs.matches.conftest import fill_openings, opening_row, register

FEW = ShownCount.of(3)


def figures(engine: Engine, **more: bool) -> TownFigures:
    return JobFigures(engine).on(TODAY, NOW + timedelta(hours=1), **more)


def add(engine: Engine, count: int, first: int, **changes: object) -> None:
    with engine.begin() as connection:
        rows = [{**opening_row(each), **changes} for each in range(first, first + count)]
        connection.execute(insert(openings), rows)


def test_what_is_public_is_counted_by_town_and_trade_with_the_median_of_its_pay(engine: Engine) -> None:
    fill_openings(engine, 60)
    add(engine, 1, 100, state="waiting")
    add(engine, 1, 101, until=TODAY - timedelta(days=1))
    found = figures(engine)
    assert found.towns == ("中北镇", "大寺镇") and len(found.cells) == 6
    cleaning = next(cell for cell in found.of_town("中北镇") if cell.trade == "cleaning")
    assert cleaning.openings == ShownCount(10, 10) and cleaning.seekers.is_none
    pays = sorted(opening_row(number)["pay_low"] for number in range(6, 61, 6))
    assert cleaning.pay == pays[4]


def test_one_town_has_one_name_and_what_names_none_stands_last(engine: Engine) -> None:
    fill_openings(engine, 5)
    add(engine, 3, 100, town="中北")
    add(engine, 2, 110, town=None)
    add(engine, 9, 120, town="西青区中北镇")
    assert figures(engine).towns == ("中北镇", "大寺镇", NO_TOWN)


def test_who_withdrew_or_whose_day_has_passed_is_not_counted(engine: Engine) -> None:
    fill_openings(engine, 1)
    people = register(engine, 36)
    assert figures(engine).of_town("中北镇")[0].seekers == ShownCount(6, 6)
    cleaners = [each for each in people if each.trade == "cleaning" and each.town == "中北镇"]
    Seekers(engine).stop(cleaners[0].person, "chat", NOW)
    assert figures(engine).of_town("中北镇")[0].seekers == ShownCount.of(5)
    later = JobFigures(engine).on(cleaners[0].until + timedelta(days=1), NOW)
    assert all(cell.seekers.is_none for cell in later.cells)


def test_what_anybody_may_see_reads_nothing_of_a_person(engine: Engine) -> None:
    register(engine, 36)
    found = figures(engine, with_seekers=False)
    assert found.cells == () and all(week.seekers.is_none for week in found.weeks)


def test_pay_of_fewer_than_five_is_not_told(engine: Engine) -> None:
    fill_openings(engine, 24)
    assert {cell.pay for cell in figures(engine).cells} == {None}


def test_a_gap_is_where_one_side_has_nobody(engine: Engine) -> None:
    fill_openings(engine, 60)
    Seekers(engine).register("web:one", JobWish(("cooking",), ("中北镇",)), TODAY + timedelta(days=9), NOW)
    Seekers(engine).register("web:two", JobWish(("guard",), ("大寺镇",)), TODAY + timedelta(days=9), NOW)
    found = figures(engine)
    assert [(cell.town, cell.trade) for cell in found.gaps(JobGap.NO_OPENINGS)] == [("中北镇", "cooking")]
    assert ("大寺镇", "guard") not in [(cell.town, cell.trade) for cell in found.gaps(JobGap.NO_SEEKERS)]
    assert len(found.gaps(JobGap.NO_SEEKERS)) == 5


def test_each_week_tells_what_came_in_rounded_to_fives(engine: Engine) -> None:
    fill_openings(engine, 13)
    with engine.begin() as connection:
        connection.execute(update(openings).values(judged_at=NOW - timedelta(weeks=1)))
        connection.execute(update(openings).where(openings.c.id > 10).values(judged_at=NOW, state="filled"))
    weeks = figures(engine).weeks
    assert weeks[-1].monday <= TODAY < weeks[-1].monday + timedelta(weeks=1)
    assert [say_count(week.openings) for week in weeks[-3:]] == ["0", "10", "少于5"]


def test_no_line_and_no_row_says_a_number_under_five(engine: Engine) -> None:
    fill_openings(engine, 24)
    register(engine, 30)
    add(engine, 2, 200)
    found = figures(engine)
    lines, table = list(report_lines(found)), figures_table(found)
    assert {row[2] for row in table[1:]} <= {"少于5", *range(5, 40)} and "少于5" in {row[2] for row in table[1:]}
    assert any("岗位 少于5" in line for line in lines) and lines[-1].startswith("少于 5 的")


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6))
def test_a_sum_says_nothing_more_than_its_parts(counts: list[int]) -> None:
    total = shown_sum(map(ShownCount.of, counts))
    assert total.least <= sum(counts) <= total.most
    assert {shown_sum(map(ShownCount.of, way)) for way in _ways(counts)} == {total}


@given(st.lists(st.integers(0, 7), min_size=1, max_size=6))
def test_whoever_knows_a_total_still_cannot_tell_a_hidden_count_from_any_other(counts: list[int]) -> None:
    total = shown_total(counts)
    assert total.least <= sum(counts) <= total.most
    alike = [way for way in _ways(counts) if shown_total(way) == total]
    for at, count in enumerate(counts):
        if 0 < count < 5:
            assert {way[at] for way in alike} == {1, 2, 3, 4}


def _ways(counts: list[int]) -> list[tuple[int, ...]]:
    """Return all counts that are shown as these are."""
    return list(product(*(range(1, 5) if 0 < each < 5 else [each] for each in counts)))


def test_the_total_of_a_town_is_a_number_where_it_tells_nothing_and_that_of_one_trade_is_its_count(
    engine: Engine,
) -> None:
    fill_openings(engine, 13)
    found = figures(engine)
    assert [say_count(each) for each in found.totals(Side.OPENINGS).values()] == ["6", "7"]
    assert set(found.totals(Side.OPENINGS, "cleaning").values()) == {FEW}
    add(engine, 14, 100)
    assert figures(engine).totals(Side.OPENINGS)["中北镇"] == ShownCount(7, 13)
