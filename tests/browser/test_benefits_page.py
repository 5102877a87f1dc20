"""我能领什么 as people use it: from the talk with what was told there, by itself, without a script; no serious finding of axe."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import violations
from tests.browser.test_chat_page import answers, ask


def answer_all(page: Page) -> int:
    """Answer everything with the first option, ages with 52; return how many questions there were."""
    count = 0
    while page.get_by_test_id("question").count():
        count += 1
        expect(page.get_by_test_id("progress")).to_contain_text(f"第 {count} 题")
        if page.get_by_test_id("typed").count():
            page.get_by_test_id("typed").fill("52")
        else:
            page.locator(".option").first.click()
        with page.expect_navigation():
            page.get_by_test_id("next").click()
    return count


@pytest.mark.parametrize(("width", "height"), [(390, 844), (320, 568), (1280, 800)])
def test_the_questions_lead_to_cards_that_everybody_can_read(page: Page, address: str, width: int, height: int) -> None:
    page.set_viewport_size({"width": width, "height": height})
    page.goto(urljoin(address, "/benefits"))
    assert violations(page) == []
    assert 4 <= answer_all(page) <= 12
    expect(page.get_by_test_id("card").first).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_what_was_told_in_the_talk_goes_along_and_stands_in_no_address(page: Page) -> None:
    ask(page, "判定")
    answers(page, 1)
    page.get_by_role("button", name="看看我能领什么").click()
    expect(page.get_by_test_id("question")).to_be_visible()
    assert "52" not in page.url
    page.get_by_test_id("result").click()
    expect(page.get_by_test_id("summary")).to_contain_text("52周岁")
    page.get_by_test_id("back").click()
    expect(page.locator("#log")).to_contain_text("困难人员认定办理")


def test_from_a_verdict_one_press_leads_there(page: Page) -> None:
    ask(page, "判定")
    answers(page, 1)
    page.get_by_role("button", name="带上这些情况，看我能领什么").click()
    expect(page.get_by_test_id("question")).to_be_visible()


def test_it_is_passed_on_as_an_address_without_what_was_answered(page: Page, address: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(urljoin(address, "/benefits"))
    page.get_by_test_id("typed").fill("52")
    page.get_by_test_id("next").click()
    page.get_by_test_id("result").click()
    page.get_by_test_id("forward").click()
    expect(page.get_by_test_id("forward")).to_have_text("网址已复制")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("/benefits") and "52" not in copied.replace(urljoin(address, "/"), "")


def test_it_works_without_a_script_and_at_night(chromium: Browser, address: str) -> None:
    context = chromium.new_context(java_script_enabled=False, color_scheme="dark", locale="zh-CN")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    page.goto(address)
    page.get_by_role("button", name="看看我能领什么").click()
    assert answer_all(page) >= 4
    expect(page.get_by_test_id("card").first).to_be_visible()
    expect(page.get_by_test_id("print")).to_be_hidden()
    context.close()


def test_the_list_of_situations_leads_there_too(page: Page) -> None:
    ask(page, "哪些政策")
    answers(page, 1)
    page.get_by_role("button", name="答几个简单的问题，看我能领什么").click()
    expect(page.get_by_test_id("progress")).to_contain_text("第 1 题")
