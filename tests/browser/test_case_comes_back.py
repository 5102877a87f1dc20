"""Someone asks for a person on a phone, closes the tab, and reads the answer the next day on another device with the code."""

from __future__ import annotations

import re
from urllib.parse import urljoin

from playwright.sync_api import Browser, Page, expect

from bot.clock import now
from bot.referrals import TalkLines
from bot.referrals.talk_lines import Speaker, write_line
from bot.storage import open_database
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import violations
from tests.browser.test_chat_page import answers, ask


def called(page: Page) -> tuple[str, str]:
    """Ask for a matchmaker to the end; return number and code."""
    ask(page, "请就业红娘联系我")
    answers(page, 1)
    here = page.get_by_role("button", name="就在这里聊")
    while "查询码" not in page.locator("#log").inner_text():
        here.last.click() if here.count() else page.locator("#log .choice").last.click()
        expect(page.locator("#typing")).to_be_hidden()
    found = re.search(r"编号(\d+)，查询码(\d{4} \d{4})", page.locator("#log").inner_text())
    assert found is not None
    return found[1], found[2]


def test_the_answer_is_read_on_another_day_and_device(
    page: Page, chromium: Browser, address: str, database_url_of_page: str
) -> None:
    number, code = called(page)
    page.context.close()
    engine = open_database(database_url_of_page)
    with engine.begin() as connection:
        conversation = connection.exec_driver_sql(f"SELECT conversation FROM referrals WHERE id = {number}").scalar()
        assert isinstance(conversation, str)
        write_line(connection, conversation, Speaker.SYSTEM, "明天上午九点到站里来，带身份证。", now())
    other = chromium.new_context(viewport={"width": 1280, "height": 800}, locale="zh-CN")
    other.set_default_timeout(PATIENCE_MILLISECONDS)
    desk = other.new_page()
    desk.goto(address)
    desk.get_by_role("button", name="更多").click()
    desk.get_by_role("link", name="查我找的红娘").click()
    assert violations(desk) == []
    desk.get_by_label("编号").fill(number)
    desk.get_by_label("查询码").fill(code)
    desk.get_by_role("button", name="查", exact=True).click()
    expect(desk.get_by_test_id("status")).to_contain_text(f"编号{number}")
    expect(desk.get_by_test_id("line").last).to_have_text("明天上午九点到站里来，带身份证。")
    assert violations(desk) == []
    desk.get_by_label("给红娘留话").fill("好的，我准时到。")
    desk.get_by_role("button", name="留话").click()
    expect(desk.get_by_test_id("line").last).to_have_text("好的，我准时到。")
    assert TalkLines(engine).of(conversation)[-1].speaker is Speaker.CITIZEN
    desk.goto(urljoin(address, "/case"))
    desk.get_by_test_id("end").click()
    expect(desk.get_by_label("查询码")).to_be_visible()
    other.close()
