"""The chat page on every screen: the box leaves room, the night is dark, nothing needs a network to open, nothing is cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import violations
from tests.browser.test_chat_page import answers, ask

MOST_OF_THE_HEIGHT = 0.12
SCREENS = [(390, 844), (320, 568), (844, 390), (568, 320), (1280, 800)]


@pytest.mark.parametrize("is_large", [False, True])
def test_the_box_takes_an_eighth_of_the_height_at_most(page: Page, is_large: bool) -> None:
    if is_large:
        page.get_by_role("button", name="大字").click()
    for width, height in SCREENS:
        if is_large and height < 390:
            # A box of the size of a thumb is all there is then.
            continue
        page.set_viewport_size({"width": width, "height": height})
        box = page.locator(".bottom").bounding_box()
        assert box is not None
        # Below 367 pixels a box of the size of a thumb takes more.
        assert box["height"] <= max(MOST_OF_THE_HEIGHT * height, 46), (width, height, box["height"])
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (width, height)


@pytest.mark.parametrize("is_large", [False, True])
def test_no_word_of_the_box_or_the_header_is_cut_on_a_small_phone(page: Page, is_large: bool) -> None:
    page.set_viewport_size({"width": 320, "height": 568})
    if is_large:
        page.get_by_role("button", name="大字").click()
    fits = """() => {
      const words = document.getElementById("words"), style = getComputedStyle(words);
      const pen = document.createElement("canvas").getContext("2d");
      pen.font = `${style.fontSize} ${style.fontFamily}`;
      const room = words.clientWidth - parseFloat(style.paddingLeft) - parseFloat(style.paddingRight);
      return pen.measureText(words.placeholder).width <= room;
    }"""
    assert page.evaluate(fits)
    for button in ("大字", "清空", "更多", "转人工", "发送"):
        expect(page.get_by_role("button", name=button, exact=True)).to_be_in_viewport(ratio=1)


def test_at_night_the_page_is_dark_and_can_be_read(chromium: Browser, address: str) -> None:
    context = chromium.new_context(color_scheme="dark", viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    page.goto(address)
    channels = "getComputedStyle(document.body).backgroundColor.match(/\\d+/g).map(Number)"
    assert max(page.evaluate(channels)[:3]) < 64
    for number, asked in enumerate(("分条", "判定", "补贴"), start=1):
        ask(page, asked)
        answers(page, number)
    page.get_by_role("button", name="更多").click()
    assert violations(page) == []
    context.close()


def test_the_page_opens_without_a_network_and_says_so(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    ask(page, "补贴")
    answers(page, 1)
    context.set_offline(True)
    page.reload()
    expect(page).to_have_title("乐业西青就业政策助手")
    expect(page.locator("#banner")).to_contain_text("网络断开了")
    expect(page.locator("#log")).to_contain_text("实际缴费的四分之三")
    context.set_offline(False)
    ask(page, "分条")
    answers(page, 2)
    context.close()


def test_the_menu_opens_and_closes_by_keyboard(page: Page) -> None:
    more = page.get_by_role("button", name="更多")
    expect(page.get_by_role("link", name="查我找的红娘")).to_be_hidden()
    more.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="查我找的红娘")).to_be_visible()
    expect(more).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("Escape")
    expect(page.get_by_role("link", name="查我找的红娘")).to_be_hidden()
    expect(more).to_be_focused()


def test_where_the_browser_cannot_listen_no_microphone_is_offered(page: Page) -> None:
    expect(page.get_by_role("button", name="说话输入")).to_be_visible()
    page.add_init_script("delete window.webkitSpeechRecognition; delete window.SpeechRecognition;")
    page.reload()
    expect(page.get_by_role("button", name="说话输入")).to_be_hidden()


def test_what_is_spoken_is_written_into_the_box_and_not_sent(page: Page) -> None:
    page.add_init_script(
        """window.webkitSpeechRecognition = window.SpeechRecognition = class extends EventTarget {
          start() {
            const heard = Object.assign(new Event("result"), { results: [[{ transcript: "我五十二岁" }]] });
            this.dispatchEvent(heard);
            this.dispatchEvent(new Event("end"));
          }
        };"""
    )
    page.reload()
    page.get_by_role("button", name="说话输入").click()
    expect(page.get_by_label("您想问什么")).to_have_value("我五十二岁")
    expect(page.locator("#log .person")).to_have_count(0)
