"""Identity numbers and phones as spreadsheets and people keep them."""

from __future__ import annotations

from datetime import date
from typing import Any

from tests.people.imports.kept_lists import HEADINGS, identity_number, one
from tests.people.imports.kinds.neighbour import (
    LIST,
    Neighbour,
    Rows,
    born,
    cell,
    lost,
    numbers,
    old_book,
    sheet,
    table,
    text,
)

WITH_X = next(number for number in range(100) if identity_number(number).endswith("X"))
CHECKED = identity_number(WITH_X)
AS_X = {WITH_X: {}}
SHORT = [identity_number(number)[:15] for number in range(1, 400)]
# A number that ends on three zeros and holds: one in a thousand does.
ENDING, ENDING_DAY = next(
    (number, day)
    for number in range(0, 1000, 100)
    for day in (date(1978, 3, of) for of in range(1, 29))
    if identity_number(number, f"{day:%Y%m%d}").endswith("000")
)


def wide(written: str) -> str:
    """Return a text in full width."""
    return "".join(chr(ord(sign) + 0xFEE0) if "!" <= sign <= "~" else sign for sign in written)


def one_with(number: str) -> Rows:
    """Return a list of one person whose number is written so."""
    return (HEADINGS, one(WITH_X, 身份证号=number))


def kept_as_numbers(first: int, last: int) -> list[list[Any]]:
    """Return rows whose numbers lie in a text file as a spreadsheet had left them; some of them hold by chance."""
    return [one(number, 身份证号=f"{SHORT[number]}000") for number in range(first, last + 1)]


def all_lost(first: int, last: int, words: str) -> tuple[tuple[str, str, bool], ...]:
    """Return that the rows are lost for one reason."""
    return tuple(lost(f"B{row}", words) for row in range(first, last + 1))


def phone(written: Any) -> Rows:
    """Return a list of one person whose phone is written so."""
    return (HEADINGS, one(1, 联系电话=written))


ONE: dict[int, dict[str, Any]] = {1: {}}
NO_PHONE = {1: {"phone": None}}
TOLD = (cell("C2", "不像电话号码"),)
TWO = (cell("C2", "2 个电话号码，只记了第一个"),)

KINDS: dict[str, tuple[Neighbour, ...]] = {
    "identity numbers kept as numbers": (
        Neighbour(
            "one among others in an old workbook",
            old_book((HEADINGS, one(1), one(2, 身份证号=float(SHORT[2] + "000")), one(3))),
            {1: {}, 3: {}},
            wrong=(lost("B3", "后三位已经变成 0"),),
        ),
        Neighbour(
            "below three hundred that are as they should be, in lines of text",
            text((HEADINGS, *(one(number) for number in range(1, 301)), *kept_as_numbers(301, 398)), "gb18030"),
            numbers(1, 300),
            wrong=all_lost(302, 399, "后三位已经变成 0"),
            said=("设置单元格格式为“文本”",),
        ),
        Neighbour(
            "two people are the whole list",
            text((HEADINGS, *kept_as_numbers(1, 2))),
            {},
            wrong=all_lost(2, 3, "后三位已经变成 0"),
        ),
        Neighbour(
            "fifteen digits of the old kind",
            table(one(1, 身份证号=120111780309001), one(2, 身份证号="120111780309002"), one(3)),
            {3: {}},
            wrong=all_lost(2, 3, "15 位"),
        ),
        Neighbour(
            "not the key, and the person is kept without birthday and sex",
            sheet(["编号", *HEADINGS], ["k1", *one(1, 身份证号=float(SHORT[1] + "000"))], ["k2", *one(2)]),
            {1: {"born_on": None, "sex": None}, 2: {}},
            wrong=(cell("C2", "后三位已经变成 0"),),
            changes={"source_key": {"column": "编号"}},
        ),
        Neighbour(
            "one that ends on three zeros and holds",
            table(born(ENDING, ENDING_DAY), one(1), one(2)),
            {ENDING: {"born_on": ENDING_DAY}, 1: {}, 2: {}},
        ),
    ),
    "scientific notation": (
        Neighbour(
            "with all digits that were left, in lines of text",
            text((HEADINGS, one(1, 身份证号="1.20111197803090E+17"), one(2)), "utf-16", "\t"),
            {2: {}},
            wrong=(lost("B2", "科学计数法"),),
        ),
        Neighbour(
            "in small letters, full width, with an apostrophe",
            table(one(1, 身份证号=wide("1.2e+17")), one(2, 身份证号="'1.20111E17"), one(3)),
            {3: {}},
            wrong=(lost("B2", "科学计数法"), lost("B3", "科学计数法")),
        ),
        Neighbour(
            "a phone and another key",
            sheet(["编号", *HEADINGS], ["1.5E+17", *one(1)], ["k2", *one(2, 联系电话="1.38E+10")]),
            {2: {"phone": None}},
            wrong=(lost("A2", "科学计数法"), cell("D3", "科学计数法")),
            changes={"source_key": {"column": "编号"}},
        ),
    ),
    "apostrophes": (
        Neighbour(
            "curly, before every cell, in GBK",
            text((HEADINGS, [f"‘{each}" for each in one(1)], [f"’{each}" for each in one(2)]), "gbk"),
        ),
        Neighbour(
            "alone, where a spreadsheet shows nothing",
            table(one(1, 街镇="'", 联系电话="'"), one(2)),
            {1: {"town": None, "phone": None}, 2: {}},
        ),
        Neighbour("before a small x and blanks", table(one(WITH_X, 身份证号=f"' {CHECKED.lower()} ")), AS_X),
        Neighbour(
            "before a heading and a total",
            sheet([f"'{title}" for title in HEADINGS], one(1), one(2), ["'合计", "'2"]),
            left_out={"合计行": 1},
        ),
    ),
    "an equals sign and quotes": (
        Neighbour(
            "every cell, as some programs export",
            text([[f'="{each}"' for each in row] for row in LIST], "utf-8-sig", "\t"),
        ),
        Neighbour(
            "full width",
            table(*([wide(f'="{each}"') if at == 1 else each for at, each in enumerate(row)] for row in LIST[1:])),
        ),
        Neighbour(
            "empty, where a spreadsheet shows nothing",
            text((HEADINGS, one(1, 街镇='=""'), one(2, 联系电话='=""')), delimiter=";"),
            {1: {"town": None}, 2: {"phone": None}},
        ),
        Neighbour(
            "quoted once more inside of quotes",
            text((HEADINGS, one(1, 身份证号=f'"=""{identity_number(1)}"""'), one(2))),
        ),
        Neighbour(
            "a command for a spreadsheet is no person's number and is not repeated",
            text((HEADINGS, one(1, 身份证号="=cmd|' /c calc'!A0"), one(2))),
            {2: {}},
            wrong=(lost("B2", "身份证号不对"),),
        ),
    ),
    "a small x": (
        Neighbour("in an old workbook", old_book(one_with(CHECKED.lower())), AS_X),
        Neighbour(
            "and again with a large one",
            text((HEADINGS, one(WITH_X, 身份证号=CHECKED.lower()), one(WITH_X))),
            AS_X,
            wrong=(lost("B3", "和第 2 行编号相同"),),
        ),
        Neighbour("full width, small", table(one(WITH_X, 身份证号=CHECKED[:17] + "ｘ")), AS_X),
        Neighbour(
            "a sign that only looks like it",
            table(one(WITH_X, 身份证号=CHECKED[:17] + "х"), one(1, 身份证号=CHECKED[:17] + "×"), one(2)),
            {2: {}},
            wrong=all_lost(2, 3, "身份证号不对"),
        ),
    ),
    "full width": (
        Neighbour(
            "all cells of a row", text((HEADINGS, [wide(each) for each in one(1)], one(2)), "gb18030"), {1: {}, 2: {}}
        ),
        Neighbour(
            "with ideographic blanks between",
            table(
                one(
                    1,
                    身份证号="　".join(
                        (wide(identity_number(1)[:6]), identity_number(1)[6:14], identity_number(1)[14:])
                    ),
                )
            ),
            ONE,
        ),
        Neighbour(
            "headings and the sign between cells", text([[wide(each) for each in row] for row in LIST], "utf-16", "；")
        ),
    ),
    "phones with blanks": (
        Neighbour("that no line may break at", table(one(1, 联系电话="138\xa00000\u20090001")), ONE),
        Neighbour(
            "and dashes of every length", table(one(1, 联系电话="138–0000—0001"), one(2, 联系电话="138‑0000－0002"))
        ),
        Neighbour("ideographic, in full width", text(phone(wide("138") + "　" + wide("0000 0001")), "gbk"), ONE),
        Neighbour("a digit less", table(one(1, 联系电话="138 0000 001")), NO_PHONE, wrong=TOLD),
        Neighbour("a digit more", text(phone("138 0000 00012"), "utf-16"), NO_PHONE, wrong=TOLD),
    ),
    "phones with the country": (
        Neighbour("in brackets", table(one(1, 联系电话="(+86)138 0000 0001"), one(2, 联系电话="（86）13800000002"))),
        Neighbour(
            "as dialled, and as a number", table(one(1, 联系电话="0086-13800000001"), one(2, 联系电话=8613800000002))
        ),
        Neighbour("full width", text(phone("＋８６－138-0000-0001"), "gb18030"), ONE),
        Neighbour("of another one", table(one(1, 联系电话="+852 1380 0000 0001 23")), NO_PHONE, wrong=TOLD),
    ),
    "two phones in one cell": (
        Neighbour("a line break between", table(one(1, 联系电话="13800000001\n13900000002")), ONE, wrong=TWO),
        Neighbour(
            "a word between, both with the country",
            text(phone("+86 13800000001或+86 13900000002"), "gbk"),
            ONE,
            wrong=TWO,
        ),
        Neighbour("nothing between", table(one(1, 联系电话="1380000000113900000002")), ONE, wrong=TWO),
        Neighbour("one of them is none", table(one(1, 联系电话="13800000001/没有")), NO_PHONE, wrong=TOLD),
        Neighbour("the same one twice", table(one(1, 联系电话="13800000001、138-0000-0001")), ONE),
    ),
}
