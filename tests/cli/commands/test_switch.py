"""``leye switch``: off with a reason and a name, on again, and how it stands."""

from __future__ import annotations

import pytest

from bot.settings import Settings
from bot.staff.audit import AuditLog, Wanted
from bot.staff.switches import Switch, Switches
from bot.storage import open_database
from tests.cli.conftest import Leye


def off() -> list[Switch]:
    return [each.switch for each in Switches(open_database(Settings.from_environment().database_url)).off()]


def test_it_shows_how_both_stand(leye: Leye) -> None:
    out = leye("switch").out
    assert ("回答居民" in out, "推送" in out, out.count("开着")) == (True, True, 2)


def test_it_goes_off_and_on_again_and_both_are_in_the_audit_log(leye: Leye) -> None:
    done = leye("switch", "chat", "off", "--reason", "答案有误，核对中", "--by", "张三")
    assert (done.code, "停用中" in done.out, "答案有误" in leye("switch").out) == (0, True, True)
    assert off() == [Switch.CHAT]
    assert leye("switch", "chat", "on", "--by", "张三").code == 0
    assert off() == []
    entries = AuditLog(open_database(Settings.from_environment().database_url)).read(Wanted())
    assert [(each.act, each.about, each.who, each.detail) for each in entries] == [
        ("switch.on", "switch:chat", "张三", None),
        ("switch.off", "switch:chat", "张三", {"reason": "答案有误，核对中"}),
    ]


@pytest.mark.parametrize(
    "arguments",
    [
        ("outreach", "off", "--by", "张三"),
        ("outreach", "off", "--reason", "答案有误，核对中"),
        ("outreach", "on"),
    ],
)
def test_nothing_is_turned_without_a_reason_and_a_name(leye: Leye, arguments: tuple[str, ...]) -> None:
    assert leye("switch", *arguments).code == 1
    assert off() == []
