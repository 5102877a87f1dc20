"""A day of a citizen and the day after, with the real assistant: asks, is checked, asks for a person on a phone, closes, and comes back on another device with the code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, expect
from sqlalchemy import Table, select, update
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.staff import Colleague, Role, SignInStage, Staff, StaffSessions
from bot.storage import open_database
from bot.storage.tables import case_codes, referrals, talk_lines
from tests.browser.conftest import PATIENCE_MILLISECONDS, PHONE
from tests.journeys.conftest import Simulation
from tests.journeys.test_story import say

WIDE = ViewportSize(width=1280, height=800)
MOST_QUESTIONS = 12


@dataclass
class Town:
    """The running assistant, its database, and the devices of people."""

    address: str
    engine: Engine
    browser: Browser
    contexts: list[BrowserContext] = field(default_factory=list)

    def device(self, size: ViewportSize) -> Page:
        """Return a browser that nobody used so far."""
        context = self.browser.new_context(viewport=size, locale="zh-CN", reduced_motion="reduce")
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        self.contexts.append(context)
        return context.new_page()

    def matchmaker(self) -> Page:
        """Return the desk of a matchmaker."""
        Staff(self.engine).add(Colleague("sunhong", "孙红", Role.MATCHMAKER, None), now())
        page = self.device(WIDE)
        token = StaffSessions(self.engine).begin("sunhong", SignInStage.OPEN, now())
        page.context.add_cookies([{"name": "leye_desk", "value": token, "url": f"{self.address}/desk"}])
        return page


@pytest.fixture
def town(chromium: Browser, simulation: Simulation) -> Iterator[Town]:
    """Give the running assistant."""
    town = Town(simulation.assistant, open_database(simulation.database_url), chromium)
    yield town
    for context in town.contexts:
        context.close()
    town.engine.dispose()


def test_a_citizen_asks_is_checked_calls_a_person_and_comes_back_the_next_day(town: Town) -> None:
    phone = town.device(PHONE)
    phone.goto(f"{town.address}/")
    what_one_may_get_is_asked_and_checked(phone)
    number, code = a_person_is_asked_for(phone)
    phone.context.close()
    town.contexts.pop(0)
    desk = town.matchmaker()
    the_matchmaker_answers_to_a_closed_page(town, desk, number)
    a_day_passes(town, int(number))
    other = town.device(WIDE)
    the_answer_is_read_elsewhere(town, other, number, code)
    desk.goto(f"{town.address}/desk/referrals/{number}/talk")
    expect(desk.get_by_test_id("line").last).to_contain_text("我准时到")


def what_one_may_get_is_asked_and_checked(phone: Page) -> None:
    """Ask in everyday words, go on to the check by one tap, and answer until there is a verdict with its marks."""
    answer = say(phone, "灵活就业社保补贴能领多少钱")
    expect(answer).to_contain_text("四分之三")
    phone.get_by_role("button", name="算算我够不够").last.click()
    marks = phone.locator("#log .assistant").last.locator(".met, .not_met, .unknown")
    for _ in range(MOST_QUESTIONS):
        expect(phone.locator("#typing")).to_be_hidden()
        if marks.count():
            break
        if "多少周岁" in phone.locator("#log .assistant").last.inner_text():
            say(phone, "52")
        else:
            take_the_first(phone)
    expect(marks.first).to_be_visible()


def take_the_first(phone: Page) -> None:
    """Tap the first choice of the newest answer, and wait until it is answered."""
    bubbles = phone.locator("#log .assistant")
    before = bubbles.count()
    phone.locator("#log .choices").last.get_by_role("button").first.click()
    expect(bubbles).not_to_have_count(before)


def a_person_is_asked_for(phone: Page) -> tuple[str, str]:
    """Ask for a matchmaker, leave a number, and return the number and code of the call."""
    phone.get_by_role("button", name="转人工").click()
    phone.get_by_role("button", name="请就业红娘联系我").last.click()
    log = phone.locator("#log")
    for _ in range(MOST_QUESTIONS):
        expect(phone.locator("#typing")).to_be_hidden()
        if "查询码" in log.inner_text():
            break
        if "电话方便" in phone.locator("#log .assistant").last.inner_text():
            say(phone, "13800001234")
        else:
            take_the_first(phone)
    found = re.search(r"编号(\d+)，查询码(\d{4} \d{4})", log.inner_text())
    assert found is not None, log.inner_text()
    return found[1], found[2]


def the_matchmaker_answers_to_a_closed_page(town: Town, desk: Page, number: str) -> None:
    """See what was asked and told beforehand, and answer though nobody has the page open."""
    desk.goto(f"{town.address}/desk/referrals/{number}/talk")
    desk.get_by_test_id("begin").click()
    expect(desk.get_by_test_id("earlier")).to_contain_text("灵活就业社保补贴")
    expect(desk.get_by_test_id("facts")).to_contain_text("52")
    desk.get_by_test_id("text").fill("您好，明天上午九点到站里来，带身份证和缴费凭证。")
    desk.get_by_test_id("say-it").click()
    expect(desk.get_by_test_id("line-state").last).to_contain_text("对方页面还没显示")
    desk.get_by_test_id("end").click()
    expect(desk.get_by_test_id("state")).to_have_text("已联系，等推介")


def a_day_passes(town: Town, number: int) -> None:
    """Move what was written of the call to the day before: the assistant's clock cannot be moved."""
    with town.engine.begin() as connection:
        one = referrals.c.id == number
        conversation = connection.execute(select(referrals.c.conversation).where(one)).scalar_one()
        for table in (referrals, case_codes, talk_lines):
            mine = one if table is referrals else _of(table, number, conversation)
            for row in connection.execute(select(table).where(mine)).mappings().all():
                past = {name: value - timedelta(days=1) for name, value in row.items() if hasattr(value, "hour")}
                key = next(iter(table.primary_key.columns))
                connection.execute(update(table).where(key == row[key.name]).values(**past))


def _of(table: Table, number: int, conversation: str) -> object:
    return table.c.referral == number if "referral" in table.c else table.c.conversation == conversation


def the_answer_is_read_elsewhere(town: Town, other: Page, number: str, code: str) -> None:
    """Find the call with number and code on a browser that never was here, read, and answer."""
    other.goto(f"{town.address}/")
    other.get_by_role("button", name="更多").click()
    other.get_by_role("link", name="查我找的红娘").click()
    other.get_by_label("编号").fill(number)
    other.get_by_label("查询码").fill("0000 0000")
    other.get_by_role("button", name="查", exact=True).click()
    expect(other.get_by_text("没有对上")).to_be_visible()
    other.get_by_label("编号").fill(number)
    other.get_by_label("查询码").fill(code)
    other.get_by_role("button", name="查", exact=True).click()
    expect(other.get_by_test_id("status")).to_contain_text(f"编号{number}")
    expect(other.get_by_test_id("line").filter(has_text="明天上午九点到站里来")).to_have_count(1)
    other.get_by_label("给红娘留话").fill("好的，我准时到。")
    other.get_by_role("button", name="留话").click()
    expect(other.get_by_test_id("line").last).to_contain_text("我准时到")
