"""``leye staff``: who may look things up on WeCom."""

from __future__ import annotations

import re

import pytest

from bot.settings import Settings
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Colleague, Role, Staff
from bot.storage import open_database
from tests.cli.conftest import Leye


def staff() -> Staff:
    return Staff(open_database(Settings.from_environment().database_url))


def test_a_colleague_is_added_and_found_whatever_the_letters_case(leye: Leye) -> None:
    done = leye("staff", "add", "ZhangSan", "--name", "张三", "--role", "matchmaker")
    assert (done.code, done.err) == (0, "")
    assert "张三" in done.out
    assert staff().find("zhangSAN") == Colleague("zhangsan", "张三", Role.MATCHMAKER, None)


def test_adding_again_changes_what_is_recorded(leye: Leye) -> None:
    leye("staff", "add", "zhangsan", "--name", "张三", "--role", "matchmaker")
    leye("staff", "add", "ZHANGSAN", "--name", "张三丰", "--role", "admin")
    assert staff().all() == [Colleague("zhangsan", "张三丰", Role.ADMIN, None)]


def test_a_new_colleague_gets_a_password_that_is_shown_once(leye: Leye) -> None:
    out = leye("staff", "add", "zhangsan", "--name", "张三", "--role", "matchmaker", "--station", "中北镇服务站").out
    assert re.search(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}", out)
    assert "密码" not in leye("staff", "add", "zhangsan", "--name", "张三", "--role", "editor").out
    assert "密码" in leye("staff", "password", "zhangsan").out


@pytest.mark.parametrize("command", ["password", "unlock", "second-factor-off"])
def test_strangers_have_no_account(leye: Leye, command: str) -> None:
    assert leye("staff", command, "nobody").code == 1


def test_what_the_command_line_does_is_in_the_audit_log(leye: Leye) -> None:
    leye("staff", "add", "zhangsan", "--name", "张三", "--role", "matchmaker")
    leye("staff", "remove", "zhangsan")
    acts = [entry.act for entry in AuditLog(open_database(Settings.from_environment().database_url)).read(Wanted())]
    assert acts == ["staff.removed", "staff.password_reset", "staff.added"]


def test_the_list_shows_who_may_and_not_who_was_removed(leye: Leye) -> None:
    leye("staff", "add", "zhangsan", "--name", "张三", "--role", "matchmaker")
    leye("staff", "add", "lisi", "--name", "李四", "--role", "editor")
    leye("staff", "remove", "LiSi")
    out = leye("staff", "list").out
    assert "zhangsan" in out
    assert "就业红娘" in out
    assert "lisi" not in out


def test_an_empty_list_says_how_to_add(leye: Leye) -> None:
    assert "leye staff add" in leye("staff", "list").out


def test_a_removed_colleague_has_no_rights_until_added_again(leye: Leye) -> None:
    leye("staff", "add", "zhangsan", "--name", "张三", "--role", "matchmaker")
    assert leye("staff", "remove", "zhangsan").code == 0
    assert staff().find("zhangsan") is None
    assert leye("staff", "remove", "zhangsan").code == 1
    leye("staff", "add", "zhangsan", "--name", "张三", "--role", "auditor")
    assert staff().find("zhangsan") is not None


@pytest.mark.parametrize(
    "arguments",
    [
        ("add", "张三", "--name", "张三", "--role", "matchmaker"),
        ("add", "zhangsan", "--name", " ", "--role", "matchmaker"),
        ("add", "zhangsan", "--name", "张" * 65, "--role", "matchmaker"),
        ("add", "zhangsan", "--name", "张三", "--role", "matchmaker", "--station", "站" * 65),
        ("remove", "nobody"),
    ],
)
def test_what_cannot_be_is_refused_in_one_sentence(leye: Leye, arguments: tuple[str, ...]) -> None:
    done = leye("staff", *arguments)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert done.out == ""


def test_a_role_that_does_not_exist_is_refused_by_name(leye: Leye) -> None:
    done = leye("staff", "add", "zhangsan", "--name", "张三", "--role", "boss")
    assert done.code == 2
    assert "matchmaker" in done.err
