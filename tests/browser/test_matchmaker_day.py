"""A day of a matchmaker: a call arrives while she looks something up, is answered from what stands beside the talk, handed on, and closed with what was introduced."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.staff.audit import AuditLog, Wanted
from tests.browser.desk_office import PHONE, Office, office_at_work
from tests.browser.test_desk_day import ask_for_a_person


@pytest.fixture
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office at work."""
    with office_at_work(chromium, tmp_path_factory.mktemp("matchmaker")) as office:
        yield office


def test_a_day_of_a_matchmaker(office: Office) -> None:
    resident, li, zhao = office.resident(), office.colleague("lihong"), office.colleague("zhaoli", PHONE)
    a_call_is_noticed(office, resident, li)
    it_is_answered_from_what_stands_beside_the_talk(resident, li)
    zhao.goto(f"{office.address}/desk/referrals")
    it_is_handed_on_to_where_the_person_lives(office, resident, li, zhao)
    it_is_closed_with_what_was_introduced(resident, zhao)
    what_was_promised_and_done_is_on_record(office)


def a_call_is_noticed(office: Office, resident: Page, li: Page) -> None:
    """See it come in while looking up for somebody else, and go there without looking for it."""
    li.goto(f"{office.address}/desk/lookup?q=失业金 领多久")
    expect(li.get_by_test_id("badge").first).to_be_hidden()
    li.evaluate("window.isTheSamePage = true")
    ask_for_a_person(resident)
    expect(li.get_by_test_id("badge").first).to_have_text("1")
    expect(li).to_have_title("(1) 查政策 · 乐业西青工作台")
    assert li.evaluate("window.isTheSamePage === true")
    li.goto(f"{office.address}/desk")
    li.get_by_test_id("agenda").get_by_role("link").first.click()
    expect(li.get_by_test_id("state")).to_have_text("等第一次联系")
    li.get_by_test_id("talk").click()
    li.get_by_test_id("begin").click()


def it_is_answered_from_what_stands_beside_the_talk(resident: Page, li: Page) -> None:
    """Look up beside the talk, take the sentence over, and see that the other side has it on the screen."""
    expect(resident.locator("#speaking")).to_contain_text("李老师")
    resident.fill("#words", "我想开个小吃店，贷款要什么条件？")
    resident.click("#send")
    expect(li.get_by_test_id("line").last).to_contain_text("开个小吃店")
    li.get_by_test_id("beside-q").fill("个人创业贷款 条件")
    li.get_by_test_id("put").first.click()
    field = li.get_by_test_id("text")
    expect(field).to_have_value(re.compile("^【"))
    told = field.input_value().splitlines()[0]
    field.press("Enter")
    expect(resident.locator(".office").last).to_contain_text(told)
    expect(li.get_by_test_id("line-state").last).to_contain_text("对方页面已显示")
    expect(li.get_by_test_id("presence")).to_have_text("居民的页面开着")


def it_is_handed_on_to_where_the_person_lives(office: Office, resident: Page, li: Page, zhao: Page) -> None:
    """Give it to the station of the other town with a note; both see at once whose it is now."""
    resident.fill("#words", "我搬到乙镇了")
    resident.click("#send")
    expect(li.get_by_test_id("line").last).to_contain_text("搬到乙镇")
    li.goto(f"{office.address}/desk/referrals/1")
    li.get_by_test_id("area").select_option("乙镇")
    li.get_by_test_id("to").select_option("station:乙站")
    li.get_by_test_id("why").fill("搬到乙镇，想开小吃店，贷款条件说过了")
    li.get_by_test_id("hand-on").click()
    expect(li.get_by_test_id("say")).to_contain_text("已经转出")
    expect(resident.locator("#speaking")).to_be_hidden()
    expect(resident.locator("#log")).to_contain_text("赵老师")
    card = zhao.get_by_test_id("referral")
    expect(card).to_contain_text("呼叫1")
    card.get_by_role("link").click()
    expect(zhao.get_by_test_id("handed")).to_contain_text("贷款条件说过了")


def it_is_closed_with_what_was_introduced(resident: Page, zhao: Page) -> None:
    """Write down what was introduced, without which nothing counts as introduced, and close."""
    zhao.get_by_test_id("what").fill("    ")
    zhao.get_by_test_id("introduce").click()
    expect(zhao.get_by_test_id("refused")).to_be_visible()
    expect(zhao.get_by_test_id("state")).to_have_text("已联系，等推介")
    zhao.get_by_test_id("what").fill("某街道小吃城，两个摊位，周三去看")
    zhao.get_by_test_id("introduce").click()
    # A click does not wait for the page it asks for, and the old one has the same fields.
    expect(zhao.get_by_test_id("state")).to_have_text("已推介，等办结")
    zhao.get_by_test_id("outcome").select_option("done")
    zhao.get_by_test_id("close").click()
    expect(zhao.get_by_test_id("state")).to_have_text("已办结：已办成")
    expect(zhao.get_by_test_id("event").filter(has_text="两个摊位")).to_have_count(1)
    expect(resident.locator("#log")).to_contain_text("办结了")


def what_was_promised_and_done_is_on_record(office: Office) -> None:
    """Find who did what in the log, in the order in which it was done."""
    done = [(entry.who, entry.act) for entry in AuditLog(office.engine).read(Wanted(about="referral:1"))]
    acts = [act for act in done[::-1] if act[1] not in ("talk.read", "referral.noted")]
    assert acts == [
        ("lihong", "talk.began"),
        ("lihong", "talk.said"),
        ("lihong", "referral.handed_on"),
        ("zhaoli", "referral.introduced"),
        ("zhaoli", "referral.closed"),
    ]
