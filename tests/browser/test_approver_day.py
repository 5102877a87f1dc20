"""A day of an approver: a run waits, the words come to the own phone first, the number is typed, and what grew meanwhile is paused and asked about again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser, Page, expect
from sqlalchemy import select

from bot.channel_settings import WecomApp
from bot.clock import now
from bot.outreach.runs import RunState, latest
from bot.settings import Settings
from bot.staff.colleagues import Colleague, Role, Staff
from bot.storage.tables import notices, staff_letters
from tests.browser.desk_office import Office, office_at_work
from tests.outreach.world import CAMPAIGN, FITS, Clock, World, add_person, real_kb

# Nothing listens there: letters to colleagues wait in their ledger.
NOWHERE = WecomApp("corp", 1000002, "secret", "token", ("a" * 43,), "http://127.0.0.1:9")
REHEARSED, GROWN = 20, 80


def with_wecom(settings: Settings) -> Settings:
    return replace(settings, wecom=NOWHERE)


@pytest.fixture
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office with an editor, an approver, and twenty people who may be told."""
    with office_at_work(chromium, tmp_path_factory.mktemp("approver"), with_wecom) as office:
        Staff(office.engine).add(Colleague("editor", "孙编", Role.EDITOR, None), now())
        Staff(office.engine).add(Colleague("approver", "周审", Role.APPROVER, None), now())
        enrol(office, range(REHEARSED))
        yield office


def enrol(office: Office, numbers: range) -> None:
    for number in numbers:
        add_person(office.engine, f"p{number:02}", FITS, agrees=("web",), wechat=False, web=True, grants=None)


def test_a_day_of_an_approver(office: Office) -> None:
    editor, approver = office.colleague("editor"), office.colleague("approver")
    editor.goto(f"{office.address}/desk/outreach")
    editor.get_by_test_id("not-begun").filter(has_text=CAMPAIGN).get_by_test_id("propose").click()
    expect(editor.get_by_test_id("told")).to_have_text(str(REHEARSED))
    what_waits_is_seen_and_tried(office, approver)
    the_number_is_typed(approver, wrong=REHEARSED + 1, right=REHEARSED)
    what_grew_is_paused_before_anyone_is_told(office, approver)
    it_is_rehearsed_again_and_approved_for_so_many(office, editor, approver)


def what_waits_is_seen_and_tried(office: Office, approver: Page) -> None:
    """Come from the first page to the rehearsal, and have its words on the own phone, and on nobody else's."""
    approver.goto(f"{office.address}/desk")
    line = approver.get_by_test_id("agenda").filter(has_text="等批准的推送")
    expect(line).to_contain_text(f"孙编彩排，{REHEARSED} 人")
    line.get_by_role("link").click()
    expect(approver.get_by_test_id("audience")).to_have_text(str(REHEARSED))
    sample = approver.get_by_test_id("sample").first.locator(".said").text_content()
    assert sample
    approver.get_by_test_id("try").click()
    expect(approver.get_by_test_id("say")).to_contain_text("发到您自己的企业微信了，别人收不到")
    with office.engine.connect() as connection:
        letters = connection.execute(select(staff_letters.c.userid, staff_letters.c.text)).all()
        told = connection.execute(select(notices.c.id)).all()
    assert {letter.userid for letter in letters} == {"approver"} and told == []
    assert letters[0].text.startswith("【试发，只有您收到】") and sample in letters[0].text


def the_number_is_typed(approver: Page, wrong: int, right: int) -> None:
    """Approve only with the number that was read."""
    approver.get_by_test_id("number").fill(str(wrong))
    approver.get_by_test_id("approve").click()
    expect(approver.get_by_test_id("refused")).to_contain_text("没有批准")
    approver.get_by_test_id("number").fill(str(right))
    approver.get_by_test_id("approve").click()
    expect(approver.get_by_test_id("say")).to_contain_text("已批准")


def what_grew_is_paused_before_anyone_is_told(office: Office, approver: Page) -> None:
    """Register more people than the approval is good for, let the run begin, and find it paused with the reason."""
    enrol(office, range(REHEARSED, GROWN))
    approver.get_by_test_id("start").click()
    expect(approver.get_by_test_id("say")).to_contain_text("马上开始")
    plan(office)
    assert latest(office.engine, CAMPAIGN).state is RunState.PAUSED
    with office.engine.connect() as connection:
        assert connection.execute(select(notices.c.id)).all() == []
    approver.reload()
    expect(approver.get_by_test_id("state")).to_have_text("暂停中")
    why = "要发的人比批准时多：彩排 20 人，最多 70 人；请再彩排、批准一次"
    expect(approver.locator("main")).to_contain_text(why)
    expect(approver.get_by_test_id("log")).to_contain_text(why)


def it_is_rehearsed_again_and_approved_for_so_many(office: Office, editor: Page, approver: Page) -> None:
    """Let the editor rehearse what it is now; the approver types that number, and now they are told."""
    editor.reload()
    editor.get_by_test_id("rehearse").click()
    expect(editor.get_by_test_id("told")).to_have_text(str(GROWN))
    approver.reload()
    expect(approver.get_by_test_id("audience")).to_have_text(str(GROWN))
    the_number_is_typed(approver, wrong=REHEARSED, right=GROWN)
    if approver.get_by_test_id("start").count():
        approver.get_by_test_id("start").click()
        expect(approver.get_by_test_id("say")).to_be_visible()
    plan(office)
    approver.reload()
    expect(approver.get_by_test_id("progress")).to_contain_text(f"这一批 {GROWN} 人")
    log = approver.get_by_test_id("log")
    for who, act in (("孙编", "彩排"), ("周审", "批准")):
        expect(log.get_by_role("row").filter(has_text=who).filter(has_text=act)).to_have_count(2)


def plan(office: Office) -> None:
    """Do what the process that sends does."""
    world = World(office.engine, real_kb(), Clock(now()))
    world.outbox().plan_if_due(latest(office.engine, CAMPAIGN), world.kb.campaigns[CAMPAIGN], now())
