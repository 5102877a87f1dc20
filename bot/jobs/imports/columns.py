"""Which column of a list of openings is what: by the headings that offices and employers write. The list's words stay its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

from bot.people.imports import PeopleListError, bare_heading
from bot.people.imports.cells import cell_text
from bot.people.imports.workbooks import open_book

LOOKED_AT = 30
EMPLOYER, TITLE = "employer", "title"
HEADINGS: Mapping[str, tuple[str, ...]] = {
    EMPLOYER: ("单位名称", "企业名称", "公司名称", "招聘单位", "用人单位", "招聘企业", "单位", "企业", "公司"),
    "credit_code": ("统一社会信用代码", "社会信用代码", "信用代码", "统一信用代码"),
    "kind": ("单位性质", "企业性质", "单位类型", "企业类型", "经济类型"),
    "size": ("单位规模", "企业规模", "规模", "公司规模"),
    TITLE: ("岗位名称", "招聘岗位", "职位名称", "招聘职位", "招聘工种", "岗位", "职位", "工种"),
    "duties": ("岗位职责", "工作内容", "岗位描述", "职位描述", "工作职责", "岗位说明", "职责", "岗位内容"),
    "requirements": (
        "任职要求",
        "招聘要求",
        "岗位要求",
        "招聘条件",
        "任职条件",
        "应聘条件",
        "要求",
        "条件",
        "其他要求",
    ),
    "sex": ("性别要求", "性别"),
    "age": ("年龄要求", "年龄"),
    "education": ("学历要求", "学历", "文化程度"),
    "pay": (
        "薪资待遇",
        "工资待遇",
        "薪酬待遇",
        "薪资",
        "工资",
        "月薪",
        "薪酬",
        "薪资范围",
        "待遇",
        "月工资",
        "时薪",
        "日薪",
    ),
    "pay_low": ("最低薪资", "最低工资", "薪资下限", "工资下限"),
    "pay_high": ("最高薪资", "最高工资", "薪资上限", "工资上限"),
    "form": ("用工形式", "工作性质", "用工性质", "岗位性质", "用工类型"),
    "town": ("街镇", "所属街镇", "所在街镇", "镇街", "街道", "乡镇", "所属街道"),
    "place": ("工作地点", "工作地址", "上班地点", "单位地址", "企业地址", "地址"),
    "hours": ("工作时间", "上班时间", "班次", "工时"),
    "insurance": ("社会保险", "社保", "保险", "五险一金", "福利待遇", "福利", "保险福利"),
    "headcount": ("招聘人数", "需求人数", "招聘数量", "招用人数", "人数"),
    "until": ("截止日期", "截止时间", "招聘截止", "有效期", "有效期至", "招聘截止日期"),
    "contact": ("联系人", "招聘联系人"),
    "phone": ("联系电话", "联系方式", "电话", "手机", "手机号", "招聘电话"),
    "key": ("岗位编号", "职位编号", "岗位代码"),
}


@dataclass(frozen=True)
class OpeningColumns:
    """The title in the list of each column that is read, by its name here."""

    titles: Mapping[str, str]

    @property
    def needed(self) -> tuple[str, ...]:
        """Return the titles in the words of the list."""
        return tuple(self.titles.values())


def find_columns(
    path: Path,
    headings: Mapping[str, tuple[str, ...]] = HEADINGS,
    needed: tuple[str, ...] = (EMPLOYER, TITLE),
    what: str = "岗位表",
) -> OpeningColumns:
    """Return the columns of a list, from the row among its first that names most of them.

    Args:
        headings: the words of lists for each column.
        needed: the columns without which a row is no heading.
        what: how the list is called.

    Raises:
        PeopleListError: it cannot be read, or no row names the needed columns.
    """
    book = open_book(path)
    try:
        rows = [row.cells for sheet in book.sheets if not sheet.is_hidden for row in islice(sheet.read(), LOOKED_AT)]
    finally:
        book.close()
    names = {name: column for column, titles in headings.items() for name in titles}
    best = max((_named(cells, names, needed) for cells in rows), key=len, default={})
    missing = [headings[column][0] for column in needed if column not in best]
    if missing:
        there = f"认出的列：{'、'.join(best.values())}。" if best else ""
        raise PeopleListError(
            f"{what}里没有这些列：{'、'.join(missing)}（每个工作表看了前 {LOOKED_AT} 行）。{there}请补上表头。"
        )
    return OpeningColumns(best)


def _named(cells: Sequence[object], names: Mapping[str, str], needed: tuple[str, ...]) -> dict[str, str]:
    """Return the columns that a row names when it is a heading, each once: the first cell counts."""
    found: dict[str, str] = {}
    for cell in cells:
        title = cell_text(cell)
        column = names.get(bare_heading(title)) if title else None
        if column is not None and column not in found:
            found[column] = title
    return found if set(needed) <= found.keys() else {}
