"""A day of an editor in Chromium, with the real assistant: an amount is changed, what would change is seen, a second person publishes, a citizen hears it, and it is undone."""

from __future__ import annotations

import time

import pytest
from playwright.sync_api import Page, expect

from bot.clock import now
from bot.staff import Colleague, Role, SignInStage, Staff, StaffSessions
from tests.browser.conftest import PHONE
from tests.journeys.test_citizen_day import WIDE, Town
from tests.journeys.test_citizen_day import town as town
from tests.journeys.test_story import say

QUESTION = "社保缴费基数最高是多少"
BEFORE, AFTER = "25620元", "26660元"
LONGEST_SECONDS = 60.0
WRITTEN = {
    "value-field": "26660",
    "shown": AFTER,
    "since": "2026-11-25",
    "title": "练习用的通知",
    "issuer": "练习机关",
    "dated": "2026-11-10",
    "label": "第一条",
    "passage": "最高缴费基数为每月26660元。",
    "quote": "每月26660元",
    "reason": "练习：标准提高",
}


@pytest.fixture
def citizen(town: Town) -> Page:
    """Give somebody's phone on the chat page."""
    page = town.device(PHONE)
    page.goto(f"{town.address}/")
    return page


def colleague(town: Town, userid: str, name: str, role: Role) -> Page:
    Staff(town.engine).add(Colleague(userid, name, role, None), now())
    page = town.device(WIDE)
    token = StaffSessions(town.engine).begin(userid, SignInStage.OPEN, now())
    page.context.add_cookies([{"name": "leye_desk", "value": token, "url": f"{town.address}/desk"}])
    page.goto(f"{town.address}/desk")
    return page


def test_a_day_of_an_editor(town: Town, citizen: Page) -> None:
    editor = colleague(town, "sunbian", "孙编", Role.EDITOR)
    second = colleague(town, "zhoushen", "周审", Role.APPROVER)
    expect(say(citizen, QUESTION)).to_contain_text(BEFORE)
    the_amount_is_written_and_what_changes_is_seen(editor)
    a_second_person_reads_and_publishes(town, second)
    the_citizen_hears(citizen, AFTER)
    both_are_looked_up_with_their_days(town, second)
    the_editor_takes_it_back(editor)
    the_citizen_hears(citizen, BEFORE)


def the_amount_is_written_and_what_changes_is_seen(editor: Page) -> None:
    """Find the amount, be told in words what is wrong, see the sentences before and after, and propose it."""
    editor.get_by_role("navigation").get_by_role("link", name="改内容").click()
    editor.get_by_test_id("parameter").filter(has_text="最高缴费基数").get_by_role("link").click()
    expect(editor.get_by_test_id("value").last).to_contain_text(BEFORE)
    editor.get_by_test_id("basis-document").check()
    for field, text in {**WRITTEN, "quote": "每月9元"}.items():
        editor.get_by_test_id(field).fill(text)
    # What is wrong is said as one types on, without a button.
    editor.get_by_test_id("reason").press("Tab")
    expect(editor.get_by_test_id("problems")).to_contain_text("每月9元")
    expect(editor.get_by_test_id("value-field")).to_have_value("26660")
    editor.get_by_test_id("quote").fill(WRITTEN["quote"])
    editor.get_by_test_id("quote").press("Tab")
    change = editor.get_by_test_id("answer-change").filter(has_text=AFTER).first
    expect(change).to_contain_text(BEFORE)
    editor.get_by_test_id("propose").click()
    expect(editor.get_by_test_id("state")).to_contain_text("等另一位同事发布")
    expect(editor.get_by_test_id("publish")).to_have_count(0)


def a_second_person_reads_and_publishes(town: Town, second: Page) -> None:
    """Find the change on the first page, read it once more, and publish it."""
    second.goto(f"{town.address}/desk")
    second.get_by_test_id("agenda").filter(has_text="发布").get_by_role("link").first.click()
    expect(second.locator("main")).to_contain_text(WRITTEN["reason"])
    expect(second.get_by_test_id("answer-change").first).to_contain_text(AFTER)
    second.get_by_test_id("publish").click()
    expect(second.get_by_test_id("state")).to_contain_text("已发布")


def the_citizen_hears(citizen: Page, amount: str) -> None:
    """Ask until the amount is said: it goes live within seconds, and no turn is refused meanwhile."""
    until = time.monotonic() + LONGEST_SECONDS
    while True:
        answer = say(citizen, QUESTION).inner_text()
        assert "元" in answer, answer
        if amount in answer:
            return
        assert time.monotonic() < until, f"{amount} was not said: {answer}"


def both_are_looked_up_with_their_days(town: Town, second: Page) -> None:
    """Look it up: the new amount with its day, the old one among earlier wordings."""
    found, until = second.get_by_test_id("found").first, time.monotonic() + LONGEST_SECONDS
    # Each process goes over to the new content by itself.
    while True:
        second.goto(f"{town.address}/desk/lookup?q={QUESTION}&on=2026-11-25")
        if AFTER in found.get_by_test_id("answer").inner_text():
            break
        assert time.monotonic() < until, f"{AFTER} was not found"
    found.get_by_test_id("past").locator("summary").click()
    expect(found.get_by_test_id("past")).to_contain_text(BEFORE)
    expect(found.get_by_test_id("past")).to_contain_text("2026-11-25 至 现在")


def the_editor_takes_it_back(editor: Page) -> None:
    """Undo it with a reason, which the history keeps."""
    editor.reload()
    editor.get_by_test_id("reason").fill("练习完了")
    editor.get_by_test_id("undo").click()
    expect(editor.get_by_test_id("say")).to_contain_text("已经撤回")
