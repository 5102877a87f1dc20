"""Words that cells say instead of yes, no, numbers and options."""

from __future__ import annotations

from typing import Any

from tests.people.imports.kept_lists import HEADINGS, one
from tests.people.imports.kinds.neighbour import Neighbour, Rows, cell, old_book, table, text

AGE = {"facts": {"age": {"column": "失业登记"}}, "id_number": None, "source_key": {"column": "姓名", "hash": True}}
MONTHS = {"facts": {"unemployed_months": {"column": "失业日期"}}}
SEX = {**AGE, "facts": {"sex": {"column": "失业登记"}}}
DIFFICULT = {"facts": {"difficulty_recognised": {"column": "失业登记"}}}
NOTHING: dict[str, Any] = {"registered_unemployed": None, "unemployed_months": None, "since": None}
NOBODY: dict[str, Any] = {**NOTHING, "born_on": None, "sex": None}


def said(column: str, *written: Any) -> Rows:
    """Return a list that says these words in one column."""
    return (HEADINGS, *(one(number, **{column: each}) for number, each in enumerate(written, start=1)))


def stored(usual: dict[str, Any], fact: str, *values: Any) -> dict[int, dict[str, Any]]:
    """Return what is stored of one fact."""
    return {number: {**usual, fact: value} for number, value in enumerate(values, start=1)}


def registered(*values: bool | None) -> dict[int, dict[str, Any]]:
    """Return what is stored of being registered."""
    return stored({}, "registered_unemployed", *values)


def told(*rows: int, words: str = "“是”或“否”", column: str = "E") -> Any:
    """Return that the cells of these rows say nothing that can be used."""
    return tuple(cell(f"{column}{row}", words) for row in rows)


KINDS: dict[str, tuple[Neighbour, ...]] = {
    "numbers in words": (
        Neighbour(
            "ages",
            table(*said("失业登记", "五十二", "52岁", "五十二周岁", "５２")[1:]),
            stored(NOBODY, "age", 52, 52, 52, 52),
            changes=AGE,
        ),
        Neighbour(
            "months and years, halves too",
            text(said("失业日期", "六个月", "半年", "一年半", "两年", "18", "6个月"), "gb18030"),
            stored(NOTHING, "unemployed_months", 6, 6, 18, 24, 18, 6),
            changes=MONTHS,
        ),
        Neighbour(
            "more or less than a number, between two",
            old_book(said("失业日期", "不到一年", "6-12", "半年以上")),
            stored(
                NOTHING, "unemployed_months", {"low": 0, "high": 11}, {"low": 6, "high": 12}, {"low": 6, "high": None}
            ),
            changes=MONTHS,
        ),
        Neighbour(
            "no number, another unit, more than can be",
            table(*said("失业日期", "很久", "3人", "半", "9999", "-1")[1:]),
            stored(NOTHING, "unemployed_months", *[None] * 5),
            wrong=told(2, 3, 4, 5, 6, words="「失业」", column="F"),
            changes=MONTHS,
        ),
    ),
    "sex": (
        Neighbour(
            "with a word behind",
            table(*said("失业登记", "男性", "女性", "男", "女士")[1:]),
            stored(NOBODY, "sex", "male", "female", "male", "female"),
            changes=SEX,
        ),
        Neighbour(
            "against the number it is unknown, and told",
            table(*said("失业登记", "女", "女")[1:]),
            {1: {**NOTHING, "sex": None}, 2: NOTHING},
            wrong=(cell("B2", "性别和身份证号对不上"),),
            changes={"facts": {"sex": {"column": "失业登记"}}},
        ),
        Neighbour(
            "in blanks, unknown, both",
            text(said("失业登记", " 男 ", "不详", "男/女"), "utf-16", "\t"),
            stored(NOBODY, "sex", "male", None, None),
            wrong=told(4, words=""),
            changes=SEX,
        ),
    ),
    "ticks": (
        Neighbour(
            "of every shape",
            table(*said("失业登记", "√", "✓", "✔", "☑", "×", "✗", "✘")[1:]),
            registered(True, True, True, True, False, False, False),
        ),
        Neighbour(
            "and letters, in GB18030",
            text(said("失业登记", "Y", "n", "Yes", "NO", "Ｙ"), "gb18030", "\t"),
            registered(True, False, True, False, True),
        ),
        Neighbour(
            "that a spreadsheet keeps",
            table(*said("失业登记", True, False, 1, 0)[1:]),
            registered(True, False, True, False),
        ),
        Neighbour(
            "boxes that are empty, circles: nobody knows what they mean here",
            table(*said("失业登记", "□", "○", "△", "?")[1:]),
            registered(None, None, None, None),
            wrong=told(2, 3, 4),
        ),
    ),
    "words for yes and no": (
        Neighbour(
            "of having and of being done",
            table(*said("失业登记", "有", "无", "已登记", "未登记", "没有", "已办")[1:]),
            registered(True, False, True, False, False, True),
        ),
        Neighbour(
            "of being recognised",
            text(said("失业登记", "已认定", "未认定", "是", "否"), "gbk"),
            stored(NOTHING, "difficulty_recognised", True, False, True, False),
            changes=DIFFICULT,
        ),
        Neighbour(
            "still open: neither",
            table(*said("失业登记", "待核实", "也许", "是否", "有时")[1:]),
            registered(None, None, None, None),
            wrong=told(2, 3, 4, 5),
        ),
        Neighbour(
            "not known, in every way to say it",
            old_book(said("失业登记", "不详", "/", "—", "不清楚", "未知", "")),
            registered(*[None] * 6),
        ),
    ),
}
