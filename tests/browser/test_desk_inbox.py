"""The live inbox: a call and a line are noticed wherever a colleague is, a talk needs no reload, a refusal leaves what was typed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from bot.clock import now
from bot.kb import Calendar
from bot.referrals.open import PersonCall, open_call
from bot.staff.sessions import StaffSessions
from tests.browser.desk_office import Office, office_at_work

CONVERSATION = "web:somebody"


@pytest.fixture(scope="module")
def whole_office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office at work, for all tests of this file."""
    with office_at_work(chromium, tmp_path_factory.mktemp("inbox")) as office:
        yield office


@pytest.fixture
def office(whole_office: Office) -> Iterator[Office]:
    """Give the office; its browsers are closed after each test."""
    yield whole_office
    while whole_office.contexts:
        whole_office.contexts.pop().close()


def call(office: Office, conversation: str = CONVERSATION, area: str = "甲镇") -> int:
    return open_call(office.engine, PersonCall(conversation, area, question="想找工作"), now(), Calendar()).id


def stamped(page: Page) -> None:
    page.evaluate("window.isTheSamePage = true")


def is_the_same(page: Page) -> bool:
    return bool(page.evaluate("window.isTheSamePage === true"))


def test_a_call_is_noticed_on_any_page_and_on_the_board_without_a_reload(office: Office) -> None:
    board, elsewhere = office.colleague("lihong"), office.colleague("lihong")
    board.goto(f"{office.address}/desk/referrals")
    expect(board.locator("#board")).to_contain_text("这里现在没有")
    expect(elsewhere.get_by_test_id("badge")).to_be_hidden()
    for page in (board, elsewhere):
        stamped(page)
    number = call(office)
    expect(elsewhere.get_by_test_id("badge")).to_have_text("1")
    expect(elsewhere).to_have_title("(1) 首页 · 乐业西青工作台")
    expect(board.get_by_test_id("referral")).to_contain_text(f"呼叫{number}")
    assert is_the_same(board) and is_the_same(elsewhere)


def test_a_talk_goes_on_without_a_reload_enter_sends_and_what_stands_beside_it_is_taken_over(office: Office) -> None:
    number = call(office)
    li, elsewhere = office.colleague("lihong"), office.colleague("lihong")
    li.goto(f"{office.address}/desk/referrals/{number}/talk")
    li.get_by_test_id("begin").click()
    field = li.get_by_test_id("text")
    expect(field).to_be_focused()
    stamped(li)
    li.get_by_test_id("prepared").first.click()
    expect(field).to_have_value("您好，我是就业红娘，您问的我看到了，我来帮您看。")
    field.press("Enter")
    expect(li.get_by_test_id("line").last).to_contain_text("我来帮您看")
    expect(field).to_have_value("")
    field.fill("第一行")
    field.press("Shift+Enter")
    field.press_sequentially("第二行")
    field.press("Enter")
    expect(li.get_by_test_id("line").last).to_contain_text("第二行")
    li.get_by_test_id("beside-q").fill("创业担保贷款 材料")
    li.get_by_test_id("put").first.click()
    expect(field).not_to_have_value("")
    assert is_the_same(li)
    # A line that no page has shown is counted; elsewhere it is seen at once.
    resident_says(office, number, "离家近的有吗")
    expect(li.get_by_test_id("line").last).to_contain_text("离家近的有吗")
    li.goto("about:blank")
    resident_says(office, number, "在吗")
    expect(elsewhere.get_by_test_id("badge")).to_have_attribute("title", "1句没看")
    elsewhere.goto(f"{office.address}/desk/referrals")
    expect(elsewhere.get_by_test_id("unread")).to_have_text("1句没看")
    elsewhere.goto(f"{office.address}/desk/referrals/{number}/talk")
    expect(elsewhere.get_by_test_id("badge")).to_be_hidden()


def resident_says(office: Office, referral: int, text: str) -> None:
    """Let the person say something while the colleague speaks with them."""
    from bot.conversation.message import IncomingMessage
    from bot.referrals import TakeoverListener

    assert TakeoverListener(office.engine).hear(IncomingMessage(CONVERSATION, text), now()) is not None


def test_an_open_page_shows_nothing_any_more_once_its_colleague_is_signed_out(office: Office) -> None:
    zhao = office.colleague("zhaoli")
    zhao.goto(f"{office.address}/desk/referrals")
    expect(zhao.locator("#board")).to_be_visible()
    StaffSessions(office.engine).end_all("zhaoli")
    expect(zhao.get_by_test_id("sign-in")).to_be_visible()


def test_a_refusal_is_said_in_the_form_which_keeps_what_was_typed(office: Office) -> None:
    boss = office.colleague("boss")
    boss.goto(f"{office.address}/desk/stations")
    stamped(boss)
    boss.get_by_test_id("name").fill("丙站")
    boss.get_by_test_id("areas").fill("、")
    boss.get_by_test_id("serve").click()
    expect(boss.get_by_test_id("wrong")).to_contain_text("写上这个站管的")
    expect(boss.get_by_test_id("name")).to_have_value("丙站")
    boss.get_by_test_id("areas").fill("丙镇、丁镇")
    boss.get_by_test_id("serve").click()
    expect(boss.get_by_test_id("say")).to_contain_text("丙站现在管：丙镇、丁镇")

    boss.goto(f"{office.address}/desk/lookup?q=创业担保贷款 材料")
    boss.get_by_text("这条不对").first.click()
    note = boss.get_by_test_id("note").first
    # A note of blanks passes the browser and is refused by the desk.
    note.fill("   ")
    boss.get_by_test_id("send-note").first.click()
    expect(boss.get_by_test_id("refused")).to_contain_text("请写一句哪里不对")
    assert "/desk/lookup?q=" in boss.url


def test_sound_and_notice_are_a_choice_that_the_browser_keeps(office: Office) -> None:
    li = office.colleague("lihong")
    li.goto(f"{office.address}/desk/referrals")
    sound = li.get_by_test_id("wish-sound")
    expect(sound).to_have_attribute("aria-pressed", "false")
    sound.click()
    expect(sound).to_have_attribute("aria-pressed", "true")
    li.reload()
    expect(sound).to_have_attribute("aria-pressed", "true")


def test_the_check_goes_on_as_it_is_filled_in(office: Office) -> None:
    li = office.colleague("lihong")
    li.goto(f"{office.address}/desk/check")
    stamped(li)
    li.get_by_test_id("fact_age").fill("52")
    li.get_by_test_id("fact_sex-female").check()
    expect(li.get_by_test_id("ask-first")).to_be_visible()
    expect(li.get_by_test_id("row").first).to_contain_text("要问：")
    assert is_the_same(li)


def test_the_desk_still_works_without_its_scripts(chromium: Browser, office: Office, tmp_path: Path) -> None:
    context = chromium.new_context(java_script_enabled=False)
    office.contexts.append(context)
    page = office.colleague("boss")
    context.add_cookies(page.context.cookies())  # type: ignore[arg-type]
    plain = context.new_page()
    plain.goto(f"{office.address}/desk/stations")
    plain.get_by_test_id("name").fill("甲站")
    plain.get_by_test_id("areas").fill("戊镇")
    plain.get_by_test_id("serve").click()
    expect(plain.get_by_test_id("say")).to_contain_text("甲站现在管：戊镇")
