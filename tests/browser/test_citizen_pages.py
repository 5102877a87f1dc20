"""Every page of the citizens, on a phone and at a desk, by day and by night: readable for everyone, nothing cut."""

from __future__ import annotations

from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, ViewportSize, expect
from sqlalchemy import delete, select

from bot.clock import now
from bot.front.employers import EmployerLinks
from bot.referrals import Acting, Takeovers
from bot.staff import Colleague, Role, Staff
from bot.storage import open_database
from bot.storage.tables import employers, referrals
from tests.browser.desk_office import DESK, PHONE
from tests.browser.looks import look_at
from tests.browser.test_benefits_page import answer_all
from tests.browser.test_case_comes_back import called
from tests.browser.test_chat_page import answers, ask
from tests.front.fake_dialogue import SECRET
from tests.jobs.matches.conftest import fill_openings

SIZES = pytest.mark.parametrize("size", [PHONE, DESK], ids=["phone", "desk"])


@SIZES
def test_the_talk_in_all_its_states(page: Page, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    look_at(page, "chat-first", size)
    for number, (name, asked) in enumerate((("answer", "分条"), ("verdict", "判定"), ("choices", "补贴")), start=1):
        ask(page, asked)
        answers(page, number)
        look_at(page, f"chat-{name}", size)
    page.get_by_role("button", name="更多").click()
    look_at(page, "chat-menu", size)
    page.keyboard.press("Escape")
    page.locator("#more").click()
    page.locator("#mine").click()
    page.wait_for_url("**/me")
    look_at(page, "me", size)


@SIZES
def test_the_questions_and_cards_of_what_one_may_get(page: Page, address: str, size: ViewportSize) -> None:
    page.set_viewport_size(size)
    page.goto(urljoin(address, "/benefits"))
    look_at(page, "benefits-question", size)
    answer_all(page)
    expect(page.get_by_test_id("card").first).to_be_visible()
    look_at(page, "benefits-cards", size)


@SIZES
def test_what_everybody_may_read_and_what_an_employer_fills_in(
    page: Page, address: str, database_url_of_page: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    engine = open_database(database_url_of_page)
    fill_openings(engine, 30)
    pages = {
        "guides": "/guides",
        "guide": "/guides/social_insurance_subsidy_flexible",
        "map": "/map",
        "employer": EmployerLinks(SECRET, None, None).form(1),
    }
    for name, path in pages.items():
        page.goto(urljoin(address, path))
        look_at(page, name, size)
    with engine.begin() as connection:
        connection.execute(delete(employers))
    engine.dispose()


@SIZES
def test_a_person_speaks_and_the_case_is_found_again(
    page: Page, address: str, database_url_of_page: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    number, code = called(page)
    look_at(page, "chat-called", size)
    engine = open_database(database_url_of_page)
    with engine.connect() as connection:
        whose = select(referrals.c.conversation).where(referrals.c.id == int(number))
        conversation = str(connection.execute(whose).scalar_one())
    Staff(engine).add(Colleague("lihong", "李红", Role.MATCHMAKER, None), now())
    Acting(engine).contact(int(number), "lihong", now(), is_told=False)
    taken = Takeovers(engine).begin(conversation, int(number), "lihong", now())
    Takeovers(engine).say(taken, "您好，我看到您问的了，我帮您看看。", "k", now())
    expect(page.locator("#speaking")).to_contain_text("李老师")
    expect(page.locator(".office").last).to_contain_text("我帮您看看")
    look_at(page, "chat-person", size)
    page.goto(urljoin(address, "/case"))
    look_at(page, "case", size)
    page.get_by_label("编号").fill(number)
    page.get_by_label("查询码").fill(code)
    page.get_by_role("button", name="查", exact=True).click()
    expect(page.get_by_test_id("status")).to_be_visible()
    look_at(page, "case-found", size)
    engine.dispose()
