"""A campaign from rehearsal to its end in Chromium: two people, live progress, pausing and stopping, on both screens."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import update

from bot.clock import now
from bot.outreach.runs.runs import latest
from bot.outreach.runs.states import RunState
from bot.staff.colleagues import Colleague, Role, Staff
from bot.storage.tables import notices
from tests.browser.desk_office import DESK, PHONE, Office, office_at_work
from tests.browser.looks import look_at
from tests.outreach.world import CAMPAIGN, FITS, Clock, World, add_person, real_kb

TOWNS = ("中北镇", "张家窝镇", "<b>杨柳青镇</b>", None)


@pytest.fixture
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office with forty people, of whom twenty would be told, an editor and two approvers."""
    with office_at_work(chromium, tmp_path_factory.mktemp("outreach")) as office:
        for userid, name, role in (
            ("editor", "孙编", Role.EDITOR),
            ("first", "周审", Role.APPROVER),
            ("second", "吴审", Role.APPROVER),
        ):
            Staff(office.engine).add(Colleague(userid, name, role, None), now())
        for number in range(40):
            facts = FITS if number % 2 else ({} if number % 4 else {**FITS, "on_establishment": True})
            where = {"agrees": ("web",), "wechat": False, "web": True, "grants": None}
            add_person(office.engine, f"p{number:02}", facts, town=TOWNS[number % 4], **where)  # type: ignore[arg-type]
        yield office


def look(page: Page, name: str, size: ViewportSize) -> None:
    """Check what must hold on every page, and that all is large enough for a thumb."""
    look_at(page, name, size)
    heights = "[...document.querySelectorAll('main button, main summary, main a.button')].map(e => e.offsetHeight)"
    assert min(each for each in page.evaluate(heights) if each) >= 44


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_campaign_is_rehearsed_approved_watched_and_stopped(office: Office, size: ViewportSize) -> None:
    first, second = office.colleague("first", size), office.colleague("second", size)
    rehearse(office, first, size)
    second.goto(first.url.partition("#")[0])
    expect(second.get_by_test_id("audience")).to_have_text("20")
    second.get_by_test_id("number").fill("21")
    second.get_by_test_id("approve").click()
    # Said in the form itself, which keeps what was typed.
    expect(second.get_by_test_id("refused")).to_contain_text("没有批准")
    expect(second.get_by_test_id("number")).to_have_value("21")
    look(second, "outreach-approving", size)
    second.get_by_test_id("number").fill("20")
    second.get_by_test_id("approve").click()
    expect(second.get_by_test_id("say")).to_contain_text("已批准")
    second.get_by_test_id("start").click()
    watch(office, second, size)
    pause_and_try_again(second)
    stop(office, second, size)


def rehearse(office: Office, page: Page, size: ViewportSize) -> None:
    page.goto(f"{office.address}/desk/outreach")
    look(page, "outreach-list", size)
    page.get_by_test_id("not-begun").filter(has_text=CAMPAIGN).get_by_test_id("propose").click()
    expect(page.get_by_test_id("told")).to_have_text("20")
    expect(page.get_by_test_id("not-told")).to_have_text("20")
    page.get_by_test_id("examples").locator("summary").click()
    expect(page.get_by_test_id("sample").first).to_contain_text("退订")
    page.reload()
    expect(page.get_by_test_id("own-rehearsal")).to_be_visible()
    expect(page.get_by_test_id("approve")).to_have_count(0)
    look(page, "outreach-rehearsed", size)


def watch(office: Office, page: Page, size: ViewportSize) -> None:
    """See by itself what the process that sends does meanwhile."""
    world = World(office.engine, real_kb(), Clock(now()))
    world.outbox().plan_if_due(latest(office.engine, CAMPAIGN), world.kb.campaigns[CAMPAIGN], now())
    page.reload()
    expect(page.get_by_test_id("progress")).to_contain_text("这一批 20 人")
    row = page.get_by_test_id("progress").get_by_role("row", name="已发出")
    expect(row).to_contain_text("0")
    sent = {"state": "sent", "started_at": now(), "sent_at": now()}
    failed = {"state": "failed", "reason": "blocked:43019"}
    with office.engine.begin() as connection:
        connection.execute(update(notices).where(notices.c.person < "p20").values(**sent))
        connection.execute(update(notices).where(notices.c.person == "p21").values(**failed))
    expect(row).to_contain_text("10")
    page.reload()
    look(page, "outreach-running", size)


def pause_and_try_again(page: Page) -> None:
    pausing = page.get_by_test_id("pausing")
    pausing.locator("summary").click()
    pausing.get_by_role("textbox").fill("有人问错了")
    page.get_by_test_id("pause").click()
    expect(page.get_by_test_id("state")).to_have_text("暂停中")
    page.get_by_test_id("retry").click()
    expect(page.get_by_test_id("say")).to_contain_text("1 条会再试")


def stop(office: Office, page: Page, size: ViewportSize) -> None:
    """Stop only after being asked whether one is sure."""
    stopping = page.get_by_test_id("stopping")
    stopping.locator("summary").click()
    stopping.get_by_role("textbox").fill("文件有变")
    look(page, "outreach-stopping", size)
    page.get_by_test_id("stop").click()
    assert latest(office.engine, CAMPAIGN).state is RunState.PAUSED
    page.get_by_test_id("sure").check()
    page.get_by_test_id("stop").click()
    expect(page.get_by_test_id("say")).to_contain_text("已停止")
    expect(page.get_by_test_id("log").get_by_role("row").nth(1)).to_contain_text("吴审")
    look(page, "outreach-stopped", size)


def test_an_editor_sees_all_and_decides_nothing(office: Office) -> None:
    page = office.colleague("editor")
    page.goto(f"{office.address}/desk/outreach")
    page.get_by_test_id("not-begun").filter(has_text=CAMPAIGN).get_by_test_id("propose").click()
    expect(page.get_by_test_id("told")).to_have_text("20")
    expect(page.locator("main b")).to_have_count(0)
    for act in ("approve", "start", "pause", "stop", "retry"):
        expect(page.get_by_test_id(act)).to_have_count(0)


def test_the_assistant_is_switched_off_and_on(office: Office) -> None:
    page, resident = office.colleague("first"), office.resident()
    page.goto(f"{office.address}/desk/switches")
    chat = page.get_by_test_id("switch-chat")
    chat.get_by_test_id("reason").fill("答案有误，正在核对")
    chat.get_by_test_id("off").click()
    expect(page.get_by_test_id("banner")).to_contain_text("周审")
    look(page, "switched-off", DESK)
    resident.get_by_role("textbox").fill("社保补贴多少钱")
    resident.keyboard.press("Enter")
    expect(resident.get_by_text("正在维护")).to_be_visible()
    page.get_by_test_id("switch-chat").get_by_test_id("on").click()
    expect(page.get_by_test_id("banner")).to_have_count(0)
