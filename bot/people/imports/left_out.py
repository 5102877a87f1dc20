"""What of a list is not read, and why: sheets, rows, columns, cells. Counted while reading, said in words at the end."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum

from bot.people.imports.cells.cell_text import cell_text

MOST_PLACES = 5
_TOTAL = re.compile(
    r"(?:本页|全部|全区|全镇)?(?:合计|总计|小计|共计|累计|总数|总人数)(?:人数|人员)?(?:\([^()]*\))?[:：]?\s*\d*\s*[人名个户]?"
)
_NOTE = re.compile(
    r"(?:备注|注|说明|填表说明|填表人|填报人|填报单位|填报日期|制表人?|制表日期|审核人?|复核人?|经办人?|负责人|单位负责人|主管领导|打印日期|打印时间|联系人)\s*[:：].*",
    re.DOTALL,
)
_SOMEBODY = re.compile(r"\d{17}[\dXx]")
_EXAMPLE = re.compile(r"(?:填写)?(?:示例|样例|范例|例子|例)[:：]?")


class WhyNot(str, Enum):
    """Why rows were not read, in the words that are said."""

    HIDDEN = "隐藏的行"
    TOTAL = "合计行"
    NOTE = "表格下面的备注、签字"
    EXAMPLE = "填写示例"
    REPEATED = "重复的表头"
    ABOVE = "表头以上的标题行"
    OTHER = "表头不同的另一张表"


@dataclass
class LeftOut:
    """What was left out so far: rows by reason with the first places, whole sheets, columns, cells outside of the heading."""

    rows: dict[WhyNot, int] = field(default_factory=dict)
    places: dict[WhyNot, list[str]] = field(default_factory=dict)
    sheets: list[tuple[str, str, int]] = field(default_factory=list)
    columns: tuple[str, ...] = ()
    cells: int = 0
    joined: list[str] = field(default_factory=list)

    def note(self, why: WhyNot, place: str) -> None:
        """Count one row more."""
        self.rows[why] = self.rows.get(why, 0) + 1
        some = self.places.setdefault(why, [])
        if len(some) < MOST_PLACES:
            some.append(place)

    def lines(self) -> Iterator[str]:
        """Yield what to say of it."""
        for name, why, rows in self.sheets:
            yield f"工作表“{name}”{why}，没有读（{rows} 行）。"
        for why, count in self.rows.items():
            more = "等" if count > len(self.places[why]) else ""
            remedy = "；要导入就先取消隐藏或筛选，或加 --with-hidden" if why is WhyNot.HIDDEN else ""
            yield f"没有读：{why.value} {count} 行（第 {'、'.join(self.places[why])} 行{more}）{remedy}。"
        if self.columns:
            yield f"没有读这些列（映射文件没有写到）：{'、'.join(self.columns)}。"
        if self.cells:
            yield f"没有读：表头范围以外的格子 {self.cells} 个。"
        if self.joined:
            yield f"被换行断开的行已经接起来，请核对：第 {'、'.join(self.joined)} 行。"


def why_no_person(cells: Sequence[object]) -> WhyNot | None:
    """Return why a row is no person's though something stands in it, None when it may be one."""
    said = [text for cell in cells[:40] if (text := cell_text(cell))]
    words = [text.replace(" ", "") for text in dict.fromkeys(said)]
    if any(_SOMEBODY.fullmatch(text) for text in words):
        return None
    if any(_TOTAL.fullmatch(text) for text in words[:3]):
        return WhyNot.TOTAL
    if words and _EXAMPLE.fullmatch(words[0]):
        return WhyNot.EXAMPLE
    if words and len(words) <= 8 and _NOTE.fullmatch(words[0]):
        return WhyNot.NOTE
    is_numbering = len(said) > 2 and said == [str(number) for number in range(1, len(said) + 1)]
    return WhyNot.REPEATED if is_numbering else None
