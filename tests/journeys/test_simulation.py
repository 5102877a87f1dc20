"""``leye simulate wechat``, whole and real: the phone in a browser, the assistant with its model, the platform in between."""

from __future__ import annotations

import os
import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.journeys.conftest import Simulation


@pytest.fixture
def phone(chromium: Browser, simulation: Simulation) -> Iterator[Page]:
    """Open a phone on a wide screen and follow the account."""
    context = chromium.new_context(viewport={"width": 1280, "height": 900}, locale="zh-CN")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    page.goto(simulation.platform)
    page.get_by_test_id("follow").click()
    expect(page.get_by_test_id("messages")).to_contain_text("30天没有来往就自动删除")
    page.get_by_test_id("to-keyboard").click()
    yield page
    context.close()


def say(page: Page, text: str) -> None:
    page.get_by_test_id("input").fill(text)
    page.get_by_test_id("send").click()


def see(page: Page, text: str) -> None:
    expect(page.get_by_test_id("messages")).to_contain_text(text)


@pytest.mark.parametrize(
    ("question", "answer"),
    [
        ("灵活就业社保补贴能领多少钱", "四分之三"),
        ("创业担保贷款要什么条件", "创业担保贷款"),
        ("参加创业培训能领500块吗", "不是发给您个人的现金"),
    ],
)
def test_the_headline_questions_are_answered(phone: Page, question: str, answer: str) -> None:
    say(phone, question)
    see(phone, answer)
    see(phone, "回复“依据”")


def test_a_button_and_a_digit_pick_choices(phone: Page) -> None:
    say(phone, "灵活就业社保补贴能领多少钱")
    see(phone, "点蓝字，或回复数字")
    phone.get_by_role("button", name="说详细点").last.click()
    expect(phone.get_by_text("点蓝字，或回复数字")).to_have_count(3)
    say(phone, "１")
    expect(phone.get_by_text("点蓝字，或回复数字")).to_have_count(4)


def process_of(simulation: Simulation, module: str) -> int:
    for path in Path("/proc").iterdir():
        if path.name.isdigit():
            try:
                words = (path / "cmdline").read_bytes().split(b"\0")
                parent = int((path / "stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if module.encode() in words and parent == simulation.pid:
                return int(path.name)
    raise AssertionError(f"no process {module}")


def test_a_slow_answer_is_pushed_once_and_a_repeated_delivery_changes_nothing(
    phone: Page, simulation: Simulation
) -> None:
    dialogue = process_of(simulation, "bot.dialogue")
    # Who watches stands still as well, or it would start anew what does not answer; its own standing still is nobody's silence.
    os.kill(simulation.pid, signal.SIGSTOP)
    os.kill(dialogue, signal.SIGSTOP)
    try:
        say(phone, "失业金能领几个月")
        # The platform has its answer, an empty one, before the person has theirs.
        expect(phone.get_by_test_id("transcript")).to_contain_text("success")
        expect(phone.get_by_test_id("messages")).not_to_contain_text("24个月")
    finally:
        os.kill(dialogue, signal.SIGCONT)
        os.kill(simulation.pid, signal.SIGCONT)
    see(phone, "24个月")
    openid = requests.get(f"{simulation.platform}/control/state", timeout=5).json()["people"][-1]["openid"]
    address = f"{simulation.platform}/control/people/{openid}"
    before = len(requests.get(f"{address}/messages", timeout=5).json()["messages"])
    requests.post(f"{address}/text", json={"text": "谢谢", "fault": "retry"}, timeout=30)
    after = requests.get(f"{address}/messages", timeout=5).json()["messages"][before:]
    assert [message["from"] for message in after] == ["person", "account"]


def test_subscribing_stopping_and_erasing(phone: Page) -> None:
    say(phone, "我的数据")
    phone.get_by_role("button", name="打开“订阅和我的数据”").last.click()
    page = phone.frame_locator("iframe").first
    page.get_by_test_id("topic-social_insurance_subsidy").check()
    page.get_by_test_id("save").click()
    expect(page.get_by_test_id("message")).to_have_text("已经保存。")
    page.get_by_test_id("subscribe").locator("button").first.click()
    page.get_by_test_id("subscribe-allow").click()
    expect(page.get_by_text("还可以发1次").first).to_be_visible()
    phone.get_by_test_id("webview-close").click()
    say(phone, "退订")
    see(phone, "已经全部停了")
    phone.get_by_role("button", name="打开“订阅和我的数据”").last.click()
    expect(page.get_by_test_id("topic-social_insurance_subsidy")).not_to_be_checked()
    page.get_by_test_id("sure").check()
    page.get_by_test_id("erase").click()
    expect(page.get_by_test_id("message")).to_contain_text("已经全部删除")


def test_phones_with_what_nobody_looked_at_come_first_until_somebody_does(phone: Page, simulation: Simulation) -> None:
    made = {"name": "测试0817", "follows": True}
    openid = requests.post(f"{simulation.platform}/control/people", json=made, timeout=30).json()["openid"]
    said = requests.post(f"{simulation.platform}/control/people/{openid}/text", json={"text": "你好"}, timeout=60)
    assert said.status_code == 200
    phones = phone.get_by_test_id("person-choice").locator("option")
    expect(phones.filter(has_text="测试0817")).to_have_text(re.compile(r"测试0817（[1-9] 条没看）"))
    expect(phones.first).to_contain_text("条没看")
    phone.get_by_test_id("person-choice").select_option(openid)
    expect(phones.filter(has_text="测试0817")).to_have_text("测试0817")
