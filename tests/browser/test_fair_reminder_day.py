"""A resident asks to be reminded of a fair that a colleague's list brought in, sees it in their data, and is told when it moves and the day before."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.clock import SHANGHAI, now
from bot.staff.colleagues import Colleague, Role, Staff
from tests.browser.desk_office import DESK, PHONE, Office, office_at_work
from tests.browser.looks import look_at
from tests.outreach.world import Clock, World, real_kb

HELD = now().date() + timedelta(days=9)
LIST = f"活动名称,日期,具体时间,地点,街镇\n样例专场招聘会,{HELD},13:30-16:00,样例广场,中北镇\n没有日子的,下周三,,,\n"


@pytest.fixture
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office with a matchmaker."""
    with office_at_work(chromium, tmp_path_factory.mktemp("fairs")) as office:
        Staff(office.engine).add(Colleague("lihong", "李红", Role.MATCHMAKER, None), now())
        yield office


def test_a_resident_is_reminded_of_a_fair(office: Office, tmp_path: Path) -> None:
    desk, resident = office.colleague("lihong"), office.resident()
    a_list_comes_onto_the_desk(desk, tmp_path)
    it_is_asked_for(resident)
    it_stands_in_my_data(resident)
    it_moves(desk)
    the_outbox_wakes(office, at(now().date() + timedelta(days=1), 10))
    its_resident_reads(office, resident, "您让我提醒的那一场改了", "样例体育馆")
    the_outbox_wakes(office, at(HELD - timedelta(days=1), 10))
    its_resident_reads(office, resident, "您让我提醒的：", "样例体育馆")
    it_is_stopped_in_my_data(resident)
    assert office.mistakes == []


def at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour), SHANGHAI)


def a_list_comes_onto_the_desk(desk: Page, folder: Path) -> None:
    """Send a list, see what is wrong in it, and import it."""
    file = folder / "招聘会.csv"
    file.write_text(LIST, encoding="utf-8")
    desk.get_by_role("link", name="招聘会", exact=True).first.click()
    desk.get_by_test_id("send-fairs").click()
    expect(desk.get_by_test_id("file")).to_be_visible()
    look_at(desk, "fair-lists", DESK)
    desk.get_by_test_id("file").set_input_files(file)
    desk.get_by_test_id("send").click()
    expect(desk.get_by_test_id("mistake")).to_have_count(1)
    expect(desk.get_by_test_id("fair")).to_contain_text("样例专场招聘会（招聘会），中北镇，样例广场")
    look_at(desk, "fair-list", DESK)
    desk.set_viewport_size(PHONE)
    look_at(desk, "fair-list", PHONE)
    desk.set_viewport_size(DESK)
    desk.get_by_test_id("import").click()
    expect(desk.get_by_test_id("done")).to_contain_text("导入好了：1 场")


def it_is_asked_for(resident: Page) -> None:
    """Ask when there is a fair, and agree to be reminded of it."""
    say(resident, "最近有招聘会吗")
    resident.get_by_role("button", name="提醒我").click()
    expect(resident.locator("#log")).to_contain_text("要提醒吗")
    look_at(resident, "fair-reminder", PHONE)
    resident.get_by_role("button", name="好的，提醒我").click()
    expect(resident.locator("#log")).to_contain_text("记下了")


def it_stands_in_my_data(resident: Page) -> None:
    """See it where everything stands that is kept."""
    resident.locator("#more").click()
    resident.locator("#mine").click()
    expect(resident.get_by_test_id("fairs")).to_contain_text("样例专场招聘会")
    look_at(resident, "fair-in-my-data", PHONE)


def it_is_stopped_in_my_data(resident: Page) -> None:
    """Stop there, and nothing of it is kept."""
    resident.locator("#more").click()
    resident.locator("#mine").click()
    resident.get_by_test_id("stop-reminders").click()
    expect(resident.locator("main")).to_contain_text("招聘会的提醒已经停了，记的都删了")
    expect(resident.get_by_test_id("fairs")).to_have_count(0)


def it_moves(desk: Page) -> None:
    """Write another place."""
    desk.get_by_test_id("calendar").click()
    desk.get_by_test_id("change").click()
    desk.locator("[name=place]").fill("样例体育馆")
    desk.get_by_test_id("keep").click()
    expect(desk.get_by_test_id("say")).to_contain_text("改好了")


def the_outbox_wakes(office: Office, moment: datetime) -> None:
    """Do what the process that sends does."""
    world = World(office.engine, real_kb(), Clock(moment))
    # The browser has a loop of its own in this thread.
    with ThreadPoolExecutor(1) as beside:
        beside.submit(lambda: asyncio.run(world.outbox().make_pass())).result()


def its_resident_reads(office: Office, resident: Page, *words: str) -> None:
    """Open the page again, and read."""
    resident.goto(office.address)
    for each in words:
        expect(resident.locator("#log")).to_contain_text(each)


def say(resident: Page, words: str) -> None:
    resident.fill("#words", words)
    resident.click("#send")
