"""``leye outreach``, as the shell would call it: rehearse, approve, run, pause, stop, report, 敲门."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot import clock
from bot.clock import SHANGHAI
from bot.outreach import deps
from bot.storage import open_database
from tests.cli.conftest import CommandLineSignIn, Leye
from tests.databases import lay_out
from tests.outreach.world import FITS, add_person

ID = "flexible_insurance_notice"
NOON = datetime(2026, 11, 25, 12, 0, tzinfo=SHANGHAI)


@pytest.fixture
def engine(leye: Leye, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Engine]:
    """Give the database of the commands, at noon, with the real knowledge base and one person on the web page."""
    monkeypatch.setenv("LEYE_KB_DIR", str(Path(__file__).parents[3] / "policies_kb"))
    monkeypatch.setattr(clock, "now", lambda: NOON)
    monkeypatch.setattr(deps.outreach_for, "__defaults__", (None, lambda: NOON))
    address = f"sqlite:///{tmp_path}/var/leye.db"
    monkeypatch.setenv("LEYE_DATABASE_URL", address)
    lay_out(address)
    engine = open_database(address)
    add_person(engine, "fits", agrees=("web",), wechat=False, web=True, grants=None, town="示例街镇甲")
    add_person(engine, "never_asked", agrees=(), wechat=False, grants=None, station="站甲")
    add_person(engine, "does_not_fit", {**FITS, "on_establishment": True})
    yield engine
    engine.dispose()


def approved(leye: Leye, sign_in: CommandLineSignIn) -> None:
    """Let one rehearse and another approve, who stays signed in."""
    sign_in("editor", "editor")
    assert leye("outreach", "rehearse", ID).code == 0
    sign_in("approver", "approver")
    assert leye("outreach", "approve", ID, "--number", "1").code == 0


@pytest.mark.usefixtures("engine")
def test_a_rehearsal_as_json_says_who_and_why_and_who_not(leye: Leye, sign_in: CommandLineSignIn) -> None:
    sign_in("editor", "editor")
    ended = leye("outreach", "rehearse", ID, "--json")
    said = json.loads(ended.out)
    assert [each["person"] for each in said["included"]] == ["fits"]
    assert said["included"][0]["reasons"]
    assert {each["person"]: each["reason"] for each in said["excluded"]} == {
        "never_asked": "no_consent",
        "does_not_fit": "not_eligible",
    }
    assert said["cost"] == {"web": 1}


@pytest.mark.usefixtures("engine")
def test_a_rehearsal_for_people_shows_numbers_and_a_sample(leye: Leye, sign_in: CommandLineSignIn) -> None:
    sign_in("editor", "editor")
    ended = leye("outreach", "rehearse", ID)
    assert ended.code == 0
    assert "会发给 1 人，不发给 2 人" in ended.out
    assert "没有同意接收，1 人" in ended.out
    assert "退订" in ended.out


@pytest.mark.usefixtures("engine")
def test_the_same_account_cannot_approve_and_an_approval_says_for_how_many(
    leye: Leye, sign_in: CommandLineSignIn
) -> None:
    sign_in("boss", "admin")
    leye("outreach", "rehearse", ID)
    ended = leye("outreach", "approve", ID)
    assert (ended.code, "另一个人" in ended.err) == (1, True)
    # Made by someone who was signed in as the one who rehearsed.
    leye("staff", "add", "approver", "--name", "approver", "--role", "approver")
    leye("staff", "logout")
    sign_in("approver", "approver")
    ended = leye("outreach", "approve", ID, "--most", "7")
    assert (ended.code, "同一个人" in ended.err) == (1, True)
    sign_in("second", "approver")
    assert "最多发给 7 人" in leye("outreach", "approve", ID, "--most", "7", "--number", "1").out


@pytest.mark.usefixtures("engine")
def test_whoever_approves_sees_the_rehearsal_and_has_to_say_its_number(leye: Leye, sign_in: CommandLineSignIn) -> None:
    sign_in("editor", "editor")
    leye("outreach", "rehearse", ID)
    sign_in("approver", "approver")
    for number in ((), ("--number", "2"), ("--number", "")):
        ended = leye("outreach", "approve", ID, *number)
        assert (ended.code, "没有批准" in ended.err) == (1, True)
        shown = ("editor 彩排：1 人会收到", "不发给 2 人", "示例街镇甲 1 人", "没有同意接收，1 人", "── 样子", "退订")
        assert all(words in ended.out for words in shown)
    assert "最多发给 51 人" in leye("outreach", "approve", ID, "--number", "１").out


@pytest.mark.usefixtures("engine")
def test_nobody_who_is_not_signed_in_decides(leye: Leye, sign_in: CommandLineSignIn) -> None:
    for verb in ("rehearse", "approve", "resume", "retry"):
        ended = leye("outreach", verb, ID)
        assert (ended.code, "leye staff login" in ended.err) == (1, True)
    sign_in("editor", "editor")
    assert leye("staff", "logout").code == 0
    assert "leye staff login" in leye("outreach", "rehearse", ID).err
    assert "不对" in leye("staff", "login", "editor", "--password", "wrong").err


@pytest.mark.usefixtures("engine")
def test_from_rehearsal_to_report(leye: Leye, sign_in: CommandLineSignIn, tmp_path: Path) -> None:
    approved(leye, sign_in)
    assert "发出 1 条" in leye("outreach", "run", ID).out
    assert "发出 0 条" in leye("outreach", "run", ID).out
    told = json.loads(leye("outreach", "report", ID, "--json").out)
    assert (told["total"]["told"], told["towns"]["示例街镇甲"]["told"]) == (1, 1)
    files = (str(tmp_path / "out/report.csv"), str(tmp_path / "out/report.svg"))
    assert leye("outreach", "report", ID, "--csv", files[0], "--chart", files[1]).code == 0
    assert all(Path(file).stat().st_size > 0 for file in files)


@pytest.mark.usefixtures("engine")
def test_without_a_name_or_an_approval_nothing_starts(leye: Leye, sign_in: CommandLineSignIn) -> None:
    sign_in("editor", "editor")
    leye("outreach", "rehearse", ID)
    ended = leye("outreach", "run", ID)
    assert (ended.code, "没有批准" in ended.err) == (1, True)


@pytest.mark.usefixtures("engine")
def test_pausing_resuming_and_stopping_say_how_it_stands(leye: Leye, sign_in: CommandLineSignIn) -> None:
    approved(leye, sign_in)
    assert leye("outreach", "pause", ID, "--by", "丙", "--reason", "看一下").code == 0
    assert "暂停中" in leye("outreach", "list").out
    ended = leye("outreach", "run", ID)
    assert (ended.code, "暂停" in ended.err) == (1, True)
    assert leye("outreach", "resume", ID).code == 0
    assert leye("outreach", "stop", ID, "--by", "丙").code == 0
    assert "不能再开始" in leye("outreach", "resume", ID).err
    assert "已经停止" in leye("outreach", "list").out
    log = leye("outreach", "log", ID).out
    acts = [log.index(act) for act in ("彩排", "批准", "暂停", "继续", "停止")]
    assert acts == sorted(acts)
    assert "看一下" in log


@pytest.mark.usefixtures("engine")
def test_retrying_says_how_many(leye: Leye, sign_in: CommandLineSignIn) -> None:
    approved(leye, sign_in)
    leye("outreach", "run", ID)
    assert "0 条会再试" in leye("outreach", "retry", ID).out


@pytest.mark.usefixtures("engine")
def test_the_doors_to_knock_at_are_listed_and_closed(leye: Leye, sign_in: CommandLineSignIn, tmp_path: Path) -> None:
    approved(leye, sign_in)
    leye("outreach", "run", ID)
    assert "never_asked" in leye("outreach", "knocks", "--station", "站甲").out
    assert leye("outreach", "knocks", "--csv", str(tmp_path / "knocks.csv")).code == 0
    assert "还没问过" in (tmp_path / "knocks.csv").read_text(encoding="utf-8-sig")
    assert leye("outreach", "knocks", "--close", "1", "--outcome", "helped").code == 1
    assert leye("outreach", "knocks", "--close", "1", "--outcome", "helped", "--by", "丁").code == 0
    assert "never_asked" not in leye("outreach", "knocks").out


@pytest.mark.usefixtures("engine")
def test_an_unknown_campaign_is_one_sentence(leye: Leye, sign_in: CommandLineSignIn) -> None:
    sign_in("boss", "admin")
    for verb in (("rehearse",), ("approve",), ("pause", "--by", "甲")):
        ended = leye("outreach", verb[0], "nothing_like_it", *verb[1:])
        assert (ended.code, "nothing_like_it" in ended.err) == (1, True)
