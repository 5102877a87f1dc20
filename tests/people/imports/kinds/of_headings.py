"""Where the heading of a list stands and how it is worded, and rows that are nobody's: totals, notes, headings said again."""

from __future__ import annotations

from typing import Any

from tests.people.imports.kept_lists import HEADINGS, one
from tests.people.imports.kinds.neighbour import LIST, Neighbour, Rows, book, lost, numbers, sheet, table, text

SIMPLE: dict[str, Any] = {"born_on": None, "sex": None, "unemployed_months": None, "since": None}
BLANK: list[str] = ["", "", "", "", "", ""]


def under(lines: int) -> Rows:
    """Return a list under so many lines of something else."""
    return [*([f"说明第{number}条"] for number in range(1, lines + 1)), *LIST]


KINDS: dict[str, tuple[Neighbour, ...]] = {
    "one to three heading rows": (
        Neighbour(
            "three, the middle one with the words that the lowest lacks",
            sheet(
                ["基本情况", None, None, None, "失业情况", None],
                ["姓名", "身份证号", "联系", "街镇", "失业", "失业"],
                [None, None, "电话", None, "登记", "日期"],
                one(1),
                one(2),
            ),
            left_out={"表头以上的标题行": 1},
        ),
        Neighbour(
            "two, merged downwards and across, under a title",
            sheet(
                ["某区人员名单"],
                ["姓名", "身份证号", "联系电话", "街镇", "失业", None],
                [None, None, None, None, "登记", "日期"],
                one(1),
                one(2),
                change=lambda written: (
                    [written.merge_cells(f"{sign}2:{sign}3") for sign in "ABCD"]
                    + [written.merge_cells("E2:F2"), written.merge_cells("A1:F1")]
                ),
            ),
            left_out={"表头以上的标题行": 1},
        ),
        Neighbour(
            "numbers of the columns below it",
            text((HEADINGS, list("123456"), one(1), one(2)), "gb18030"),
            left_out={"重复的表头": 1},
        ),
        Neighbour("in the last row that is looked at", sheet(*under(29)), left_out={"表头以上的标题行": 29}),
        Neighbour("below the last row that is looked at", sheet(*under(30)), refused="看了前 30 行"),
    ),
    "headings with blanks and units": (
        Neighbour(
            "ideographic blanks, a line break, an apostrophe",
            sheet(["姓　　名", "'身份证号", "联系\n电话", " 街镇 ", "失 业 登 记", "失业日期"], one(1), one(2)),
        ),
        Neighbour(
            "units and remarks in brackets of both widths",
            text(
                (
                    [
                        "姓名（必填）",
                        "身份证号(18位)",
                        "联系电话【手机】",
                        "街镇",
                        "失业登记[是/否]",
                        "失业日期（年/月/日）",
                    ],
                    one(1),
                    one(2),
                ),
                "gbk",
            ),
        ),
        Neighbour(
            "stars, colons, signs that nobody sees",
            text(
                (["*姓名", "＊身份证号：", "\u200b联系电话", "街镇\ufeff", "失业登记*", "失业日期:"], one(1), one(2)),
                "utf-16",
            ),
        ),
        Neighbour(
            "another column that is called alike",
            sheet([*HEADINGS, "家属联系电话"], [*one(1), "13900000001"], [*one(2), None]),
            left_out={"columns": ("家属联系电话",)},
        ),
        Neighbour(
            "the same heading twice",
            sheet([*HEADINGS, "联系电话"], [*one(1), "13900000001"]),
            refused="重名的列：联系电话",
        ),
    ),
    "another row than the mapping says": (
        Neighbour(
            "it says a row of people",
            text(LIST, "gb18030"),
            changes={"header_row": 3},
            said=("表头在第 1 行（映射文件写的是第 3 行）",),
        ),
        Neighbour("it says a row that is not there", sheet(*LIST), changes={"header_row": 40}, said=("表头在第 1 行",)),
        Neighbour(
            "it says the first, and there are two titles above",
            sheet(["某区名单"], [], ["填报单位：某街道"], *LIST),
            left_out={"表头以上的标题行": 2},
        ),
        Neighbour(
            "it is right for the first sheet only",
            book(("甲镇", [["甲镇"], *LIST]), ("乙镇", [HEADINGS, one(3)])),
            numbers(1, 3),
            changes={"header_row": 2},
            left_out={"表头以上的标题行": 1},
            said=("表头在第 1 行",),
        ),
    ),
    "totals": (
        Neighbour(
            "one for each town and one for all, counted in several columns",
            table(one(1), ["小计", None, None, "甲镇", 1, None], one(2), ["合  计：2人", None, None, None, 2, 2]),
            left_out={"合计行": 2},
        ),
        Neighbour(
            "the word in the second column, in lines of text with tabs",
            text([*LIST, ["", "总计", "2", "", "", ""]], "utf-16", "\t"),
            left_out={"合计行": 1},
        ),
        Neighbour(
            "a key that a total would have, and somebody who is called so",
            table(one(1), one(2, 姓名="合计"), ["合计", "2", None, None, None, None]),
            {1: {}, 2: {"name": "合计"}},
            left_out={"合计行": 1},
        ),
        Neighbour(
            "the name is the key",
            table(one(1, 身份证号=None), one(2, 身份证号=None), ["合计（人）", None, 2, None, None, None]),
            {number: {"born_on": None, "sex": None} for number in (1, 2)},
            changes={"source_key": {"column": "姓名", "hash": True}, "id_number": None},
            left_out={"合计行": 1},
        ),
    ),
    "notes below": (
        Neighbour(
            "signatures in one row, a note that takes two lines",
            table(one(1), one(2), ["填表人：测试甲", None, None, "审核人：测试乙"], ["备注：以上均已核实\n并签字"]),
            left_out={"表格下面的备注、签字": 2},
        ),
        Neighbour(
            "a note without a colon is no person, and is told as a row that nobody can be made of",
            text([*LIST, ["以上人员均已核实", *BLANK[1:]]]),
            wrong=(lost("B4", "缺少编号"),),
        ),
        Neighbour(
            "an example above the people, and the heading again on the next page",
            table(["示例", *one(9)[1:3], "某镇", "是", "2025-01-01"], one(1), HEADINGS, one(2)),
            {**numbers(1, 2), 9: {"name": "示例", "town": "某镇", "unemployed_months": 22, "since": "2025-01-01"}},
            left_out={"重复的表头": 1},
        ),
        Neighbour(
            "an example whose number is none",
            table(["例：", "填18位", "填手机", "某镇", "是", "2025-01-01"], one(1), one(2)),
            left_out={"填写示例": 1},
        ),
    ),
    "another list below": (
        Neighbour(
            "with the same columns in another order",
            sheet(
                *LIST,
                [],
                ["身份证号", "姓名", "失业登记", "联系电话", "街镇", "失业日期"],
                [one(3)[at] for at in (1, 0, 4, 2, 3, 5)],
            ),
            numbers(1, 3),
            left_out={"重复的表头": 1},
        ),
        Neighbour(
            "of people who were struck off, without all columns",
            sheet(
                *LIST, ["已注销人员"], ["姓名", "身份证号", "注销原因"], [*one(3)[:2], "死亡"], [*one(4)[:2], "迁出"]
            ),
            wrong=(lost("B4", "缺少编号"),),
            left_out={"表头不同的另一张表": 3},
        ),
        Neighbour(
            "only ticked by the words of the headings, which is no other list",
            sheet(
                [*HEADINGS[:5], "就业困难人员"],
                one(1, 失业日期="就业困难人员"),
                ["测试002", None, None, "示例街镇甲", "失业登记", "就业困难人员"],
                one(3, 失业日期="否"),
            ),
            {
                1: {**SIMPLE, "difficulty_recognised": True},
                2: {**SIMPLE, "difficulty_recognised": True, "phone": None},
                3: {**SIMPLE, "difficulty_recognised": False},
            },
            changes={
                "source_key": {"column": "姓名", "hash": True},
                "id_number": None,
                "facts": {
                    "registered_unemployed": {"column": "失业登记", "values": {"失业登记": True, "是": True}},
                    "difficulty_recognised": {"column": "就业困难人员", "values": {"就业困难人员": True, "否": False}},
                },
            },
        ),
        Neighbour(
            "and then one that is whole again",
            text(
                [
                    *LIST,
                    ["姓名", "身份证号", "原因", "", "", ""],
                    [*one(4)[:2], "迁出", "", "", ""],
                    ["街镇", *HEADINGS[:3], *HEADINGS[4:]],
                    [one(3)[3], *one(3)[:3], *one(3)[4:]],
                ]
            ),
            numbers(1, 3),
            left_out={"表头不同的另一张表": 2, "重复的表头": 1},
        ),
    ),
}
