"""A long story on a phone, told to the real assistant: the verdict in the first reply, what was understood of whom, put right by typing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS, PHONE

STORY = (
    "您好，我也不太懂这些，小区里的大姐让我来跟您打听个事。我今年四十六了，女的，天津户口，原来在厂子里上班，今年三月份厂子倒了，把我们都辞退了。"
    "失业登记我在街道办过了，失业保险在厂里一共交了八年，现在一直在找活还没找着。我爱人前年办了残疾证，我妈七十二了，"
    "孩子还在上高中，家里就指着我一个人挣钱。我就想问问，像我这个情况失业金能不能领，能领的话我明天就去街道办，"
    "不能领我就不跑这一趟了，麻烦您给看看，谢谢您。"
)

ANSWERS = "#log .assistant"


@pytest.fixture
def page(chromium: Browser, assistant: str) -> Iterator[Page]:
    """Open the chat page of the real assistant on a phone."""
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    page.goto(f"{assistant}/")
    yield page
    context.close()


def say(page: Page, text: str) -> Locator:
    """Type a message, send it, and return the bubble that answers it."""
    bubbles = page.locator(ANSWERS)
    before = bubbles.count()
    page.get_by_label("您想问什么").fill(text)
    page.get_by_label("您想问什么").press("Enter")
    expect(bubbles).to_have_count(before + 1)
    return bubbles.nth(before)


def test_a_long_story_gets_its_verdict_in_the_first_reply_with_what_was_understood_of_whom(page: Page) -> None:
    assert len(STORY) >= 200
    first = say(page, STORY)
    expect(first).to_contain_text("失业保险金初步看条件都够")
    lines = first.inner_text().splitlines()
    told = {line.partition("：")[0]: line for line in lines if line.startswith("您")}
    assert all(each in told["您"] for each in ("46周岁", "女", "天津户籍", "已失业登记", "96个月"))
    # What is told of others is said back in the words in which it was told.
    assert "残疾" in told["您爱人"] and told["您爱人"].endswith("（没算进来）")
    assert "72周岁（没算进来）" in told["您家老人"]
    assert "残疾" not in told["您"] and "72" not in told["您"]
    assert "机关事业单位在编" not in first.inner_text()


def test_the_verdict_can_be_read_without_scrolling(page: Page) -> None:
    box = say(page, STORY).bounding_box()
    assert box is not None and 0 <= box["y"] < PHONE["height"] / 2


@pytest.mark.parametrize(
    ("correction", "heard"),
    [("不对，我47了", "47周岁"), ("说错了，失业保险是交了八个月", "8个月"), ("不对，我是自己辞的", "不是自己要走：否")],
)
def test_a_correction_that_is_typed_changes_what_was_understood(page: Page, correction: str, heard: str) -> None:
    say(page, STORY)
    expect(say(page, correction)).to_contain_text(heard)


def test_a_correction_changes_the_verdict_where_it_decides(page: Page) -> None:
    say(page, STORY)
    expect(say(page, "说错了，失业保险一共才交了八个月")).to_contain_text("条件不够")


def test_a_correction_of_whose_fact_it_is_moves_it(page: Page) -> None:
    first = say(page, "我女38，我老公有残疾证，天津户口，失业登记办了，能认定就业困难不")
    expect(first).to_contain_text("您爱人：有残疾证（没算进来）")
    after = say(page, "不对，是我有残疾证")
    expect(after).to_contain_text("残疾人")
    expect(after).not_to_contain_text("没算进来")


def test_a_bare_age_is_two_taps_from_all_that_may_fit(page: Page) -> None:
    say(page, "52")
    page.get_by_role("button", name="我52岁，看看能办什么").click()
    expect(page.locator(ANSWERS).last).to_contain_text("困难人员认定办理（要看：您是天津户口吗）")
