"""The pages of campaigns: rehearsed by one, approved by another, paused, stopped and accounted for; the server refuses what the page hides."""

from __future__ import annotations

import csv
import time
from collections.abc import Callable

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.front.desk.pages.rehearsals import FAILED, Rehearsals
from bot.kb import KnowledgeBase
from bot.outreach.control.decisions import mark_rehearsed
from bot.outreach.reminders.standing_run import begin_run
from bot.outreach.reports.kept_rehearsal import as_kept
from bot.outreach.reports.rehearsal import Rehearsal
from bot.outreach.reports.rehearsal import rehearse as play
from bot.outreach.runs.runs import Run, get, latest, log_of, propose
from bot.outreach.runs.states import NoticeKind, RunState
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from bot.storage.tables import campaign_runs, notices
from tests.front.desk.conftest import SignIn, key_of, submit
from tests.outreach.world import CAMPAIGN, NOON, Clock, World, add_person, real_kb

PATH = "/desk/outreach"
EVIL = "<script>alert(1)</script>"


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the knowledge base that the desk shows."""
    return real_kb()


@pytest.fixture
def world(database: Engine, kb: KnowledgeBase) -> World:
    """Give outreach on the database of the desk: three people who fit, one who did not agree, one of whom too little is known."""
    for name, town in (("p1", "中北镇"), ("p2", "中北镇"), ("p3", EVIL)):
        add_person(database, name, agrees=("web",), wechat=False, web=True, grants=None, town=town)
    add_person(database, "p4", agrees=(), wechat=False, web=True, grants=None)
    add_person(database, "p5", {}, agrees=("web",), wechat=False, web=True, grants=None)
    return World(database, kb, Clock(now()))


def rehearse(client: TestClient, engine: Engine) -> str:
    """Rehearse the campaign and return the path of its run once that is done."""
    done = submit(client, PATH, {"campaign": CAMPAIGN}, PATH)
    assert done.status_code == 303
    path = done.headers["location"].partition("#")[0]
    wait_until(lambda: 'hx-get="' not in client.get(f"{path}/rehearsal").text)
    assert latest(engine, CAMPAIGN).state is RunState.REHEARSED
    return str(path)


def wait_until(is_so: Callable[[], bool]) -> None:
    for _ in range(200):
        if is_so():
            return
        time.sleep(0.05)
    pytest.fail("it did not come to an end")


def acts(engine: Engine) -> list[str]:
    return [entry.act for entry in AuditLog(engine).read(Wanted(act="outreach."))]


def test_a_rehearsal_shows_who_is_told_and_who_not_and_why(
    sign_in: SignIn, database: Engine, world: World, kb: KnowledgeBase
) -> None:
    editor = sign_in("lihong", Role.EDITOR)
    assert kb.campaigns[CAMPAIGN].title in editor.get(PATH).text
    page = editor.get(rehearse(editor, database)).text
    assert 'data-testid="told">3<' in page
    assert 'data-testid="not-told">2<' in page
    assert "thing1" not in page
    # The part that asks whether it is done lets the page around it be fetched anew: steps and log have changed.
    path = f"{PATH}/{latest(database, CAMPAIGN).id}"
    assert editor.get(f"{path}/rehearsal", headers={"hx-request": "true"}).headers["HX-Refresh"] == "true"
    assert "HX-Refresh" not in editor.get(path).headers
    for words in ("没有同意接收", "情况不全", "网页收件箱", "中北镇", "退订", "p4"):
        assert words in page
    assert EVIL not in page
    assert latest(database, CAMPAIGN).rehearsed_by == "lihong"


def test_whoever_rehearsed_cannot_approve_and_a_second_person_can(
    sign_in: SignIn, database: Engine, world: World
) -> None:
    first, second = sign_in("lihong", Role.APPROVER), sign_in("wangfang", Role.APPROVER)
    path = rehearse(first, database)
    page = first.get(path).text
    assert 'data-testid="approve"' not in page
    assert 'data-testid="own-rehearsal"' in page
    refused = submit(first, f"{path}/approve", {"number": "3"}, path)
    assert (refused.status_code, "不能自己批准" in refused.text) == (409, True)
    assert 'data-testid="approve"' in second.get(path).text
    for number in ("", "2", "30", "三"):
        assert submit(second, f"{path}/approve", {"number": number}, path).status_code == 400
    assert latest(database, CAMPAIGN).state is RunState.REHEARSED
    assert submit(second, f"{path}/approve", {"number": "３"}, path).status_code == 303
    run = latest(database, CAMPAIGN)
    said = {entry["act"]: entry["reason"] for entry in log_of(database, run.id)}
    assert (said["rehearse"], said["approve"]) == ("3 人会收到", "彩排 3 人，最多 53 人")
    assert (run.state, run.approved_by) == (RunState.APPROVED, "wangfang")
    assert acts(database) == ["outreach.approved", "outreach.rehearsed", "outreach.proposed"]


def test_the_approver_sees_a_rehearsal_made_on_the_command_line_or_before_a_restart(
    sign_in: SignIn, database: Engine, world: World
) -> None:
    run = propose(database, world.kb, world.campaign, NoticeKind.NOTICE, world.clock(), world.outreach.today())
    found = play(world.outreach, run, world.campaign, world.clock())
    editor, approver = sign_in("lihong", Role.EDITOR), sign_in("wangfang", Role.APPROVER)
    mark_rehearsed(database, run, world.campaign, "lihong", world.clock(), found.told, as_kept(found))
    for client in (editor, approver):
        page = client.get(f"{PATH}/{run.id}").text
        assert 'data-testid="told">3<' in page and 'data-testid="sample"' in page
        assert "没有同意接收" in page and "没有留着" not in page and "不留是谁" in page
    assert "p4" not in page


def test_where_wecom_is_not_set_up_nothing_is_tried_out(sign_in: SignIn, database: Engine, world: World) -> None:
    editor = sign_in("lihong", Role.EDITOR)
    path = rehearse(editor, database)
    assert 'data-testid="try"' not in editor.get(path).text
    refused = submit(editor, f"{path}/try", {}, path)
    assert (refused.status_code, "还没有接企业微信" in refused.text) == (409, True)


def test_only_looking_makes_nobody_the_one_who_rehearsed(sign_in: SignIn, database: Engine, world: World) -> None:
    path = rehearse(sign_in("lihong", Role.EDITOR), database)
    auditor = sign_in("zhaoqi", Role.AUDITOR)
    assert submit(auditor, f"{path}/look", {}, path).status_code == 303
    wait_until(lambda: 'hx-get="' not in auditor.get(f"{path}/rehearsal").text)
    assert latest(database, CAMPAIGN).rehearsed_by == "lihong"


def test_it_is_paused_with_a_reason_goes_on_and_is_stopped_only_when_one_is_sure(
    sign_in: SignIn, database: Engine, world: World
) -> None:
    run = world.planned()
    path, approver = f"{PATH}/{run.id}", sign_in("wangfang", Role.APPROVER)
    assert submit(approver, f"{path}/pause", {"reason": ""}, path).status_code == 400
    assert submit(approver, f"{path}/pause", {"reason": EVIL}, path).status_code == 303
    page = approver.get(path).text
    assert ("暂停中" in page, EVIL in page, latest(database, CAMPAIGN).state) == (True, False, RunState.PAUSED)
    assert submit(approver, f"{path}/resume", {}, path).status_code == 303
    assert latest(database, CAMPAIGN).state is RunState.RUNNING
    assert submit(approver, f"{path}/stop", {"reason": "文件有变"}, path).status_code == 400
    assert submit(approver, f"{path}/stop", {"reason": "文件有变", "sure": "yes"}, path).status_code == 303
    assert latest(database, CAMPAIGN).state is RunState.STOPPED
    assert set(world.states().values()) == {"cancelled"}
    done = [(entry["act"], entry["who"]) for entry in log_of(database, run.id)][-3:]
    assert done == [("pause", "wangfang"), ("resume", "wangfang"), ("stop", "wangfang")]
    assert acts(database) == ["outreach.stopped", "outreach.resumed", "outreach.paused"]


def test_only_what_failed_is_tried_again(sign_in: SignIn, database: Engine, world: World) -> None:
    run = world.planned()
    settle(database, "p1", state="failed", reason="dead_recipient:40003")
    settle(database, "p2", state="unknown", reason="no_answer")
    approver = sign_in("wangfang", Role.APPROVER)
    path = f"{PATH}/{run.id}"
    page = approver.get(path).text
    assert "收件人已注销或不存在（40003）" in page
    done = submit(approver, f"{path}/retry", {}, path)
    assert "1 条会再试" in approver.get(done.headers["location"]).text
    assert world.states() == {"p1": "planned", "p2": "unknown", "p3": "planned"}


def test_progress_is_shown_while_it_goes_and_asks_again_only_then(
    sign_in: SignIn, database: Engine, world: World
) -> None:
    run = world.planned()
    settle(database, "p1", state="read", started_at=now(), sent_at=now(), read_at=now())
    approver = sign_in("wangfang", Role.APPROVER)
    part = approver.get(f"{PATH}/{run.id}/progress", headers={"hx-request": "true"}).text
    assert "<html" not in part
    assert ('hx-trigger="every 2s"' in part, "这一批 3 人" in part) == (True, True)
    submit(approver, f"{PATH}/{run.id}/pause", {"reason": "等一等"}, f"{PATH}/{run.id}")
    assert "hx-trigger" not in approver.get(f"{PATH}/{run.id}/progress").text


def test_what_came_of_it_can_be_taken_along_as_a_table(sign_in: SignIn, database: Engine, world: World) -> None:
    run = world.planned()
    settle(database, "p1", state="read", sent_at=now(), read_at=now(), asked_at=now(), answer="applied")
    response = sign_in("zhaoqi", Role.AUDITOR).get(f"{PATH}/{run.id}/report.csv")
    assert response.headers["content-disposition"].startswith("attachment")
    lines = list(csv.reader(response.content.decode("utf-8-sig").splitlines()))
    assert lines[0][:3] == ["街镇", "等待发送", "已告知"]
    assert lines[-1][:7] == ["合计", "2", "1", "1", "1", "1", "1"]
    assert acts(database) == ["outreach.exported"]


def test_each_step_shows_its_share_of_those_who_were_told(sign_in: SignIn, database: Engine, world: World) -> None:
    run = world.planned()
    for name in ("p1", "p2"):
        settle(database, name, state="sent", sent_at=now())
    settle(database, "p1", state="read", read_at=now(), asked_at=now(), answer="applied")
    page = sign_in("zhaoqi", Role.AUDITOR).get(f"{PATH}/{run.id}").text
    funnel = page[page.index('data-testid="funnel"') :].partition("</table>")[0]
    assert (funnel.count("2 人（100%）"), funnel.count("1 人（50%）")) == (1, 4)


def test_an_approved_run_can_be_set_going_at_once(sign_in: SignIn, database: Engine, world: World) -> None:
    run = world.approved()
    approver = sign_in("wangfang", Role.APPROVER)
    assert submit(approver, f"{PATH}/{run.id}/start", {}, f"{PATH}/{run.id}").status_code == 303
    assert latest(database, CAMPAIGN).due_at is not None


@pytest.mark.parametrize("act", ["approve", "pause", "resume", "stop", "retry", "start"])
def test_an_editor_decides_nothing_even_without_the_buttons(
    sign_in: SignIn, database: Engine, world: World, act: str
) -> None:
    run = world.planned()
    editor = sign_in("lihong", Role.EDITOR)
    page = editor.get(f"{PATH}/{run.id}").text
    assert f'data-testid="{act}"' not in page
    form = {"key": key_of(page), "reason": "不该行", "sure": "yes"}
    assert editor.post(f"{PATH}/{run.id}/{act}", data=form).status_code == 403
    assert latest(database, CAMPAIGN).state is RunState.RUNNING


def test_a_run_whose_campaign_was_deleted_can_still_be_looked_at(
    sign_in: SignIn, database: Engine, kb: KnowledgeBase
) -> None:
    run = _foreign_run(database, kb)
    page = sign_in("wangfang", Role.APPROVER).get(f"{PATH}/{run.id}")
    assert (page.status_code, "推送文件已删除" in page.text) == (200, True)


def _foreign_run(engine: Engine, kb: KnowledgeBase) -> Run:
    run = propose(engine, kb, kb.campaigns[CAMPAIGN], NoticeKind.NOTICE, NOON, NOON.date())
    with engine.begin() as connection:
        connection.execute(update(campaign_runs).values(campaign="gone"))
    return run


def an_empty_tally() -> Rehearsal:
    return Rehearsal(NOON, NOON, 1)


def test_a_run_is_not_rehearsed_twice_at_once_and_a_failure_is_said_without_its_text() -> None:
    rehearsals = Rehearsals()
    may_end = False

    def play(told: Callable[[int, int], None]) -> Rehearsal:
        wait_until(lambda: may_end)
        raise ZeroDivisionError("居民的话")

    assert rehearsals.begin(1, "lihong", play)
    assert not rehearsals.begin(1, "wangfang", play)
    may_end = True
    found = rehearsals.find(1)
    assert found is not None
    wait_until(lambda: found.is_over)
    assert found.problem == FAILED
    assert rehearsals.begin(1, "wangfang", lambda _told: an_empty_tally())


def test_a_rehearsal_that_takes_too_long_is_given_up() -> None:
    rehearsals = Rehearsals(most_seconds=0.0)

    def play(told: Callable[[int, int], None]) -> Rehearsal:
        while True:
            told(0, 1)

    rehearsals.begin(1, "lihong", play)
    found = rehearsals.find(1)
    assert found is not None
    wait_until(lambda: found.is_over)
    assert found.problem is not None
    assert "十五分钟" in found.problem


def settle(engine: Engine, person: str, **values: object) -> None:
    with engine.begin() as connection:
        connection.execute(update(notices).where(notices.c.person == person).values(**values))


def test_reminders_that_people_asked_for_can_be_seen_and_paused_like_any_run(
    sign_in: SignIn, database: Engine, world: World
) -> None:
    run = begin_run(database, now())
    admin = sign_in("boss", Role.ADMIN)
    assert "招聘会提醒（本人要的，不用批准）" in admin.get(PATH).text
    page = admin.get(f"{PATH}/{run.id}")
    assert page.status_code == 200 and "招聘会提醒" in page.text
    submit(admin, f"{PATH}/{run.id}/pause", {"reason": "看一看"}, f"{PATH}/{run.id}")
    assert get(database, run.id).state is RunState.PAUSED
    submit(admin, f"{PATH}/{run.id}/resume", {}, f"{PATH}/{run.id}")
    assert get(database, run.id).state is RunState.RUNNING
