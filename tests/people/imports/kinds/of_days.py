"""Days as numbers from two beginnings, as texts, and days that cannot be."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from openpyxl.utils.datetime import CALENDAR_MAC_1904

from tests.people.imports.kept_lists import HEADINGS, one
from tests.people.imports.kinds.neighbour import Neighbour, Rows, book, cell, old_book, sheet, table, text

NONE: dict[str, Any] = {"unemployed_months": None, "since": None}
MARCH: dict[str, Any] = {"unemployed_months": {"low": 19, "high": 20}, "since": None}
WRONG_DAY = "写成 2025-07-01 这样的日期"
BY_NUMBER = {"source_key": {"column": "姓名", "hash": True}, "id_number": None, "born_on": "失业日期", "facts": {}}
OF_BIRTH: dict[str, Any] = {"sex": None, "registered_unemployed": None, **NONE}


def since(*written: Any) -> Rows:
    """Return a list whose people are out of work since then."""
    return (HEADINGS, *(one(number, 失业日期=each) for number, each in enumerate(written, start=1)))


def birth(number: int, born_on: date | None, **more: Any) -> dict[int, dict[str, Any]]:
    """Return what is stored of somebody of whom only the birthday is asked."""
    return {number: {**OF_BIRTH, "born_on": born_on, **more}}


def births(*written: Any) -> Rows:
    """Return a list whose people were born then, and have no number."""
    return since(*written)


def of_1904(rows: Rows) -> Any:
    """Return what writes a workbook that counts days from 1904."""

    def write(folder: Any) -> Any:
        def begin(made: Any) -> None:
            made.epoch = CALENDAR_MAC_1904
            for row in rows:
                made["人员"].append(list(row))

        return book(("人员", []), change=begin)(folder)

    return write


def told(*places: str, words: str = WRONG_DAY) -> Any:
    """Return that these cells are no day."""
    return tuple(cell(place, words) for place in places)


KINDS: dict[str, tuple[Neighbour, ...]] = {
    "days as numbers from 1900": (
        Neighbour("in lines of text, with a part of a day", text(since("45717", "45717.75"), "utf-16", "\t")),
        Neighbour("in an old workbook, once shown as a day", old_book(since(45717, datetime(2025, 3, 1)))),
        Neighbour(
            "birthdays, also before the war",
            sheet(*births(28558, 10960)),
            {**birth(1, date(1978, 3, 9)), **birth(2, date(1930, 1, 2))},
            changes=BY_NUMBER,
        ),
        Neighbour(
            "below and above all that a list may mean",
            table(*since(9_999, 60_000)[1:]),
            {1: NONE, 2: NONE},
            wrong=told("F2", "F3"),
        ),
    ),
    "days as numbers from 1904": (
        Neighbour("an old workbook", old_book(since(44255, datetime(2025, 3, 1)), is_1904=True)),
        Neighbour(
            "birthdays, once shown as a day",
            of_1904(births(27096, date(1978, 3, 9))),
            {**birth(1, date(1978, 3, 9)), **birth(2, date(1978, 3, 9))},
            changes=BY_NUMBER,
        ),
        Neighbour("a text beside a number, and one with hours", of_1904(since("2025年3月1日", 44255.9))),
        Neighbour(
            "a number that is too early from there",
            of_1904(since(9_999, 44255)),
            {1: NONE, 2: {}},
            wrong=told("F2"),
        ),
    ),
    "days as texts": (
        Neighbour(
            "every sign between",
            table(
                *since("2025-3-1", "2025/03/01", "2025.3.1", "2025年03月01日", "2025年3月1号", "２０２５－０３－０１")[
                    1:
                ]
            ),
            {number: {} for number in range(1, 7)},
        ),
        Neighbour(
            "with hours, closed up, with blanks",
            text(since("2025-03-01 00:00:00", "2025/3/1 8:30", "20250301", " 2025 年 3 月 1 日 "), "gbk", ";"),
            {number: {} for number in range(1, 5)},
        ),
        Neighbour(
            "in words, and with the letter that computers write",
            table(*since("二〇二五年三月一日", "2025-03-01T00:00:00", "'2025-03-01")[1:]),
            {number: {} for number in range(1, 4)},
        ),
        Neighbour(
            "two digits for the year, the month first, of last year: nobody knows which is meant",
            table(*since("25-3-1", "3/1/2025", "去年3月1日", "03-01")[1:]),
            dict.fromkeys(range(1, 5), NONE),
            wrong=told("F2", "F3", "F4", "F5"),
        ),
    ),
    "only a month or a year": (
        Neighbour(
            "of being out of work",
            table(*since("2025年3月", "2025-03", "202503", "2025.03")[1:]),
            dict.fromkeys(range(1, 5), MARCH),
        ),
        Neighbour(
            "of birth, in lines of text",
            text(births("1978年3月", "1978-3", "１９７８年０３月"), "gb18030"),
            {number: {**OF_BIRTH, "born_on": {"low": "1978-03-01", "high": "1978-03-31"}} for number in range(1, 4)},
            changes=BY_NUMBER,
        ),
        Neighbour(
            "a year, and a decimal that may be January or October",
            table(*since("2025年", "2025.1", 2025.1)[1:]),
            {1: {"unemployed_months": {"low": 10, "high": 22}, "since": None}, 2: NONE, 3: NONE},
            wrong=told("F3", "F4"),
        ),
        Neighbour(
            "the month of the list itself, and one after it",
            table(*since("2026年10月", "2026年12月")[1:]),
            {1: {"unemployed_months": {"low": 0, "high": 1}, "since": None}, 2: NONE},
            wrong=told("F3", words="比映射文件的 facts_on 还晚"),
        ),
    ),
    "days that cannot be": (
        Neighbour(
            "no such day in any year, or not in this one",
            table(*since("2025-04-31", "2025-02-29", "2025年13月1日", "2025-00-10", "0000-00-00")[1:]),
            dict.fromkeys(range(1, 6), NONE),
            wrong=told("F2", "F3", "F4", "F5", "F6"),
        ),
        Neighbour(
            "a leap day that was",
            table(*since("2024-02-29")[1:]),
            {1: {"unemployed_months": 32, "since": "2024-02-29"}},
        ),
        Neighbour(
            "after the day of the list, also as a number",
            text(since("2026-11-02", "46328"), "utf-16"),
            {1: NONE, 2: NONE},
            wrong=told("F2", "F3", words="比映射文件的 facts_on 还晚"),
        ),
        Neighbour(
            "the day of the list itself",
            table(*since("2026-11-01")[1:]),
            {1: {"unemployed_months": 0, "since": "2026-11-01"}},
        ),
    ),
    "birthdays of nobody who looks for work": (
        Neighbour(
            "a day of work or of the list in the column of birth",
            table(*births(45000, "45717", "2026-11-01", datetime(2025, 3, 1))[1:]),
            {number: {**OF_BIRTH, "born_on": None} for number in range(1, 5)},
            wrong=told("F2", "F3", "F4", "F5", words="出生日期不对"),
            changes=BY_NUMBER,
        ),
        Neighbour(
            "a day before fourteen, and fourteen to the day",
            text(births("2012-11-02", "2012-11-01"), "gbk"),
            {**birth(1, None), **birth(2, date(2012, 11, 1))},
            wrong=told("F2", words="出生日期不对"),
            changes=BY_NUMBER,
        ),
        Neighbour(
            "an age, a year of long ago, a serial of the other beginning",
            table(*births(45, "1850-01-01", "45岁", 9000)[1:]),
            {number: {**OF_BIRTH, "born_on": None} for number in range(1, 5)},
            wrong=told("F2", "F3", "F4", "F5", words="出生日期不对"),
            changes=BY_NUMBER,
        ),
    ),
}
