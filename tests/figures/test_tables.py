"""The tables say what the figures are, each with its definition, and nothing that points at a person."""

from __future__ import annotations

from datetime import date

from sqlalchemy.engine import Engine

from bot.figures.figures import Overview, overview_of
from bot.figures.measures import say_cell
from bot.figures.periods import Stretch, StretchKind, month_of
from bot.figures.tables import FigureTable, tables_of
from bot.kb import KnowledgeBase
from tests.figures.conftest import NOW


def rows(tables: list[FigureTable], name: str) -> list[list[str]]:
    table = next(each for each in tables if each.id == name)
    return [[say_cell(cell) for cell in row] for row in table.rows]


def test_every_table_has_its_definition_and_as_many_cells_as_columns(
    november: Overview, small_kb: KnowledgeBase
) -> None:
    tables = tables_of(november, small_kb)
    assert len({table.id for table in tables}) == len(tables) == 10
    for table in tables:
        assert table.definition.endswith("。")
        assert all(len(row) == len(table.head) for row in table.rows)


def test_promises_are_told_by_station_with_those_that_were_late(november: Overview, small_kb: KnowledgeBase) -> None:
    promises = rows(tables_of(november, small_kb), "promises")
    assert promises == [["甲站", "20", "20", "20", "0", "100%", "20", "18", "2", "90%"]]


def test_a_town_with_few_calls_is_not_counted_out(november: Overview, small_kb: KnowledgeBase) -> None:
    tables = tables_of(november, small_kb)
    assert rows(tables, "towns") == [
        ["甲镇", "10", "6"],
        ["丙镇", "不列", "0"],
        ["乙镇", "少于5", "0"],
        ["没说，或者没登记的地方", "少于5", "0"],
    ]
    assert rows(tables, "towns_by_topic") == [["甲镇", "不列", "少于5"]]


def test_towns_by_topic_are_told_of_whole_months_only(
    engine: Engine, november: Overview, small_kb: KnowledgeBase
) -> None:
    days = Stretch(StretchKind.DAYS, date(2026, 11, 1), date(2026, 11, 30))
    begun = month_of("2026-12", NOW.date())
    for period in (days, begun):
        assert "towns_by_topic" not in [each.id for each in tables_of(overview_of(engine, period, NOW), small_kb)]


def test_an_empty_month_says_so_in_every_table(engine: Engine, small_kb: KnowledgeBase) -> None:
    tables = tables_of(overview_of(engine, month_of("2026-11", NOW.date()), NOW), small_kb)
    assert [table.id for table in tables if table.rows] == ["headlines", "weeks"]
    assert all(table.empty for table in tables)
