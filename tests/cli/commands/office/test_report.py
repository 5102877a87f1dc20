"""``leye report``: the month as files, and in the terminal."""

from __future__ import annotations

from pathlib import Path

from openpyxl import load_workbook

from bot.questions.turn_counts import TurnCounts
from bot.settings import Settings
from bot.staff.audit import AuditLog, Wanted
from bot.storage import open_database
from tests.cli.conftest import Leye
from tests.databases import lay_out
from tests.figures.conftest import on


def test_a_month_is_written_as_both_files_and_told_in_chinese(leye: Leye, tmp_path: Path) -> None:
    settings = Settings.from_environment()
    lay_out(settings.database_url)
    counts = TurnCounts(open_database(settings.database_url))
    counts.add("web", "answered", "loans", 0.1, on("2026-11-03"))
    counts.flush()
    done = leye("report", "--month", "2026-11", "--pdf", "month.pdf", "--xlsx", "month.xlsx")
    assert (done.code, done.err) == (0, "")
    assert "已写到 month.pdf" in done.out and "问了多少次" in done.out
    assert Path("month.pdf").read_bytes().startswith(b"%PDF")
    assert load_workbook("month.xlsx")["要点"]["B4"].value == 1
    exported = AuditLog(open_database(settings.database_url)).read(Wanted(act="overview.exported"))
    assert {entry.about for entry in exported} == {"report:pdf", "report:xlsx"}


def test_an_empty_month_and_a_wrong_one_are_said(leye: Leye) -> None:
    assert "2026年3月什么都没有记" in leye("report", "--month", "2026-03").out
    wrong = leye("report", "--month", "十一月")
    assert (wrong.code, "请写成 2026-01 这样" in wrong.err) == (1, True)
    assert leye("report", "--month", "2026-03", "--pdf", "no/such/folder.pdf").code == 1
