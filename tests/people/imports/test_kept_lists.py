"""Lists as offices keep them, from the file to the people: no sheet, row or column is lost or invented in silence."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from bot.kb import KnowledgeBase
from bot.people.imports import PeopleListError
from tests.people.imports.kept_lists import HEADINGS, Came, came, identity_number, one, workbook


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["某区失业人员名单"]],
        [["某区失业人员名单"], ["填报单位：某街道", None, None, "日期：2026-11-01"]],
        [["序号说明"], [], ["（以下由工作人员填写）"]],
    ],
)
def test_a_heading_is_found_under_any_titles_and_what_stands_above_is_said(
    tmp_path: Path, kb: KnowledgeBase, above: list[list[Any]]
) -> None:
    found = came(tmp_path, kb, [*above, HEADINGS, one(1), one(2)])
    assert found.names() == ["测试001", "测试002"]
    assert ("标题行" in found.said) == bool(above)


@pytest.mark.parametrize(
    "heading",
    [
        ["姓  名", "身份证号", "联系\n电话", "街镇", "失业登记", "失业日期"],
        ["姓名：", "＊身份证号（18位）", "联系电话（手机）", "街镇", "失业登记（是/否）", "失业日期（年-月-日）"],
        ["姓名*", "身份证号[必填]", "联系电话", "街  镇", "失业登记", "失业日期"],
    ],
)
def test_a_heading_may_hold_blanks_breaks_and_units(tmp_path: Path, kb: KnowledgeBase, heading: list[str]) -> None:
    assert came(tmp_path, kb, [heading, one(1)]).names() == ["测试001"]


@pytest.mark.parametrize(
    "heading",
    [
        [["个人资料", None, None, None, "失业", None], HEADINGS],
        [["姓名", "身份证号", "联系电话", "街镇", "失业", None], [None, None, None, None, "登记", "日期"]],
        [
            ["名单", *[None] * 5],
            ["姓名", "身份证号", "联系", "街镇", "失业", "失业"],
            [None, None, "电话", None, "登记", "日期"],
        ],
    ],
)
def test_a_heading_may_take_up_to_three_rows(tmp_path: Path, kb: KnowledgeBase, heading: list[list[Any]]) -> None:
    assert came(tmp_path, kb, [*heading, one(1), one(2)]).names() == ["测试001", "测试002"]


@pytest.mark.parametrize("header_row", [1, 2, 3, 9])
def test_a_wrong_row_of_the_heading_in_the_mapping_loses_nobody(
    tmp_path: Path, kb: KnowledgeBase, header_row: int
) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(1), one(2)], header_row=header_row)
    assert found.names() == ["测试001", "测试002"]
    assert ("按找到的表头读" in found.said) == (header_row > 1)


@pytest.mark.parametrize("missing", ["联系电话", "身份证号", "失业日期"])
def test_a_list_without_a_column_is_refused_without_printing_anybody(
    tmp_path: Path, kb: KnowledgeBase, missing: str
) -> None:
    heading = [title if title != missing else "其他" for title in HEADINGS]
    with pytest.raises(PeopleListError, match=f"没有这些列：{missing}") as refused:
        came(tmp_path, kb, [heading, one(1)])
    assert "测试" not in str(refused.value) and "1380000" not in str(refused.value)
    with pytest.raises(PeopleListError, match="没有这些列") as refused:
        came(tmp_path, kb, [one(1), one(2)])
    assert "测试" not in str(refused.value) and identity_number(1) not in str(refused.value)


@pytest.mark.parametrize(
    "below",
    [
        ["合计", None, None, "2人"],
        ["合  计：2人"],
        [None, "总计", 2],
        ["小计", 2],
        ["备注：以上人员均已核实"],
        ["填表人：测试甲", None, "审核人：测试乙"],
        ["说明:空着的是不清楚"],
        list(HEADINGS),
    ],
)
@pytest.mark.parametrize("key", ["身份证号", "姓名"])
def test_totals_notes_and_repeated_headings_are_nobody(
    tmp_path: Path, kb: KnowledgeBase, below: list[Any], key: str
) -> None:
    changes = {} if key == "身份证号" else {"source_key": {"column": key}}
    found = came(tmp_path, kb, [HEADINGS, one(1), below, one(2), below], **changes)
    assert found.names() == ["测试001", "测试002"]
    assert "2 行" in found.said and found.progress.rows == 2


@pytest.mark.parametrize(("first", "last"), [(2, 4), (2, 3), (3, 5)])
def test_a_town_merged_over_rows_is_the_town_of_each(tmp_path: Path, kb: KnowledgeBase, first: int, last: int) -> None:
    rows = [one(number, 街镇=f"镇{number}") for number in range(1, 5)]
    file, book = workbook(tmp_path, ("人员", [HEADINGS, *rows]))
    book["人员"].merge_cells(f"D{first}:D{last}")
    book.save(file)
    towns = [person.town for person in Came(file, kb).people]
    assert towns == [f"镇{first - 1 if first <= number + 1 <= last else number}" for number in range(1, 5)]


def test_all_sheets_of_one_shape_are_read_and_the_others_named(tmp_path: Path, kb: KnowledgeBase) -> None:
    turned = [list(reversed(row)) for row in (HEADINGS, one(3))]
    sheets = [("甲镇", [HEADINGS, one(1)]), ("乙镇", [HEADINGS, one(2, 失业登记="也许")]), ("丙镇", turned)]
    file, book = workbook(tmp_path, *sheets, ("说明", [["怎么填"], ["不要改表头"]]), ("旧", [HEADINGS, one(9)]))
    book["旧"].sheet_state = "hidden"
    book.save(file)
    found = Came(file, kb)
    assert found.names() == ["测试001", "测试002", "测试003"]
    assert [mistake.place for mistake in found.mistakes] == ["乙镇!E2"]
    assert "甲镇、乙镇、丙镇" in found.said
    assert (
        "工作表“说明”里没有要的列，没有读（2 行）" in found.said and "工作表“旧”是隐藏的，没有读（2 行）" in found.said
    )
    assert Came(file, kb, sheet="乙镇").names() == ["测试002"]


def test_a_person_on_two_sheets_is_told_with_the_first_sheet(tmp_path: Path, kb: KnowledgeBase) -> None:
    file, book = workbook(tmp_path, ("甲镇", [HEADINGS, one(1)]), ("乙镇", [HEADINGS, one(1), one(2)]))
    book.save(file)
    found = Came(file, kb)
    assert ["和“甲镇”第 2 行编号相同" in mistake.message for mistake in found.mistakes] == [True]
    assert found.progress.lost == 1


def test_hidden_rows_are_said_and_read_only_when_asked_for(tmp_path: Path, kb: KnowledgeBase) -> None:
    file, book = workbook(tmp_path, ("人员", [HEADINGS, *(one(number) for number in range(1, 5))]))
    for row in (3, 4):
        book["人员"].row_dimensions[row].hidden = True
    book.save(file)
    found = Came(file, kb)
    assert found.names() == ["测试001", "测试004"]
    assert "隐藏的行 2 行（第 3、4 行）" in found.said
    assert len(Came(file, kb, with_hidden=True).people) == 4


SHEETS: dict[str, tuple[list[list[Any]], list[str]]] = {
    "columns in another order": ([list(reversed(HEADINGS)), list(reversed(one(2)))], ["测试001", "测试002"]),
    "a heading further down": ([["乙镇名单"], [], HEADINGS, one(2)], ["测试001", "测试002"]),
    "more columns": ([[*HEADINGS, "备注"], [*one(2), "x"]], ["测试001", "测试002"]),
    "a column less": ([HEADINGS[:-1], one(2)[:-1]], ["测试001"]),
    "a heading and nobody": ([HEADINGS], ["测试001"]),
}


@pytest.mark.parametrize(("rows", "names"), SHEETS.values(), ids=SHEETS)
def test_a_second_sheet_is_read_when_it_has_the_columns_and_named_when_not(
    tmp_path: Path, kb: KnowledgeBase, rows: list[list[Any]], names: list[str]
) -> None:
    file, book = workbook(tmp_path, ("甲镇", [HEADINGS, one(1)]), ("乙镇", rows))
    book.save(file)
    found = Came(file, kb)
    assert found.names() == names
    assert ("甲镇、乙镇" in found.said) == (len(rows[0]) >= len(HEADINGS) or rows[0] == ["乙镇名单"])
    assert ("工作表“乙镇”里没有要的列" in found.said) == (rows == SHEETS["a column less"][0])


@pytest.mark.parametrize("cell", [date(2025, 3, 1), 44255, 44255.5, "2025-03-01", "2025年3月1日"])
def test_a_day_of_a_workbook_that_counts_from_1904_is_that_day(tmp_path: Path, kb: KnowledgeBase, cell: object) -> None:
    file, book = workbook(tmp_path, ("人员", []))
    book.epoch = CALENDAR_MAC_1904
    for row in (HEADINGS, one(1, 失业日期=cell)):
        book["人员"].append(list(row))
    book.save(file)
    (found,) = Came(file, kb).people
    assert found.since == {"unemployed_months": "2025-03-01"}


def test_a_column_called_like_a_part_of_another_is_not_its_double(tmp_path: Path, kb: KnowledgeBase) -> None:
    above = [*HEADINGS[:4], "失业", None, "家属"]
    below = [None, None, None, None, "登记", "日期", "姓名"]
    found = came(tmp_path, kb, [above, below, [*one(1), "测试家属"], [*one(2), ""]])
    assert found.names() == ["测试001", "测试002"]
    assert "没有读这些列（映射文件没有写到）：家属姓名" in found.said


ODD: tuple[Any, ...] = (
    *(
        None,
        "",
        "是",
        "合计",
        "小计：2人",
        "备注：已核实",
        "示例",
        "同上",
        "〃",
        "=A9",
        "#N/A",
        0,
        -1,
        1.2e17,
        45000,
        True,
    ),
    *("2025-02-30", "1.2E+17", "x" * 500, "😀", "13800000001/13900000002", datetime(2025, 3, 1), "姓名", "身份证号"),
    *(identity_number(number) for number in (1, 2, 3)),
    identity_number(4)[:15] + "000",
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(st.lists(st.sampled_from(ODD), min_size=1, max_size=8), max_size=12))
def test_whatever_stands_in_a_list_every_row_is_somebody_or_told_or_counted(
    tmp_path: Path, kb: KnowledgeBase, rows: list[list[Any]]
) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(5), *rows])
    filled = sum(any(cell is not None and cell != "" for cell in row) for row in rows)
    assert 1 + filled == found.progress.rows + sum(found.left_out.rows.values())
    assert found.progress.kept == len({person.key for person in found.people})
    assert found.progress.lost == sum(mistake.is_row_lost for mistake in found.mistakes)
    there = {cell for row in rows for cell in row[1:2]} | {identity_number(5)}
    assert found.progress.kept <= len({number for number in there if isinstance(number, str) and number in HOLD})


HOLD = frozenset(identity_number(number) for number in (1, 2, 3, 5))
