"""A colleague works through what was not answered, on a phone and at a desk."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.conversation.message import IncomingMessage, TurnOutcome
from bot.front import create_app
from bot.questions.proposals import EditorsWish, ProposalKind, Proposals
from bot.questions.question_keeper import QuestionKeeper
from bot.questions.rating import rate
from bot.questions.states import Rating
from bot.settings import Settings
from bot.staff.colleagues import Colleague, Role, Staff
from bot.staff.feedback import StaffFeedback
from bot.staff.sessions import SignInStage, StaffSessions
from bot.storage import open_database
from tests.browser.conftest import PATIENCE_MILLISECONDS
from tests.browser.test_accessibility import violations
from tests.databases import lay_out
from tests.front.fake_dialogue import SECRET, FakeDialogue

LOAN = "startup_loan_individual"
EVIL = "<img src=x onerror=alert(1)>\"'>老人机打的字没有空格" + "很长" * 60
DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)
QUESTIONS = (
    "创业担保贷款逾期了利息怎么算",
    "创业担保贷款逾期利息怎么算",
    "创业担保贷款逾期的利息",
    "摆摊要不要交税",
    "摆摊要交税吗",
    "失业登记能不能让家里人代办",
    EVIL,
)


@dataclass(frozen=True)
class Served:
    """The application on a port of this machine, and its database."""

    address: str
    engine: Engine


@pytest.fixture
def served(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Serve the application with a week of questions."""
    folder = tmp_path_factory.mktemp("desk")
    settings = Settings(database_url=f"sqlite:///{folder}/leye.db", secret=SECRET, rate_limit="off")
    lay_out(settings.database_url)
    engine = open_database(settings.database_url)
    fill(engine)
    server = uvicorn.Server(
        uvicorn.Config(create_app(settings, FakeDialogue().transport), log_level="warning", ws="none")
    )
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield Served(f"http://127.0.0.1:{listening.getsockname()[1]}", engine)
        server.should_exit = True
        thread.join()
    engine.dispose()


def fill(engine: Engine) -> None:
    keeper = QuestionKeeper(engine)
    for text in QUESTIONS:
        keeper.keep(IncomingMessage("web:one", text), [TurnOutcome("not_covered")], 0.1, now())
    for text, rating in (("贷多少", Rating.USELESS), ("能贷几年", Rating.USEFUL), ("带什么材料", Rating.USEFUL)):
        ended = TurnOutcome("answered", "startup_loan", LOAN, ("amount",))
        (ticket,) = keeper.keep(IncomingMessage("wx:two", text), [ended], 0.1, now())
        assert ticket is not None
        rate(engine, "wx:two", ticket, rating, now())
    proposals = Proposals(engine)
    proposals.propose(EditorsWish(ProposalKind.ALIAS, LOAN, "小老板贷款", note="老百姓都这么叫"), "lihong", now())
    proposals.propose(
        EditorsWish(ProposalKind.CORRECTION, LOAN, "plan-7", "amount", "上限已经提高了"), "wangfang", now()
    )
    StaffFeedback(engine).give("task", "lihong", "wrong", f"{LOAN}/amount/贷款额度 2022年", now())


def enter(chromium: Browser, served: Served, role: Role, viewport: ViewportSize) -> Iterator[Page]:
    Staff(served.engine).add(Colleague("lihong", "李红", role, None), now())
    token = StaffSessions(served.engine).begin("lihong", SignInStage.OPEN, now())
    context = chromium.new_context(viewport=viewport, locale="zh-CN", reduced_motion="reduce")
    context.add_cookies([{"name": "leye_desk", "value": token, "url": f"{served.address}/desk"}])
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda line: mistakes.append(line.text) if line.type == "error" else None)
    page.goto(f"{served.address}/desk/questions")
    yield page
    context.close()
    assert mistakes == []


@pytest.fixture(params=[DESK, PHONE], ids=["desk", "phone"])
def editor(request: pytest.FixtureRequest, chromium: Browser, served: Served) -> Iterator[Page]:
    """Give the page of an editor, on both screens."""
    yield from enter(chromium, served, Role.EDITOR, request.param)


@pytest.fixture
def matchmaker(chromium: Browser, served: Served) -> Iterator[Page]:
    """Give the page of a matchmaker on a phone."""
    yield from enter(chromium, served, Role.MATCHMAKER, PHONE)


def test_an_editor_works_through_the_queue(editor: Page, served: Served) -> None:
    expect(editor.get_by_test_id("group")).to_have_count(4)
    first = editor.get_by_test_id("group").first
    expect(first.get_by_test_id("count")).to_have_text("问过 3 次")
    first.get_by_text("还有 2 种问法").click()
    expect(first.get_by_text("创业担保贷款逾期利息怎么算")).to_be_visible()
    first.get_by_test_id("propose-question").first.click()
    expect(editor.get_by_test_id("say")).to_contain_text("已记下建议")
    editor.get_by_test_id("group").filter(has_text="摆摊").get_by_test_id("settle").click()
    expect(editor.get_by_test_id("say")).to_contain_text("已收起这一组（2 次提问）")
    expect(editor.get_by_test_id("group")).to_have_count(3)
    editor.get_by_test_id("tab-proposals").click()
    expect(editor.get_by_test_id("proposal")).to_have_count(3)
    editor.get_by_test_id("done").first.click()
    expect(editor.get_by_test_id("proposal")).to_have_count(2)
    assert Proposals(served.engine).all()[0].wish.kind is ProposalKind.CORRECTION


def test_a_correction_is_proposed_with_the_policy_filled_in(matchmaker: Page, served: Served) -> None:
    matchmaker.get_by_test_id("tab-useless").click()
    group = matchmaker.get_by_test_id("group")
    group.get_by_test_id("propose").click()
    expect(group.get_by_test_id("policy")).to_have_value(LOAN)
    expect(group.get_by_test_id("kind-correction")).to_be_checked()
    group.get_by_test_id("note").fill("应该写今年的标准")
    group.get_by_test_id("send").click()
    expect(matchmaker.get_by_test_id("say")).to_contain_text("已记下建议")
    newest = Proposals(served.engine).all()[0]
    assert (newest.wish.note, newest.wish.facet, newest.proposed_by) == ("应该写今年的标准", "amount", "lihong")


def test_what_people_write_stays_text(editor: Page) -> None:
    expect(editor.get_by_text("onerror=alert(1)").first).to_be_visible()
    expect(editor.locator("main img")).to_have_count(0)


def test_every_tab_is_readable_by_all_and_fits_the_screen(editor: Page) -> None:
    for tab in ("unanswered", "useless", "week", "proposals"):
        editor.get_by_test_id(f"tab-{tab}").click()
        for summary in editor.locator("main summary").all():
            summary.click()
        assert violations(editor) == []
        assert editor.evaluate("document.documentElement.scrollWidth <= innerWidth")
        sizes = "[...document.querySelectorAll('main button, main summary, main a.button')].map(e => e.offsetHeight)"
        assert min(editor.evaluate(sizes), default=44) >= 44
