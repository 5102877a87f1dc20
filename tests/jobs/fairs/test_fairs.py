"""A list of fairs is read with its mistakes told, kept once, asked by days, and given to calendars."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.jobs.fairs import Fair, FairKind, Fairs, calendar_feed, read_fairs
from bot.people.imports import PeopleListError, RowMistake
from tests.jobs.conftest import NOW, TODAY

HEADER = "活动名称,日期,具体时间,地点,街镇,主办单位,岗位\n"
ROWS = (
    "冬季专场招聘会,2026年12月5日,9:00-11:30,样例广场,中北镇,样例人社,保洁20人，电话022-27391234\n"
    "直播带岗,2026-12-06 19:00,,抖音,,,\n"
    "没有日子的,下周三,,,,,\n"
    ",2026-12-07,,,,,\n"
)


def read(folder: Path, text: str = HEADER + ROWS) -> tuple[list[Fair], list[str]]:
    file, mistakes = folder / "fairs.csv", list[RowMistake]()
    file.write_text(text, encoding="utf-8")
    return list(read_fairs(file, TODAY, mistakes.append)), [f"{each.place} {each.message}" for each in mistakes]


def test_rows_are_read_and_what_is_no_fair_is_told(tmp_path: Path) -> None:
    [fair, live], mistakes = read(tmp_path)
    assert (fair.title, fair.held_on, fair.begins, fair.ends) == ("冬季专场招聘会", date(2026, 12, 5), "09:00", "11:30")
    assert (fair.kind, fair.town, fair.place) == (FairKind.FAIR, "中北镇", "样例广场")
    assert fair.about is not None and "27391234" not in fair.about
    assert (live.kind, live.held_on, live.begins, live.ends) == (FairKind.LIVE, date(2026, 12, 6), "19:00", None)
    assert len(mistakes) == 2 and "看不出是哪一天" in mistakes[0]


def test_a_list_without_days_is_no_list_of_fairs(tmp_path: Path) -> None:
    with pytest.raises(PeopleListError, match="招聘会的表里没有这些列"):
        read(tmp_path, "活动名称,地点\n甲,乙\n")


def test_the_same_list_again_adds_nothing_and_what_changed_counts(engine: Engine, tmp_path: Path) -> None:
    fairs, (found, _) = Fairs(engine), read(tmp_path)
    assert (fairs.keep(found, "list", NOW), fairs.keep(found, "list", NOW)) == (2, 2)
    later, _ = read(tmp_path, (HEADER + ROWS).replace("9:00-11:30", "13:30-16:00"))
    fairs.keep(later, "list", NOW)
    kept = fairs.between(TODAY, date(2026, 12, 31))
    assert [(each.title, each.begins) for each in kept] == [("冬季专场招聘会", "13:30"), ("直播带岗", "19:00")]
    assert [each.title for each in fairs.between(TODAY, date(2026, 12, 31), FairKind.LIVE)] == ["直播带岗"]
    assert fairs.between(TODAY, date(2026, 12, 4)) == []
    assert fairs.has_any(date(2026, 12, 6)) and not fairs.has_any(date(2026, 12, 7))
    assert fairs.drop(kept[0].id) and not fairs.drop(kept[0].id)


def test_the_feed_is_what_calendars_read() -> None:
    long = "很长的名字" * 12
    fair = Fair(
        7, FairKind.FAIR, long, date(2026, 12, 5), "09:00", "11:30", "中北镇", "样例广场,东门", "样例人社", "保洁;保安"
    )
    text = calendar_feed([fair, Fair(8, FairKind.LIVE, "直播", date(2026, 12, 6))], "招聘会", NOW)
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    unfolded = text.replace("\r\n ", "")
    assert f"SUMMARY:{long}" in unfolded
    assert "DTSTART;TZID=Asia/Shanghai:20261205T090000" in lines and "DTEND;TZID=Asia/Shanghai:20261205T113000" in lines
    assert "DTSTART;VALUE=DATE:20261206" in lines and "DTEND;VALUE=DATE:20261207" in lines
    assert "LOCATION:中北镇，样例广场\\,东门" in unfolded and "主办：样例人社\\n保洁\\;保安" in unfolded
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT") == 2 and text.endswith("END:VCALENDAR\r\n")
    assert "DTSTAMP:20261125T020000Z" in lines
