"""Workbooks whose list lies on several sheets, behind hidden sheets and rows, or in merged cells."""

from __future__ import annotations

from typing import Any

from tests.people.imports.kept_lists import HEADINGS, one
from tests.people.imports.kinds.neighbour import (
    LIST,
    Neighbour,
    book,
    cell,
    lost,
    numbers,
    old_book,
    sheet,
    table,
    text,
)

TURNED = [list(reversed(row)) for row in (HEADINGS, one(3))]
COVER = [["某区人员名单"], ["编制单位：某街道"]]


def hide(name: str, state: str = "hidden") -> Any:
    """Return what hides a sheet of a workbook."""
    return lambda made: setattr(made[name], "sheet_state", state)


def hide_rows(*rows: int) -> Any:
    """Return what hides rows of a sheet."""
    return lambda written: [setattr(written.row_dimensions[row], "hidden", True) for row in rows]


def merge(*places: str) -> Any:
    """Return what merges cells of a sheet."""
    return lambda written: [written.merge_cells(place) for place in places]


def hide_old_row(row: int) -> Any:
    """Return what hides a row of an old workbook."""
    return lambda _made, written: setattr(written.row(row), "hidden", True)


def merge_old_towns(_made: Any, written: Any) -> None:
    """Merge the towns of the rows of an old workbook."""
    written.write_merge(1, 3, 3, 3, "镇甲")


KINDS: dict[str, tuple[Neighbour, ...]] = {
    "several sheets": (
        Neighbour(
            "the first is a cover and the last has its columns turned round",
            book(("封面", COVER), ("甲镇", LIST), ("乙镇", TURNED)),
            numbers(1, 3),
            left_out={"封面": 2},
            said=("甲镇、乙镇", "工作表“封面”里没有要的列"),
        ),
        Neighbour(
            "the second goes on without a heading",
            book(("甲镇", LIST), ("甲镇续", [one(3), one(4)])),
            left_out={"甲镇续": 2},
            said=("工作表“甲镇续”里没有要的列，没有读（2 行）",),
        ),
        Neighbour(
            "one person on both, the second time with a wrong cell",
            book(("甲镇", LIST), ("乙镇", [["乙镇"], HEADINGS, one(2, 失业登记="也许"), one(3)])),
            numbers(1, 3),
            wrong=(lost("乙镇!B3", "和“甲镇”第 3 行编号相同"), cell("乙镇!E3", "“是”或“否”")),
            left_out={"表头以上的标题行": 1},
        ),
        Neighbour(
            "the name of one has the sign that parts sheet and cell",
            book(("甲!镇", LIST), ("乙'镇", [HEADINGS, one(3, 失业登记="也许")])),
            {**numbers(1, 2), 3: {"registered_unemployed": None}},
            wrong=(cell("乙'镇!E2", "“是”或“否”"),),
        ),
    ),
    "hidden sheets": (
        Neighbour(
            "one that only a programmer can show again",
            book(("人员", LIST), ("旧", [HEADINGS, one(9)]), change=hide("旧", "veryHidden")),
            left_out={"旧": 2},
            said=("工作表“旧”是隐藏的",),
        ),
        Neighbour(
            "the first is hidden and is asked for",
            book(("旧", [HEADINGS, one(3)]), ("人员", LIST), change=hide("旧")),
            numbers(1, 3),
            with_hidden=True,
        ),
        Neighbour(
            "the list itself is hidden behind a cover",
            book(("封面", COVER), ("人员", LIST), change=hide("人员")),
            refused="工作表“人员”是隐藏的",
        ),
        Neighbour(
            "an old workbook",
            old_book(LIST, lambda made, _written: setattr(made.add_sheet("旧"), "visibility", 2)),
            left_out={},
            said=("工作表“旧”是隐藏的，没有读（0 行）",),
        ),
    ),
    "hidden rows": (
        Neighbour(
            "the last, and one in the middle of a list of more",
            sheet(HEADINGS, *(one(number) for number in range(1, 6)), change=hide_rows(3, 6)),
            {1: {}, 3: {}, 4: {}},
            left_out={"隐藏的行": 2},
            said=("第 3、6 行", "取消隐藏"),
        ),
        Neighbour(
            "the town that is merged over all stands in the hidden one",
            sheet(
                *LIST,
                one(3, 街镇="镇乙"),
                change=lambda written: (hide_rows(2)(written), merge("D2:D4")(written)),
            ),
            {2: {}, 3: {}},
            left_out={"隐藏的行": 1},
        ),
        Neighbour("an old workbook", old_book(LIST, hide_old_row(2)), {1: {}}, left_out={"隐藏的行": 1}),
        Neighbour("the heading is hidden, the people are not", sheet(*LIST, change=hide_rows(1))),
        Neighbour(
            "asked for, with a mistake in one",
            sheet(HEADINGS, one(1), one(2, 失业登记="也许"), change=hide_rows(3)),
            {1: {}, 2: {"registered_unemployed": None}},
            wrong=(cell("E3", "“是”或“否”"),),
            with_hidden=True,
        ),
    ),
    "merged cells": (
        Neighbour(
            "two towns, and a day over some rows of both",
            sheet(
                HEADINGS,
                one(1, 街镇="镇甲"),
                one(2, 街镇=None, 失业日期="2026-01-05"),
                one(3, 街镇="镇乙", 失业日期=None),
                one(4, 街镇=None),
                change=merge("D2:D3", "D4:D5", "F3:F4"),
            ),
            {
                1: {"town": "镇甲"},
                2: {"town": "镇甲", "unemployed_months": 9, "since": "2026-01-05"},
                3: {"town": "镇乙", "unemployed_months": 9, "since": "2026-01-05"},
                4: {"town": "镇乙"},
            },
        ),
        Neighbour(
            "an identity number over two people",
            sheet(HEADINGS, one(1), one(2, 身份证号=None), change=merge("B2:B3")),
            {1: {}},
            wrong=(lost("B3", "和第 2 行编号相同"),),
        ),
        Neighbour(
            "a town as far as the total",
            sheet(HEADINGS, one(1), one(2, 街镇=None), ["合计", None, "2人"], change=merge("D2:D4")),
            left_out={"合计行": 1},
        ),
        Neighbour(
            "an old workbook",
            old_book((HEADINGS, one(1), one(2, 街镇=None), one(3, 街镇=None)), merge_old_towns),
            {number: {"town": "镇甲"} for number in (1, 2, 3)},
        ),
        Neighbour(
            "not merged but said to be as above",
            table(one(1), one(2, 街镇="同上"), one(3, 失业登记="〃")),
            {1: {}, 2: {"town": None}, 3: {"registered_unemployed": None}},
            wrong=(cell("D3", "同上"), cell("E4", "同上")),
        ),
    ),
    "cells beside the list": (
        Neighbour(
            "a remark two columns further", table([*one(1), None, None, "已联系"], one(2)), left_out={"cells": 1}
        ),
        Neighbour(
            "a column that is not wanted",
            sheet([*HEADINGS, "备注"], [*one(1), "x"], [*one(2), ""]),
            left_out={"columns": ("备注",)},
        ),
        Neighbour(
            "a cell more than the heading has, in lines of text: nobody knows which has slipped",
            text((HEADINGS, one(1), [*one(2)[:3], "示例街镇甲", "柳口路", *one(2)[4:]])),
            {1: {}},
            wrong=(lost("B3", "错位"),),
        ),
        Neighbour(
            "something beside, far to the right, in a row of its own",
            table(one(1), [*[None] * 600, "x"], one(2)),
            left_out={"cells": 1},
        ),
    ),
}
