"""Several talks at once: switching keeps half a line, what is unread shows without a reload, a transfer reaches the other colleague."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Route, expect

from bot.clock import now
from bot.conversation import IncomingMessage
from bot.kb import Calendar
from bot.referrals import TakeoverListener, Takeovers
from bot.referrals.open import PersonCall, open_call
from tests.browser.desk_office import PHONE, Office, office_at_work

ONE, OTHER = "web:one", "wx:other"


@pytest.fixture(scope="module")
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office in which 李红 speaks with two people."""
    with office_at_work(chromium, tmp_path_factory.mktemp("talks")) as office:
        for number, conversation in enumerate((ONE, OTHER), start=1):
            open_call(office.engine, PersonCall(conversation, "甲镇", question="想找工作"), now(), Calendar())
            Takeovers(office.engine).begin(conversation, number, "lihong", now())
        yield office


def test_switching_keeps_half_a_line_and_shows_what_is_unread(office: Office) -> None:
    li = office.colleague("lihong", PHONE)
    li.goto(f"{office.address}/desk/referrals/1/talk")
    expect(li.get_by_test_id("presence")).to_have_text("居民的页面没开着")
    li.get_by_test_id("text").fill("您先把社保清单")
    li.evaluate("window.isTheSamePage = true")
    assert TakeoverListener(office.engine).hear(IncomingMessage(OTHER, "离家近的有吗"), now())
    other = li.get_by_test_id("my-talk").nth(1)
    expect(other.get_by_test_id("my-unread")).to_contain_text("1")
    expect(other).to_contain_text("离家近的有吗")
    assert li.evaluate("window.isTheSamePage") is True
    other.click()
    expect(li.get_by_test_id("presence")).to_have_text("微信，看不到是否在线")
    expect(li.get_by_test_id("text")).to_have_value("")
    expect(li.get_by_test_id("my-talk").first).to_contain_text("有半句没发")
    li.get_by_test_id("my-talk").first.click()
    expect(li.get_by_test_id("text")).to_have_value("您先把社保清单")
    li.get_by_test_id("text").press("Enter")
    expect(li.get_by_test_id("line").last).to_contain_text("对方页面还没显示")
    li.reload()
    expect(li.get_by_test_id("text")).to_have_value("")


def test_what_is_typed_before_the_scripts_are_there_stays(office: Office) -> None:
    li = office.colleague("lihong")
    waiting: list[Route] = []
    li.route("**/talk.js", lambda route: waiting.append(route))
    li.goto(f"{office.address}/desk/referrals/1/talk", wait_until="commit")
    field = li.get_by_test_id("text")
    field.fill("您先把社保清单")
    with li.expect_event("load"):
        waiting.pop().continue_()
    expect(field).to_have_value("您先把社保清单")
    field.fill("")


def test_a_transfer_reaches_the_other_colleague_with_its_reason(office: Office) -> None:
    li, zhao = office.colleague("lihong"), office.colleague("zhaoli", PHONE)
    zhao.goto(f"{office.address}/desk/referrals")
    li.goto(f"{office.address}/desk/referrals/2")
    li.get_by_test_id("to").select_option("zhaoli")
    li.get_by_test_id("why").fill("住乙镇，问过单位了")
    li.get_by_test_id("hand-on").click()
    expect(li.get_by_test_id("refused")).to_contain_text("甲镇归甲站管，赵丽不管那里")
    expect(li.get_by_test_id("why")).to_have_value("住乙镇，问过单位了")
    li.get_by_test_id("area").select_option("乙镇")
    li.get_by_test_id("hand-on").dblclick()
    expect(li.get_by_test_id("say")).to_contain_text("已经转出")
    zhao.get_by_test_id("referral").get_by_role("link").click()
    expect(zhao.get_by_test_id("handed")).to_contain_text("住乙镇，问过单位了")
    # On a phone all pages are behind one button.
    ways = zhao.get_by_test_id("ways")
    expect(ways).to_contain_text("呼叫")
    ways.click()
    zhao.get_by_role("link", name="查政策").click()
    expect(zhao).to_have_url(f"{office.address}/desk/lookup")
