"""有用 and 没用 under an answer on the chat page."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_chat_page import answers, ask


def pressed(page: Page) -> list[str | None]:
    return [button.get_attribute("aria-pressed") for button in page.locator(".rating-button").all()]


def test_an_answer_is_rated_changed_and_remembered(page: Page) -> None:
    ask(page, "补贴")
    group = page.get_by_role("group", name="这条回答有用吗")
    group.get_by_role("button", name="有用", exact=True).click()
    expect(group).to_contain_text("谢谢")
    assert pressed(page) == ["true", "false"]
    group.get_by_role("button", name="没用").click()
    expect(group).to_contain_text("编辑会看")
    assert pressed(page) == ["false", "true"]
    page.reload()
    answers(page, 1)
    assert pressed(page) == ["false", "true"]


def test_a_greeting_and_a_question_are_not_asked_about(page: Page) -> None:
    ask(page, "你好")
    answers(page, 1)
    ask(page, "问我多大")
    answers(page, 2)
    expect(page.locator(".rating")).to_have_count(0)


def test_without_a_network_the_page_says_that_nothing_was_kept(page: Page) -> None:
    ask(page, "补贴")
    answers(page, 1)
    page.context.set_offline(True)
    page.get_by_role("button", name="没用").click()
    expect(page.locator(".rating")).to_contain_text("没有记上")
    assert pressed(page) == ["false", "false"]
    page.context.set_offline(False)
    page.get_by_role("button", name="没用").click()
    expect(page.locator(".rating")).to_contain_text("编辑会看")


def test_the_rating_is_reached_by_keyboard_and_fits_a_small_phone_in_large_type(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.get_by_role("button", name="大字").click()
    ask(page, "补贴")
    answers(page, 1)
    page.get_by_role("button", name="去哪儿办").focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="有用", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".rating")).to_contain_text("谢谢")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
