"""Lists as lines of text: what encodes them, what parts their cells, lines that were torn."""

from __future__ import annotations

from bot.people.imports.workbooks.delimited import CHUNK
from tests.people.imports.kept_lists import HEADINGS, identity_number, one
from tests.people.imports.kinds.neighbour import LIST, Neighbour, cell, lost, numbers, raw, text

# Beyond the first two planes, where only four bytes of GB18030 and two halves of UTF-16 reach.
RARE = "测试𠮷㐱"
# Each cell an even number of bytes in UTF-8.
EVEN = one(2, 街镇="杨柳青镇", 失业登记="Y")
AS_LINES = "\r\n".join(",".join(row) for row in LIST) + "\r\n"
LONG = "\n".join(",".join(one(number, 姓名=f"测试{number:03d}")) for number in range(1, 101))
TORN = [*one(1)[:3], "示例街\n镇甲", *one(1)[4:]]


def over_the_end() -> bytes:
    """Return a list in GB18030 whose second name has a sign of four bytes where one piece of the file ends and the next begins."""
    start = f"{','.join((*HEADINGS, '备注'))}\n{','.join(one(1))},".encode("gb18030")
    # Two bytes of that sign come behind the end of a row and four bytes of two others.
    remark = b"x" * (CHUNK - len(start) - len("\n测试".encode("gb18030")) - 2)
    return start + remark + f"\n{RARE},{','.join(one(2)[1:])},\n".encode("gb18030")


KINDS: dict[str, tuple[Neighbour, ...]] = {
    "lines that were torn": (
        Neighbour(
            "twice in one row, with semicolons in GBK",
            text((HEADINGS, one(2), [*one(1)[:2], "1380000\n0001", "示例街\n镇甲", *one(1)[4:]]), "gbk", ";"),
            left_out={"joined": 1},
            said=("被换行断开的行已经接起来",),
        ),
        Neighbour(
            "two rows after each other, with tabs",
            text((HEADINGS, one(3), TORN, [*one(2)[:3], "示例\n街镇甲", *one(2)[4:]]), "utf-16", "\t"),
            numbers(1, 3),
            left_out={"joined": 2},
        ),
        Neighbour(
            "a piece is missing: both halves are told and nobody is made of them",
            text((HEADINGS, one(2), [*one(1)[:3], "示例街\n镇甲", "是"]), end="\n"),
            {2: {}},
            wrong=(lost("B3", "换行断开"), lost("B4", "换行断开")),
        ),
        Neighbour(
            "inside quotes, where it tears nothing",
            text((HEADINGS, [*one(1)[:3], '"示例街\n镇甲"', *one(1)[4:]], one(2))),
            {1: {"town": "示例街\n镇甲"}, 2: {}},
        ),
        Neighbour(
            "a quote that is never closed",
            text((HEADINGS, one(1), [*one(2)[:3], '"示例街镇甲', *one(2)[4:]])),
            refused="引号没有成对",
        ),
    ),
    "GBK": (
        Neighbour("with tabs and old line ends", text(LIST, "gbk", "\t", "\r")),
        Neighbour("a first line that names the sign", raw(("sep=;\r\n" + AS_LINES.replace(",", ";")).encode("gbk"))),
        Neighbour(
            "a sign at the end of a hundred rows that UTF-8 could be, too",
            raw(f"{','.join(HEADINGS)}\n{LONG}\n".encode("gbk")),
            numbers(1, 100),
        ),
        Neighbour(
            "a byte that is none of its signs", raw(AS_LINES.encode("gbk") + b"\xff\xff\r\n"), refused="编码看不懂"
        ),
    ),
    "GB18030": (
        Neighbour(
            "names of four bytes",
            text((HEADINGS, one(1, 姓名=RARE), one(2)), "gb18030"),
            {1: {"name": RARE}, 2: {}},
        ),
        Neighbour(
            "a sign of four bytes over the end of what is read at once",
            raw(over_the_end()),
            {1: {}, 2: {"name": RARE}},
            left_out={"columns": ("备注",)},
        ),
        Neighbour(
            "with full-width commas",
            text((HEADINGS, one(1), one(2, 姓名=RARE)), "gb18030", "，"),
            {1: {}, 2: {"name": RARE}},
        ),
        Neighbour(
            "it breaks off within a sign of four bytes",
            raw((",".join(HEADINGS) + "\n测试𠮷").encode("gb18030")[:-2]),
            refused="编码看不懂",
        ),
        Neighbour(
            "lines in UTF-8 were put below, whose signs could be others of this encoding",
            raw(f"{','.join(HEADINGS)}\n{','.join(one(1))}\n".encode("gb18030") + f"{','.join(EVEN)}\n".encode()),
            {1: {}},
            wrong=(lost("B3", "乱码"),),
        ),
        Neighbour(
            "lines in UTF-8 were put below, whose signs are none of this encoding",
            raw(f"{','.join(HEADINGS)}\n{','.join(one(1))}\n".encode("gb18030") + f"{','.join(one(2))}\n".encode()),
            refused="编码看不懂",
        ),
    ),
    "UTF-16": (
        Neighbour(
            "Excel's text with tabs, a name of two halves",
            text((HEADINGS, one(1, 姓名=RARE), one(2)), "utf-16", "\t", name="list.txt"),
            {1: {"name": RARE}, 2: {}},
        ),
        Neighbour("the other end first, without its mark, with semicolons", text(LIST, "utf-16-be", ";")),
        Neighbour("without its mark, one row", text((HEADINGS, one(1)), "utf-16-le"), {1: {}}),
        Neighbour("half a sign at its end", raw(AS_LINES.encode("utf-16") + b"\x41"), refused="编码看不懂"),
    ),
    "a mark before the text": (
        Neighbour("twice, as programs put it that join files", raw(b"\xef\xbb\xbf" * 2 + AS_LINES.encode())),
        Neighbour(
            "another list was joined below with its mark and heading",
            raw(f"\ufeff{AS_LINES}\ufeff{','.join(HEADINGS)}\r\n{','.join(one(3))}\r\n".encode()),
            numbers(1, 3),
            left_out={"重复的表头": 1},
        ),
        Neighbour("before a line that names the sign", raw(("\ufeffsep=;\n" + AS_LINES.replace(",", ";")).encode())),
        Neighbour(
            "in lines with tabs and quoted cells",
            text([[f'"{each}"' for each in row] for row in LIST], "utf-8-sig", "\t"),
        ),
    ),
    "semicolons": (
        Neighbour(
            "with more commas inside of cells than semicolons",
            text((HEADINGS, one(1, 街镇="甲,乙,丙,丁,戊,己,庚"), one(2)), delimiter=";"),
            {1: {"town": "甲,乙,丙,丁,戊,己,庚"}, 2: {}},
        ),
        Neighbour("full-width, in UTF-16", text(LIST, "utf-16-le", "；")),
        Neighbour(
            "one line with commas among them is told and not guessed at",
            raw("\n".join([";".join(HEADINGS), ";".join(one(1)), ",".join(one(3)), ";".join(one(2))]).encode()),
            wrong=(lost("B3", "缺少编号"),),
        ),
        Neighbour("a blank end on each line", text([[*row, ""] for row in LIST], "gb18030", ";")),
    ),
    "tabs": (
        Neighbour(
            "a cell that holds a comma and one that holds a quote",
            text((HEADINGS, one(1, 街镇="甲镇，一村"), one(2, 街镇='乙镇"二"村')), delimiter="\t"),
            {1: {"town": "甲镇,一村"}, 2: {"town": '乙镇"二"村'}},
        ),
        Neighbour("called .xls as some programs do", text(LIST, "gbk", "\t", name="list.xls")),
        Neighbour(
            "a tab inside of a cell moves those behind it",
            text((HEADINGS, one(1), one(2, 街镇="甲镇\t一村")), delimiter="\t"),
            {1: {}},
            wrong=(lost("B3", "错位"),),
        ),
        Neighbour("bars instead", text(LIST, "utf-8-sig", "|")),
    ),
    "rows whose cells cannot be told": (
        Neighbour(
            "a row that holds one cell",
            text((HEADINGS, one(1), [identity_number(3)], one(2))),
            wrong=(lost("B3", "缺少编号"),),
        ),
        Neighbour(
            "a short row: what it lacks is not said, and what it has is kept",
            text((HEADINGS, one(1)[:4], one(2))),
            {1: {"registered_unemployed": None, "unemployed_months": None, "since": None}, 2: {}},
        ),
        Neighbour(
            "a row of blanks between, and one of commas",
            text((HEADINGS, one(1), ["", "", "", "", "", ""], [""], one(2, 失业登记="也许"))),
            {1: {}, 2: {"registered_unemployed": None}},
            wrong=(cell("E5", "“是”或“否”"),),
        ),
    ),
}
