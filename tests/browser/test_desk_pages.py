"""Every page of the desk, at a desk and on a phone: readable for everyone, nothing from elsewhere, nothing wider than the screen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from bot.clock import now
from bot.conversation.message import IncomingMessage, TurnOutcome
from bot.jobs import Openings, OpeningState
from bot.jobs.imports import OpeningImport, import_openings
from bot.kb import load
from bot.kb.model.calendar import Calendar
from bot.questions.question_keeper import QuestionKeeper
from bot.referrals.open import PersonCall, open_call
from bot.referrals.steps import Acting
from bot.referrals.takeovers import TakeoverListener, Takeovers
from bot.staff.audit import AuditLog
from tests.browser.desk_office import DESK, PHONE, Office, office_at_work
from tests.browser.looks import look_at

PAGES = {
    "sign-in": "/desk/sign-in",
    "home": "/desk",
    "lookup-empty": "/desk/lookup",
    "lookup": "/desk/lookup?q=创业担保贷款 额度",
    "lookup-nothing": "/desk/lookup?q=zzzz",
    "check": "/desk/check?policy=unemployment_benefit",
    "check-all": "/desk/check",
    "referrals": "/desk/referrals",
    "referrals-closed": "/desk/referrals?shelf=closed",
    "referral": "/desk/referrals/1",
    "talk": "/desk/referrals/1/talk",
    "questions": "/desk/questions",
    "quiz": "/desk/quiz",
    "quiz-stations": "/desk/quiz/stations",
    "colleagues": "/desk/colleagues",
    "audit": "/desk/audit",
    "password": "/desk/password",
    "second-factor": "/desk/second-factor",
    "outreach": "/desk/outreach",
    "overview": "/desk/overview",
    "people": "/desk/people",
    "jobs": "/desk/jobs",
    "jobs-passed": "/desk/jobs?state=passed",
    "job-map": "/desk/job-map",
    "switches": "/desk/switches",
    "stations": "/desk/stations",
    "content": "/desk/content",
    "content-amount": "/desk/content/amounts/startup_loan.individual_max",
    "content-sentence": "/desk/content/sentences/startup_loan_individual/amount/1",
    "content-heard": "/desk/content?tab=heard&q=贷款",
    "content-statements": "/desk/content/questions/startup_loan_individual",
    "content-questions": "/desk/content/questions/startup_loan_individual/cap",
    "introductions": "/desk/referrals/1/introductions",
    "not-there": "/desk/referrals/999",
}


@pytest.fixture(scope="module")
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office with some calls and a talk."""
    folder = tmp_path_factory.mktemp("pages")
    with office_at_work(chromium, folder) as office:
        _fill(office)
        _offer_jobs(office, folder / "openings.csv")
        yield office


def _fill(office: Office) -> None:
    engine, at = office.engine, now()
    calls = [
        PersonCall("web:a", "甲镇", "startup_loan", "startup_loan_individual", "开小吃店能贷多少,营业执照刚办下来"),
        PersonCall("web:b", "乙镇", "recruitment", None, "想找离家近的活<b>"),
        PersonCall("web:c", None, None, None, None),
    ]
    for call in calls:
        open_call(engine, call, at, Calendar())
    takeovers = Takeovers(engine)
    taken = takeovers.begin("web:a", 1, "boss", at)
    TakeoverListener(engine).hear(IncomingMessage("web:a", "您好,我想问贷款"), at)
    takeovers.say(taken, "您好，您的执照是什么时候办的？", "k", at)
    keeper = QuestionKeeper(engine)
    for text in (
        "创业担保贷款逾期了利息怎么算",
        "创业担保贷款逾期利息怎么算",
        "摆摊要不要交税",
        "失业登记能让家里人代办吗",
    ):
        keeper.keep(IncomingMessage("web:d", text), [TurnOutcome("not_covered")], 0.1, at)
    second = takeovers.begin(
        "wx:e", open_call(engine, PersonCall("wx:e", "甲镇", "recruitment"), at, Calendar()).id, "boss", at
    )
    assert second is not None
    TakeoverListener(engine).hear(IncomingMessage("wx:e", "离家近的有吗"), at)
    Acting(engine).note(1, "周三下午带材料来", "boss", at)
    Acting(engine).contact(1, "boss", at)
    log = AuditLog(engine)
    log.write("boss", "staff.added", "staff:lihong", at, role="matchmaker", station="甲站")
    log.write("boss", "referral.contacted", "referral:1", at)
    log.write("boss", "switch.off", "switch:outreach", at, reason="第三期名单有误，先停下核对")


def _offer_jobs(office: Office, file: Path) -> None:
    rows = (
        "样例公司甲,91350100M000100Y43,保洁员,4000-4500元/月,甲镇,,打扫楼道，8:00-17:00",
        f"样例公司乙有限责任公司,,保安,2000元/月,甲镇,限男，35岁以下；入职交押金200元,{'巡逻、登记来访。' * 30}微信zhang_2026",
        "样例公司丙,91350100M000100Y43,电焊工,面议,乙镇,,",
    )
    file.write_text(
        "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,任职要求,工作内容\n" + "\n".join(rows), encoding="utf-8"
    )
    this = OpeningImport("list", "a secret for tests", None, now())
    kb = load(Path(__file__).parents[2] / "policies_kb")
    import_openings(office.engine, this, file, kb, now().date(), lambda _mistake: None)
    Openings(office.engine).judge(3, OpeningState.PASSED, "boss", now())


@pytest.fixture(scope="module", params=[DESK, PHONE], ids=["desk", "phone"])
def size(request: pytest.FixtureRequest) -> ViewportSize:
    """Give the size of a screen; all pages are looked at on one before the other."""
    found: ViewportSize = request.param
    return found


@pytest.fixture(scope="module")
def boss(office: Office, size: ViewportSize) -> Iterator[Page]:
    """Open the desk once as someone who may see everything; pages left open go on asking what is new."""
    page = office.colleague("boss", size)
    yield page
    page.context.close()


@pytest.fixture(scope="module")
def stranger(office: Office, size: ViewportSize) -> Iterator[Page]:
    """Open a browser of someone who is not signed in."""
    page = office.page(size)
    yield page
    page.context.close()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_readable_for_everyone(
    office: Office, boss: Page, stranger: Page, name: str, size: ViewportSize
) -> None:
    page = stranger if name == "sign-in" else boss
    page.goto(office.address + PAGES[name])
    look_at(page, name, size)


def test_a_question_of_the_quiz_is_answered_with_one_tap_and_what_comes_of_it_is_readable(
    office: Office, boss: Page, size: ViewportSize
) -> None:
    boss.goto(office.address + "/desk/quiz")
    boss.get_by_test_id("choice").first.click()
    expect(boss.get_by_test_id("result")).to_be_visible()
    expect(boss.get_by_test_id("clause")).to_be_visible()
    look_at(boss, "quiz-answered", size)
    boss.get_by_test_id("next").click()
    expect(boss.get_by_test_id("question")).to_be_visible()


def test_what_is_found_for_another_name_is_shown_before_it_is_proposed(
    office: Office, boss: Page, size: ViewportSize
) -> None:
    boss.goto(office.address + "/desk/content/names/startup_loan_individual")
    boss.get_by_test_id("added").fill("开铺子借的钱")
    boss.get_by_test_id("reason").fill("群众都这么叫")
    boss.get_by_test_id("look").click()
    expect(boss.get_by_test_id("heard-words")).to_contain_text("开铺子借的钱")
    look_at(boss, "content-names", size)
