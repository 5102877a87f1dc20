"""The workbook, opened again: numbers are numbers, heads stay in sight, nothing becomes a formula."""

from __future__ import annotations

import io

from openpyxl import Workbook, load_workbook

from bot.figures.figures import Overview
from bot.figures.tables import FigureTable, tables_of
from bot.figures.workbook import as_workbook
from bot.kb import KnowledgeBase
from tests.figures.conftest import EVIL


def opened(tables: list[FigureTable]) -> Workbook:
    return load_workbook(io.BytesIO(as_workbook("2026年11月月报", tables)))


def test_a_sheet_for_each_table_with_numbers_as_numbers(november: Overview, small_kb: KnowledgeBase) -> None:
    tables = tables_of(november, small_kb)
    book = opened(tables)
    assert book.sheetnames == [table.title for table in tables]
    sheet = book["要点"]
    assert [cell.value for cell in sheet[3]][:5] == ["指标", "本期", "上期", "变化", "变化率"]
    assert [cell.value for cell in sheet[4]][:5] == ["问了多少次", 40, 25, 15, 0.6]
    assert [cell.value for cell in sheet[5]][:4] == ["没答上的", 0.25, 0.2, 5]
    assert (sheet["B5"].number_format, sheet["E4"].number_format, sheet.freeze_panes) == ("0.0%", "0.0%", "B4")
    assert sheet["A2"].value == tables[0].definition
    assert book["12周走势"].column_dimensions["A"].width > 15
    assert book["按街镇"]["B5"].value == "不列"


def test_a_hostile_name_is_text_and_an_empty_table_says_so() -> None:
    evil = FigureTable("evil", "坏名字", "说明。", (EVIL, "次"), ((EVIL, 3), ("+1", 4), ("@x", 5)))
    empty = FigureTable("none", "没有", "说明。", ("甲", "乙"), ())
    book = opened([evil, empty])
    for place in ("A3", "A4", "A5", "A6"):
        assert book["坏名字"][place].data_type == "s"
    assert book["坏名字"]["A4"].value == EVIL.replace("\x01", "")
    assert book["坏名字"]["B4"].value == 3
    assert book["没有"]["A4"].value == "这段时间没有。"
