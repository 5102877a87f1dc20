"""``leye jobs``: a list in, judged, found; what cannot be done is said."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tests.cli.conftest import Leye

ROOT = Path(__file__).parents[3]
HEADER = "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,任职要求,岗位职责,联系人,联系电话\n"
ROWS = (
    "样例公司甲,91350100M000100Y43,保洁员,4000-4500元/月,中北镇,,打扫楼道，微信zhang_2026,样例人,022-00000000\n"
    "样例公司甲,91350100M000100Y43,保安,3500,中北镇,限男35岁以下,,,\n"
    "样例公司甲,91350100M000100Y43,缝纫工,看着给5,中北镇,,,,\n"
)


@pytest.fixture
def file(leye: Leye, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LEYE_KB_DIR", str(ROOT / "policies_kb"))
    monkeypatch.setenv("LEYE_PEOPLE_KEY", "0123456789abcdef0123456789abcdef")
    path = tmp_path / "岗位表.csv"
    path.write_text(HEADER + ROWS, encoding="utf-8")
    return path


def test_a_list_is_imported_judged_and_found(leye: Leye, file: Path) -> None:
    done = leye("jobs", "import", str(file))
    assert (done.code, done.err) == (0, "")
    assert "新岗位 3 个" in done.out and "要看一眼：1 行，限定性别" in done.out
    assert leye("jobs", "find", "中北镇的保洁").out.startswith("现在没有合适的岗位")
    assert "通过了 2 个岗位" in leye("jobs", "pass", "--clean", "--by", "lihong").out
    shown = leye("jobs", "show", "2").out
    assert "限定性别：“限男”" in shown and "第二十七条" in shown
    assert "没通过" in leye("jobs", "refuse", "2", "--reason", "去掉性别和年龄", "--by", "lihong").out
    found = leye("jobs", "find", "想找保洁，离中北镇近的，4000以上").out
    assert "1. 保洁员，样例公司甲（中北镇）" in found and "工资够您说的数" in found
    assert "zhang_2026" not in found
    assert "招满了" in leye("jobs", "filled", "1", "--by", "lihong").out
    assert leye("jobs", "find", "中北镇的保洁").out.startswith("现在没有合适的岗位")
    assert "没通过 1 个，招满了 1 个" in leye("jobs", "list", "--all").out


def test_a_dry_run_writes_a_report_and_nothing_else(leye: Leye, file: Path, tmp_path: Path) -> None:
    done = leye("jobs", "import", str(file), "--dry-run", "--report", str(tmp_path / "report.csv"))
    assert "没有写数据库：3 行，可以导入 3 行，1 处要改" in done.out
    with (tmp_path / "report.csv").open(encoding="utf-8-sig", newline="") as report:
        rows = list(csv.reader(report))
    assert rows[1][:3] == ["4", "D4", "薪资待遇"]
    assert "等审核 0 个" in leye("jobs", "list").out


def test_the_contact_is_shown_to_who_says_who_they_are(leye: Leye, file: Path) -> None:
    leye("jobs", "import", str(file))
    assert "--by" in leye("jobs", "show", "1", "--contact").err
    shown = leye("jobs", "show", "1", "--contact", "--by", "lihong").out
    assert "联系人：样例人；电话：022-00000000" in shown and "对外隐去的：zhang_2026" in shown


def test_a_made_up_list_can_be_imported(leye: Leye, file: Path) -> None:
    made = leye("jobs", "sample", "--count", "20", "--out", "var/openings.csv")
    assert "编好了 20 个岗位" in made.out
    assert "新岗位" in leye("jobs", "import", "var/openings.csv").out


def test_near_without_a_town_is_asked_back(leye: Leye, file: Path) -> None:
    ended = leye("jobs", "find", "保洁", "--near")
    assert (ended.code, "哪个街镇" in ended.out) == (1, True)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("pass", "--by", "lihong"), "请写岗位编号"),
        (("pass", "1"), "--by"),
        (("pass", "1", "--by", "lihong"), "没有编号 1"),
        (("show", "9"), "没有编号 9"),
    ],
)
def test_what_cannot_be_done_is_said(leye: Leye, file: Path, arguments: tuple[str, ...], words: str) -> None:
    ended = leye("jobs", *arguments)
    assert ended.code != 0 and words in ended.err


def test_an_employer_is_erased_after_it_was_asked(leye: Leye, file: Path) -> None:
    leye("jobs", "import", str(file))
    assert "（单位 1）" in leye("jobs", "show", "1").out
    assert "--by" in leye("jobs", "erase", "1", "--yes").err
    assert "删掉了 样例公司甲 和 3 个岗位，停了 0 次推介" in leye("jobs", "erase", "1", "--yes", "--by", "lihong").out
    assert "没有编号 1 的单位" in leye("jobs", "erase", "1", "--yes", "--by", "lihong").err
    assert "没有编号 1 的岗位" in leye("jobs", "show", "1").err


def test_the_report_counts_and_the_file_holds_a_row_for_each_trade(leye: Leye, file: Path, tmp_path: Path) -> None:
    assert "没有审核通过的岗位" in leye("jobs", "report").out
    leye("jobs", "import", str(file))
    leye("jobs", "pass", "--clean", "--by", "lihong")
    written = tmp_path / "用工.csv"
    done = leye("jobs", "report", "--csv", str(written))
    assert done.code == 0 and "中北镇：岗位" in done.out and "保洁：岗位 少于5" in done.out
    rows = list(csv.reader(written.read_text("utf-8-sig").splitlines()))
    assert rows[0][:2] == ["街镇", "工种"] and ["中北镇", "保洁", "少于5"] in [row[:3] for row in rows]
    assert "请换一个地方" in leye("jobs", "report", "--csv", str(tmp_path)).err


def test_matching_without_seekers_says_so(leye: Leye, file: Path) -> None:
    done = leye("jobs", "match")
    assert done.code == 0 and "没有什么可配的" in done.out
