"""The page of the switches: a reason is needed, everyone sees what is off, only those who may turn it do."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from bot.staff.switches import Switch, Switches
from tests.front.desk.conftest import SignIn, key_of, submit

PATH = "/desk/switches"
EVIL = "<script>alert(1)</script>先停一停"


def test_what_is_switched_off_is_said_on_every_page_to_everyone(sign_in: SignIn, database: Engine) -> None:
    approver = sign_in("wangfang", Role.APPROVER)
    done = submit(approver, f"{PATH}/chat/off", {"reason": EVIL}, PATH)
    assert done.status_code == 303
    page = approver.get(PATH).text
    assert "停用中" in page
    assert "<script>alert" not in page
    banner = sign_in("lihong", Role.MATCHMAKER).get("/desk").text
    assert "“回答居民”已停用" in banner
    assert "李wangfang" in banner
    [entry] = AuditLog(database).read(Wanted())
    assert (entry.who, entry.act, entry.about) == ("wangfang", "switch.off", "switch:chat")
    assert entry.detail == {"reason": EVIL}
    assert "<script>alert" not in sign_in("zhaoqian", Role.AUDITOR).get("/desk/audit").text


def test_it_can_be_switched_on_again(sign_in: SignIn, database: Engine) -> None:
    approver = sign_in("wangfang", Role.APPROVER)
    submit(approver, f"{PATH}/outreach/off", {"reason": "文件有误，先停一停"}, PATH)
    assert [each.switch for each in Switches(database).off()] == [Switch.OUTREACH]
    submit(approver, f"{PATH}/outreach/on", {}, PATH)
    assert Switches(database).off() == []
    assert "停用" not in sign_in("lihong", Role.MATCHMAKER).get("/desk").text


def test_without_a_reason_nothing_is_switched_off(sign_in: SignIn, database: Engine) -> None:
    refused = submit(sign_in("wangfang", Role.APPROVER), f"{PATH}/chat/off", {"reason": "停"}, PATH)
    assert (refused.status_code, "5到200个字" in refused.text) == (409, True)
    assert Switches(database).all() == []


def test_there_are_no_other_switches(sign_in: SignIn) -> None:
    approver = sign_in("wangfang", Role.APPROVER)
    assert submit(approver, f"{PATH}/desk/off", {"reason": "先停一停再说"}, PATH).status_code == 404


def test_a_matchmaker_can_switch_nothing_off(sign_in: SignIn, database: Engine) -> None:
    matchmaker = sign_in("lihong", Role.MATCHMAKER)
    key = key_of(matchmaker.get("/desk").text)
    done = matchmaker.post(f"{PATH}/chat/off", data={"key": key, "reason": "先停一停再说"})
    assert (done.status_code, Switches(database).all()) == (403, [])
