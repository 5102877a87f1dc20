"""Openings and fairs come onto the desk by hand and by list, introductions stand on their board; looked at as everybody may see them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.clock import now
from bot.jobs import Openings
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.kb import load
from bot.referrals.areas import StationAreas
from bot.referrals.introductions import Introductions, IntroductionState
from bot.referrals.open import PersonCall, open_call
from bot.staff.colleagues import Colleague, Role, Staff
from tests.browser.desk_office import DESK, PHONE, Office, office_at_work
from tests.browser.looks import look_at

HEADER = "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,任职要求,联系电话\n"
ROWS = (
    "津西样例公司,91350100M000100Y43,保洁员,4000-4500元/月,中北镇,,022-00000000\n"
    "津西样例公司,91350100M000100Y43,保安,2000元/月,中北镇,限男35岁以下,\n"
    "津西样例公司,91350100M000100Y43,客房保洁,4200元/月,大寺镇,,\n"
    "津西样例公司,91350100M000100Y43,家政阿姨,5000元/月,中北镇,,\n"
    "津西样例公司,91350100M000100Y43,保洁领班,很多钱,中北镇,,\n"
    ",,帮厨,3000元/月,中北镇,,\n"
)


@pytest.fixture
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office with a matchmaker."""
    with office_at_work(chromium, tmp_path_factory.mktemp("jobs")) as office:
        Staff(office.engine).add(Colleague("lihong", "李红", Role.MATCHMAKER, None), now())
        yield office


def look(page: Page, name: str) -> None:
    """Look at a page on a desk and on a phone."""
    look_at(page, name, DESK)
    page.set_viewport_size(PHONE)
    look_at(page, name, PHONE)
    page.set_viewport_size(DESK)


def test_a_matchmaker_brings_in_openings_and_fairs_and_follows_introductions(office: Office, tmp_path: Path) -> None:
    desk = office.colleague("lihong")
    send_list(desk, tmp_path)
    write_by_hand(desk)
    write_a_fair(desk)
    introduce(office)
    desk.get_by_role("link", name="推介", exact=True).first.click()
    expect(desk.get_by_test_id("lane-seeker").get_by_test_id("row")).to_have_count(1)
    look(desk, "introduction-board")
    desk.get_by_test_id("lane-willing").get_by_role("link").first.click()
    expect(desk.get_by_role("heading", name="双向推介")).to_be_visible()


def send_list(desk: Page, folder: Path) -> None:
    """Send a list, see what is wrong and flagged in it, and import it."""
    file = folder / "岗位表.csv"
    file.write_text(HEADER + ROWS, encoding="utf-8")
    desk.get_by_role("link", name="岗位", exact=True).first.click()
    desk.get_by_test_id("send-list").click()
    look(desk, "opening-lists")
    desk.get_by_test_id("file").set_input_files(file)
    desk.get_by_test_id("send").click()
    expect(desk.get_by_test_id("mistakes")).to_contain_text("没有填")
    expect(desk.get_by_test_id("flagged")).to_contain_text("限定性别：1 行")
    look(desk, "opening-list")
    desk.get_by_test_id("import").click()
    expect(desk.get_by_test_id("done")).to_contain_text("新岗位 5 个")
    look(desk, "opening-list-done")
    desk.get_by_test_id("judge").click()
    expect(desk.get_by_test_id("opening")).to_have_count(5)


def write_by_hand(desk: Page) -> None:
    """Write an opening; what is wrong is said at its field."""
    desk.get_by_test_id("write-opening").click()
    desk.get_by_test_id("employer").fill("津西样例饭店")
    desk.get_by_test_id("credit_code").fill("123")
    desk.get_by_test_id("title").fill("帮厨")
    desk.get_by_test_id("pay").fill("4000-4500元/月")
    desk.get_by_test_id("keep-opening").click()
    expect(desk.get_by_test_id("wrong-credit_code")).to_be_visible()
    look(desk, "opening-written")
    desk.get_by_test_id("credit_code").fill("")
    desk.get_by_test_id("keep-opening").click()
    expect(desk.get_by_text("记下了：帮厨，等审核")).to_be_visible()


def write_a_fair(desk: Page) -> None:
    """Write a fair in."""
    desk.get_by_role("link", name="招聘会", exact=True).first.click()
    desk.get_by_test_id("title").fill("冬季专场")
    desk.get_by_test_id("held_on").fill((now().date() + timedelta(days=3)).isoformat())
    desk.get_by_test_id("begins").fill("09:00")
    desk.get_by_test_id("place").fill("样例广场")
    desk.get_by_test_id("keep").click()
    expect(desk.get_by_test_id("fair")).to_contain_text("冬季专场（招聘会）")
    look(desk, "fairs")
    desk.get_by_test_id("change").click()
    look(desk, "fair")


def introduce(office: Office) -> None:
    """Let somebody who called stand in three columns."""
    engine = office.engine
    openings, introductions = Openings(engine), Introductions(engine)
    openings.pass_clean("lihong", now())
    StationAreas(engine).serve("中北镇服务站", "中北镇")
    wish = JobWish(("cleaning",), ("中北镇",), 350_000)
    Seekers(engine).register("web:a", wish, now().date() + timedelta(days=30), now())
    calendar = load(Path(__file__).parents[2] / "policies_kb").calendar
    referral = open_call(engine, PersonCall("web:a", "中北镇"), now(), calendar).id
    passed = openings.list(None, now().date())
    titles = {each.title: each.id for each in passed}
    asked = [
        introductions.ask(referral, titles[title], title, "lihong", now())
        for title in ("保洁员", "家政阿姨", "客房保洁")
    ]
    for each in asked[1:]:
        introductions.answer("web:a", each.id, now(), agrees=True)
    introductions.note(asked[2].id, IntroductionState.WILLING, "", "lihong", now())
