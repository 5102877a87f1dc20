"""Figures of openings and seekers in words and rows: what is under five is never said otherwise. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from bot.jobs import FEN, trades
from bot.jobs.figures import FEWEST, JobGap, ShownCount, Side, TownFigures, TownTrade, shown_sum

FEW = f"少于{FEWEST}"
SIDES = {Side.OPENINGS: "用工", Side.SEEKERS: "求职"}
GAPS = {JobGap.NO_SEEKERS: "有岗位，没人登记", JobGap.NO_OPENINGS: "有人登记，没岗位"}
HEADINGS = ("街镇", "工种", "岗位", "岗位月薪中位数（元）", "求职", "求职想要的月薪中位数（元）", "缺口")
MOST_GAPS = 10
NOTHING = "现在没有审核通过的岗位，也没有登记求职的人。"
HOW_COUNTED = (
    f"少于 {FEWEST} 的只写“{FEW}”；加起来会看出来的，合计只写一个范围。工资只看按月的，{FEWEST} 个以上才算中位数。"
)
HOW_WEEKS = (
    "每周新增按 5 取整；登记的求职只算现在还同意的，停了、删了的不在里面。说“不限”街镇的，不算在任何一个街镇里。"
)


def say_count(count: ShownCount) -> str:
    """Say a count: a number, 少于5, or for a sum of which some parts are hidden from what to what it is.

    >>> say_count(ShownCount.of(3)), say_count(ShownCount.of(1200)), say_count(ShownCount(21, 24))
    ('少于5', '1,200', '21–24')
    """
    if count.is_few:
        return FEW
    return f"{count.least:,}" if count.least == count.most else f"{count.least:,}–{count.most:,}"


def say_monthly(fen: int | None) -> str:
    """Say a monthly pay in 元; nothing where it is not known.

    >>> say_monthly(450050), say_monthly(None)
    ('4,500', '')
    """
    return "" if fen is None else f"{fen // int(FEN):,}"


def figures_table(figures: TownFigures) -> list[list[Any]]:
    """Return a heading and a row for each trade of each town."""
    return [list(HEADINGS), *(_row(cell) for cell in figures.cells)]


def gap_lines(figures: TownFigures, kind: JobGap) -> list[tuple[str, str, str]]:
    """Return town, trade and how many there are on the other side, of the largest gaps of a kind."""
    side = Side.OPENINGS if kind is JobGap.NO_SEEKERS else Side.SEEKERS
    found = figures.gaps(kind)[:MOST_GAPS]
    return [(cell.town, trades()[cell.trade].title, say_count(cell.count(side))) for cell in found]


def report_lines(figures: TownFigures) -> Iterator[str]:
    """Yield the report of a day for a terminal."""
    if not figures.cells:
        yield NOTHING
        return
    yield f"{figures.on.isoformat()} 用工和求职"
    hired, sought = figures.totals(Side.OPENINGS), figures.totals(Side.SEEKERS)
    for town in figures.towns:
        yield f"{town}：岗位 {say_count(hired[town])} 个，求职 {say_count(sought[town])} 人"
        for cell in figures.of_town(town):
            yield f"  {_cell_words(cell)}"
    yield f"合计：岗位 {say_count(shown_sum(hired.values()))} 个，求职 {say_count(shown_sum(sought.values()))} 人"
    for kind, title in GAPS.items():
        lines = gap_lines(figures, kind)
        if lines:
            yield f"{title}：" + "、".join(f"{town}{trade} {count}" for town, trade, count in lines)
    yield "每周新增（岗位／求职）："
    for week in figures.weeks:
        yield f"  {week.monday.isoformat()} 起：{say_count(week.openings)}／{say_count(week.seekers)}"
    yield HOW_COUNTED + HOW_WEEKS


def _cell_words(cell: TownTrade) -> str:
    pay = f"，月薪中位数 {say_monthly(cell.pay)} 元" if cell.pay is not None else ""
    floor = f"，想要 {say_monthly(cell.floor)} 元" if cell.floor is not None else ""
    title = trades()[cell.trade].title
    return f"{title}：岗位 {say_count(cell.openings)}{pay}；求职 {say_count(cell.seekers)}{floor}"


def _row(cell: TownTrade) -> list[Any]:
    return [
        cell.town,
        trades()[cell.trade].title,
        _number(cell.openings),
        "" if cell.pay is None else cell.pay // int(FEN),
        _number(cell.seekers),
        "" if cell.floor is None else cell.floor // int(FEN),
        "" if cell.gap is None else GAPS[cell.gap],
    ]


def _number(count: ShownCount) -> Any:
    return count.least if count.least == count.most else say_count(count)
