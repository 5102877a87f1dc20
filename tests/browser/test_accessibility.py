"""The chat page has no serious accessibility violation, in any of its states (axe-core)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_chat_page import answers, ask

AXE = Path(__file__).parent / "vendor" / "axe.min.js"


def violations(page: Page, only: str = "") -> list[str]:
    """Return serious and critical violations; axe runs beside the page's own content policy.

    Args:
        only: the one rule to look at, such as that of contrast where nothing but the colours has changed.
    """
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    options = {"runOnly": [only]} if only else {}
    found = page.evaluate("options => axe.run(options)", options)["violations"]
    return [
        f"{violation['id']}: {node['html']}"
        for violation in found
        if violation["impact"] in ("serious", "critical")
        for node in violation["nodes"]
    ]


@pytest.mark.parametrize("width", [320, 390, 1280])
@pytest.mark.parametrize("is_large", [False, True])
def test_no_state_of_the_page_has_a_serious_violation(page: Page, width: int, is_large: bool) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    if is_large:
        page.get_by_role("button", name="大字").click()
    assert violations(page) == []
    ask(page, "补贴")
    answers(page, 1)
    page.get_by_text("查看依据").click()
    page.get_by_label("您想问什么").fill("字" * 2000)
    assert violations(page) == []
    page.get_by_label("您想问什么").fill("你好")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#banner")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_answers_are_announced_and_the_focus_is_visible(page: Page) -> None:
    expect(page.locator("#log")).to_have_attribute("aria-live", "polite")
    page.keyboard.press("Tab")
    focus = "getComputedStyle(document.activeElement).outlineStyle"
    assert page.evaluate(focus) == "solid"


def test_everything_to_press_is_large_enough_for_a_thumb(page: Page) -> None:
    ask(page, "补贴")
    answers(page, 1)
    sizes = "[...document.querySelectorAll('button, summary')].map(e => e.getBoundingClientRect().height)"
    assert min(page.evaluate(sizes)) >= 44
