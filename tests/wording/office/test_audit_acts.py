"""Every act that the code writes down has words for who reads the log."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.wording.office.audit_acts import ACTS, KINDS, say_about, say_act, say_detail, say_who

WRITTEN = re.compile(rf'"((?:{"|".join(KINDS)})\.(?!html\b)[a-z_]+)"')
# Where colleagues act; elsewhere the same form of a name can mean a file or a metric.
FILES = [*Path("bot/front/desk").rglob("*.py"), Path("bot/cli/commands/staff.py"), Path("bot/cli/commands/switch.py")]


@pytest.mark.parametrize("file", FILES, ids=str)
def test_every_act_in_the_code_has_words(file: Path) -> None:
    assert set(WRITTEN.findall(file.read_text(encoding="utf-8"))) - ACTS.keys() == set()


def test_the_acts_are_found_at_all() -> None:
    found = {act for file in FILES for act in WRITTEN.findall(file.read_text(encoding="utf-8"))}
    assert len(found & ACTS.keys()) > 20


def test_an_act_is_said_with_its_kind_and_an_unknown_one_as_it_is() -> None:
    assert say_act("referral.closed") == "呼叫：办结"
    assert say_act("referral.unheard_of") == "referral.unheard_of"


def test_details_are_said_and_what_is_missing_is_left_out() -> None:
    assert say_detail({"role": "editor", "station": None, "by": "card"}) == "角色：编辑；从：企业微信卡片"
    assert say_detail(None) == ""


def test_what_colleagues_wrote_is_said_as_it_is() -> None:
    assert say_detail({"station": "open", "reason": "editor"}) == "站：open；原因：editor"


def test_colleagues_are_said_by_name_and_programs_by_what_they_are() -> None:
    names = {"lihong": "李红", "zhaoli": "赵丽"}
    assert [say_who(who, names) for who in ("lihong", "restore", "command-line")] == [
        "李红",
        "恢复备份的程序",
        "命令行",
    ]
    assert say_detail({"to": "zhaoli"}, names) == "转给：赵丽"
    assert say_about("staff:lihong", names) == "同事李红"
    assert [say_about(about) for about in ("referral:1", "run:3", "odd")] == ["呼叫1", "第3批推送", "odd"]


def test_no_act_is_its_kind_said_twice() -> None:
    assert [act for act in ACTS if len(set(say_act(act).split("："))) == 1] == []
