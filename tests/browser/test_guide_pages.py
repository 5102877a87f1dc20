"""Service guides as people read them, and what leads there and back: the talk, its menu, a printed answer."""

from __future__ import annotations

import re
from urllib.parse import quote, urljoin

import pytest
from playwright.sync_api import Page, expect

from tests.browser.test_accessibility import violations
from tests.browser.test_chat_page import WORDS, answers, ask
from tests.front.fake_dialogue import FakeDialogue

GUIDE = "/guides/social_insurance_subsidy_flexible"


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_a_guide_can_be_read_by_everybody_and_leads_to_its_sources(
    page: Page, address: str, width: int, scheme: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    for path in ("/guides", GUIDE, "/guides/nothing"):
        page.goto(urljoin(address, path))
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto(urljoin(address, GUIDE))
    page.get_by_test_id("basis").locator("summary").first.click()
    expect(page.get_by_test_id("basis").locator("blockquote").first).to_be_visible()
    assert violations(page) == []


def test_on_paper_a_guide_is_its_words_and_a_code_without_what_can_be_pressed(page: Page, address: str) -> None:
    page.goto(urljoin(address, GUIDE))
    page.emulate_media(media="print")
    expect(page.get_by_test_id("ask")).to_be_hidden()
    expect(page.locator(".square-code")).to_be_visible()
    expect(page.get_by_test_id("basis")).to_contain_text("就业补助资金管理办法")


def test_a_guide_brings_its_question_to_the_talk_and_sends_nothing_by_itself(
    page: Page, address: str, dialogue: FakeDialogue
) -> None:
    page.goto(urljoin(address, GUIDE))
    page.get_by_test_id("ask").click()
    expect(page.get_by_label(WORDS)).to_have_value("灵活就业社保补贴怎么办")
    assert "#" not in page.url and dialogue.turns == []


@pytest.mark.parametrize("made_up", ["%E0%A4%A", quote("字" * 5000), quote("<img src=x onerror=alert(1)>")])
def test_a_made_up_question_in_the_address_harms_nothing(page: Page, address: str, made_up: str) -> None:
    page.goto("about:blank")
    page.goto(f"{address}#ask={made_up}")
    expect(page.get_by_label(WORDS)).to_be_visible()
    assert page.evaluate("document.getElementById('words').value.length") <= 2000
    assert "#" not in page.url


def test_the_menu_and_the_sources_of_an_answer_lead_to_the_guides(page: Page) -> None:
    ask(page, "补贴")
    answers(page, 1)
    page.get_by_text("查看依据").click()
    expect(page.get_by_role("link", name="服务指南")).to_have_attribute("href", "/guides/social_insurance_subsidy")
    page.get_by_role("button", name="更多").click()
    page.get_by_role("link", name="服务指南", exact=True).click()
    expect(page.get_by_test_id("entry").first).to_be_visible()


def test_a_printed_answer_carries_the_code_of_its_guide_and_no_word_of_the_person(page: Page) -> None:
    picture = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><path d="M0 0h9"/></svg>'
    page.route(re.compile(r"/code\.svg$"), lambda route: route.fulfill(body=picture, content_type="image/svg+xml"))
    page.add_init_script("window.print = () => (window.printing = document.querySelectorAll('.printed').length)")
    page.reload()
    ask(page, "我52岁能领补贴吗")
    answers(page, 1)
    page.get_by_role("button", name="打印").click()
    expect(page.locator(".message.printed")).to_have_count(1)
    assert page.evaluate("window.printing") == 1
    page.emulate_media(media="print")
    code = page.locator(".printed .paper-code img")
    expect(code).to_be_visible()
    expect(code).to_have_attribute("src", "/guides/social_insurance_subsidy/code.svg")


def test_without_a_guide_the_answer_is_printed_without_a_code(page: Page) -> None:
    page.add_init_script("window.print = () => (window.printing = document.querySelectorAll('.printed').length)")
    page.reload()
    ask(page, "补贴")
    answers(page, 1)
    page.get_by_role("button", name="打印").click()
    expect(page.locator(".message.printed")).to_have_count(1)
    assert page.evaluate("window.printing") == 1
    expect(page.locator(".paper-code")).to_have_count(0)


def test_when_something_was_said_stands_once_above_what_was_said_together(page: Page) -> None:
    page.clock.install(time="2026-12-01T09:05:00+08:00")
    page.reload()
    ask(page, "补贴")
    answers(page, 1)
    expect(page.locator(".clock")).to_have_count(1)
    page.clock.set_fixed_time("2026-12-02T21:10:00+08:00")
    ask(page, "分条")
    answers(page, 2)
    expect(page.locator(".clock")).to_have_count(2)
    page.reload()
    expect(page.locator(".clock").first).to_contain_text("昨天")
    expect(page.locator(".clock")).to_have_count(2)


def test_one_press_leads_back_to_the_end(page: Page) -> None:
    for number in range(1, 5):
        ask(page, "分条")
        answers(page, number)
    latest = page.get_by_role("button", name="回到最新")
    page.evaluate("document.getElementById('scroller').scrollTop = 0")
    expect(latest).to_be_visible()
    box = latest.bounding_box()
    assert box is not None and box["height"] >= 44
    assert violations(page) == []
    latest.click()
    expect(latest).to_be_hidden()
    expect(page.locator("#log .assistant").last).to_be_in_viewport()
