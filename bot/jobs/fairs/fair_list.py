"""Reads a list of fairs with the reader of lists; what cannot be read is told with its cell. A fair without a title or a day is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path

from bot.jobs.fairs.model import Fair, FairKind
from bot.jobs.imports import OpeningColumns, find_columns
from bot.jobs.town_names import tidy_town
from bot.people.imports import PeopleList, Row, RowMistake
from bot.people.imports.cells import cell_text, days_of
from bot.text import without_contacts

TITLE, DAY = "title", "held_on"
FAIR_HEADINGS: Mapping[str, tuple[str, ...]] = {
    TITLE: ("活动名称", "招聘会名称", "招聘活动", "场次名称", "名称", "主题", "活动主题"),
    DAY: ("日期", "举办日期", "活动日期", "时间日期", "举办时间", "活动时间", "时间"),
    "hours": ("起止时间", "具体时间", "举办时段", "时段", "钟点"),
    "kind": ("类型", "形式", "活动形式", "活动类型"),
    "town": ("街镇", "所属街镇", "街道", "镇街"),
    "place": ("地点", "举办地点", "活动地点", "地址", "直播间", "直播平台"),
    "hosts": ("主办单位", "承办单位", "举办单位", "主办"),
    "about": ("岗位", "招聘岗位", "内容", "活动内容", "参会单位", "岗位情况", "备注"),
}
LONGEST = {TITLE: 100, "place": 200, "hosts": 200, "about": 1_000}
_HOUR = re.compile(r"(?<!\d)([01]?\d|2[0-3])\s*[:点时]\s*([0-5]\d)?")
_LIVE = re.compile("直播|线上|网络|抖音")


def find_fair_columns(file: Path) -> OpeningColumns:
    """Return the columns of a list of fairs.

    Raises:
        PeopleListError: it cannot be read, or has no column of titles or days.
    """
    return find_columns(file, FAIR_HEADINGS, (TITLE, DAY), "招聘会的表")


def read_fairs(file: Path, on: date, note: Callable[[RowMistake], None]) -> Iterator[Fair]:
    """Yield the fairs of a list.

    Args:
        on: the day of the list.
        note: takes every mistake.

    Raises:
        PeopleListError: it cannot be read, or has no column of titles or days.
    """
    columns = find_fair_columns(file)
    with PeopleList(file, needed=columns.needed) as rows:
        at = {name: rows.header.index(title) for name, title in columns.titles.items()}
        for row in rows.rows():
            found = _fair_of(row, at, on, note)
            if found is not None:
                yield found


def _fair_of(row: Row, at: Mapping[str, int], on: date, note: Callable[[RowMistake], None]) -> Fair | None:
    texts = {name: cell_text(row.cells[place]) if place < len(row.cells) else "" for name, place in at.items()}
    written = unicodedata.normalize("NFKC", texts[DAY])
    held = days_of(_HOUR.split(written)[0].strip(" ,，-—至到") or written, on)
    if not isinstance(held, date):
        words = "看不出是哪一天（要有年月日），这一行没有导入" if written else "没有填，这一行没有导入；请补上"
        note(RowMistake(row.number, "日期", words, True, row.place(at[DAY])))
        return None
    if not texts[TITLE].strip():
        note(RowMistake(row.number, "名称", "没有填，这一行没有导入；请补上", True, row.place(at[TITLE])))
        return None
    hours = [
        f"{int(hour):02}:{minutes or '00'}" for hour, minutes in _HOUR.findall(f"{written} {texts.get('hours', '')}")
    ]
    said = {name: _public(texts.get(name, ""), LONGEST[name]) for name in LONGEST}
    is_live = _LIVE.search(f"{texts.get('kind', '')}{texts[TITLE]}") is not None
    return Fair(
        id=0,
        kind=FairKind.LIVE if is_live else FairKind.FAIR,
        title=said[TITLE] or "",
        held_on=held,
        begins=hours[0] if hours else None,
        ends=hours[1] if len(hours) > 1 else None,
        town=tidy_town(texts.get("town", "")),
        place=said["place"],
        hosts=said["hosts"],
        about=said["about"],
    )


def _public(text: str, longest: int) -> str | None:
    """Return a text without telephone numbers and accounts: it is shown to everybody."""
    return without_contacts(" ".join(text.split()))[0][:longest] or None
