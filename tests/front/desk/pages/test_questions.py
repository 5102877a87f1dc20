"""The pages of what was asked: groups with what comes nearest, proposals, putting away, and who may do what."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
import yaml
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.conversation.message import IncomingMessage, TurnOutcome
from bot.kb import KnowledgeBase, load
from bot.questions.proposals import EditorsWish, ProposalKind, Proposals, ProposalState
from bot.questions.question_keeper import QuestionKeeper
from bot.questions.rating import rate
from bot.questions.states import Rating
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from bot.staff.feedback import StaffFeedback
from tests.front.desk.conftest import SignIn, submit

PATH = "/desk/questions"
LOAN = "startup_loan_individual"
EVIL = '"><script>alert(1)</script><img src=x onerror=alert(2)>{{7*7}}'
QUESTION = {"kind": "question", "policy": LOAN, "facet": "amount", "text": "摆摊能贷多少", "group": "1"}


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    """Give the knowledge base that the desk shows."""
    return load(Path("policies_kb"))


def keep(engine: Engine, text: str, outcome: str = "not_covered", policy: str | None = None, days_ago: int = 0) -> str:
    ended = TurnOutcome(outcome, "startup_loan" if policy else None, policy, ("amount",) if policy else ())
    at = now() - timedelta(days=days_ago)
    (ticket,) = QuestionKeeper(engine).keep(IncomingMessage("web:one", text), [ended], 0.1, at)
    assert ticket is not None
    return ticket


def find_useless(engine: Engine, text: str, policy: str = LOAN) -> None:
    rate(engine, "web:one", keep(engine, text, "answered", policy), Rating.USELESS, now())


def look(client: TestClient, tab: str, **more: str) -> str:
    response = client.get(PATH, params={"tab": tab, **more})
    assert response.status_code == 200
    return str(response.text)


def acts(engine: Engine) -> list[tuple[str, str | None]]:
    return [(entry.act, entry.about) for entry in AuditLog(engine).read(Wanted())]


def test_alike_questions_are_one_group_with_what_comes_nearest(
    sign_in: SignIn, database: Engine, kb: KnowledgeBase
) -> None:
    for text in ("创业担保贷款逾期了怎么算利息", "创业担保贷款逾期怎么算利息"):
        keep(database, text)
    page = look(sign_in(), "unanswered")
    assert page.count('data-testid="group"') == 1
    assert "问过 2 次" in page
    assert "创业担保贷款逾期怎么算利息" in page
    assert kb.policy(LOAN).short_title in page
    assert "/desk/lookup?q=" in page


def test_what_people_write_is_shown_as_text(sign_in: SignIn, database: Engine) -> None:
    keep(database, EVIL)
    find_useless(database, EVIL + "二")
    Proposals(database).propose(EditorsWish(ProposalKind.ALIAS, LOAN, EVIL, note=EVIL), "li", now())
    StaffFeedback(database).give("task", "li", "wrong", f"{LOAN}/amount/{EVIL}", now())
    editor = sign_in(role=Role.EDITOR)
    for tab in ("unanswered", "useless", "week", "proposals"):
        page = look(editor, tab)
        assert "<script>alert" not in page and "<img src=x" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "{{7*7}}" in page


def test_an_answer_of_no_use_shows_what_was_answered(sign_in: SignIn, database: Engine, kb: KnowledgeBase) -> None:
    find_useless(database, "贷多少")
    page = look(sign_in(), "useless")
    assert "贷多少" in page
    assert f"{kb.policy(LOAN).short_title} · {kb.facets['amount'].label}" in page
    assert "贷多少" not in look(sign_in(), "unanswered")


def test_the_week_counts_topics_policies_and_ratings(sign_in: SignIn, database: Engine, kb: KnowledgeBase) -> None:
    find_useless(database, "贷多少")
    keep(database, "摆摊要交税吗")
    keep(database, "三周前问的", days_ago=21)
    page = look(sign_in(), "week")
    assert 'data-testid="asked">2<' in page
    assert 'data-testid="share">0%<' in page
    assert kb.topics["startup_loan"].title in page
    assert "摆摊要交税吗" in page
    assert "三周前问的" not in page


def test_a_question_is_proposed_by_one_click_and_stands_with_the_proposals(sign_in: SignIn, database: Engine) -> None:
    keep(database, "创业担保贷款摆摊能贷多少")
    matchmaker = sign_in()
    look(matchmaker, "unanswered")
    done = submit(matchmaker, f"{PATH}/proposals", {**QUESTION, "tab": "unanswered"}, PATH)
    assert (done.status_code, done.headers["location"]) == (303, f"{PATH}?tab=unanswered")
    (proposal,) = Proposals(database).all()
    assert proposal.wish == EditorsWish(ProposalKind.QUESTION, LOAN, "摆摊能贷多少", "amount", None, 1)
    assert proposal.proposed_by == "lihong"
    assert acts(database)[0] == ("question.proposed", f"proposal:{proposal.id}")
    assert "摆摊能贷多少" in look(matchmaker, "proposals")
    assert "已有 1 条建议" in look(matchmaker, "unanswered")


def test_a_policy_can_be_named_by_its_title(sign_in: SignIn, database: Engine, kb: KnowledgeBase) -> None:
    keep(database, "摆摊要交税吗")
    other = kb.policy("startup_tax").short_title
    form = {"kind": "alias", "policy": LOAN, "other": other, "text": "摆摊免税"}
    assert submit(sign_in(), f"{PATH}/proposals", form, PATH).status_code == 303
    assert Proposals(database).all()[0].wish == EditorsWish(ProposalKind.ALIAS, "startup_tax", "摆摊免税")


def test_a_correction_goes_with_its_reason_and_without_the_question(sign_in: SignIn, database: Engine) -> None:
    find_useless(database, "贷多少")
    form = {"kind": "correction", "policy": LOAN, "facet": "amount", "text": "贷多少", "note": "上限提高了"}
    assert submit(sign_in(), f"{PATH}/proposals", form, f"{PATH}?tab=useless").status_code == 303
    assert Proposals(database).all()[0].wish == EditorsWish(ProposalKind.CORRECTION, LOAN, "", "amount", "上限提高了")


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"kind": "train"}, 400),
        ({"kind": ""}, 400),
        ({"facet": "nothing"}, 400),
        ({"group": "-1"}, 400),
        ({"group": "9" * 40}, 400),
        ({"policy": "nothing"}, 409),
        ({"policy": "", "other": "没有这条"}, 409),
        ({"text": " "}, 409),
        ({"text": "长" * 201}, 409),
        ({"kind": "correction"}, 409),
    ],
)
def test_a_form_that_cannot_be_taken_says_why(
    sign_in: SignIn, database: Engine, change: dict[str, str], status: int
) -> None:
    keep(database, "摆摊要交税吗")
    done = submit(sign_in(), f"{PATH}/proposals", {**QUESTION, **change}, PATH)
    assert done.status_code == status
    assert 'data-testid="refused"' in done.text
    assert Proposals(database).all() == []


def test_a_form_without_the_key_changes_nothing(sign_in: SignIn, database: Engine) -> None:
    editor = sign_in(role=Role.EDITOR)
    keep(database, "摆摊要交税吗")
    look(editor, "unanswered")
    for path in (f"{PATH}/proposals", f"{PATH}/groups/1/settle"):
        assert editor.post(path, data=QUESTION).status_code == 403
    assert Proposals(database).all() == []
    assert "摆摊要交税吗" in look(editor, "unanswered")


def test_an_editor_puts_a_group_away_and_only_once(sign_in: SignIn, database: Engine) -> None:
    for text in ("摆摊要不要交税", "摆摊要交税吗"):
        keep(database, text)
    editor = sign_in(role=Role.EDITOR)
    look(editor, "unanswered")
    assert submit(editor, f"{PATH}/groups/1/settle", {"tab": "unanswered"}, PATH).status_code == 303
    assert "没有没答上的问题" in look(editor, "unanswered")
    assert acts(database)[0] == ("question.settled", "group:1")
    keep(database, "装修要交物业费吗")
    assert submit(editor, f"{PATH}/groups/1/settle", {}, PATH).status_code == 409
    assert submit(editor, f"{PATH}/groups/x/settle", {}, PATH).status_code == 404


@pytest.mark.parametrize("state", [ProposalState.DONE, ProposalState.DECLINED])
def test_an_editor_settles_a_proposal_and_only_once(sign_in: SignIn, database: Engine, state: ProposalState) -> None:
    number = Proposals(database).propose(EditorsWish(ProposalKind.ALIAS, LOAN, "小贷"), "li", now())
    Proposals(database).propose(EditorsWish(ProposalKind.ALIAS, LOAN, "另一个"), "li", now())
    editor, path = sign_in("wang", Role.EDITOR), f"{PATH}/proposals/{number}/settle"
    tab = f"{PATH}?tab=proposals"
    assert submit(editor, path, {"state": state.value}, tab).status_code == 303
    (settled,) = Proposals(database).all((state,))
    assert (settled.id, settled.settled_by) == (number, "wang")
    assert acts(database)[0] == (f"proposal.{state.value}", f"proposal:{number}")
    assert submit(editor, path, {"state": "declined"}, tab).status_code == 409
    assert submit(editor, path, {"state": "open"}, tab).status_code == 400


def test_a_matchmaker_proposes_but_does_not_settle(sign_in: SignIn, database: Engine) -> None:
    number = Proposals(database).propose(EditorsWish(ProposalKind.ALIAS, LOAN, "小贷"), "li", now())
    keep(database, "摆摊要交税吗")
    matchmaker = sign_in()
    assert 'data-testid="settle"' not in look(matchmaker, "unanswered")
    assert 'data-testid="done"' not in look(matchmaker, "proposals")
    assert "/export" not in look(matchmaker, "week")
    for path in (f"{PATH}/proposals/{number}/settle", f"{PATH}/groups/1/settle"):
        assert submit(matchmaker, path, {"state": "done"}, PATH).status_code == 403
    assert matchmaker.get(f"{PATH}/export").status_code == 403
    assert len(Proposals(database).all()) == 1


@pytest.mark.parametrize("role", [Role.APPROVER, Role.AUDITOR])
def test_other_roles_do_not_read_what_people_asked(sign_in: SignIn, role: Role) -> None:
    assert sign_in(role=role).get(PATH).status_code == 403


def test_the_file_for_the_editors_is_the_one_of_the_command_line(sign_in: SignIn, database: Engine) -> None:
    keep(database, "摆摊要交税吗")
    Proposals(database).propose(EditorsWish(ProposalKind.ALIAS, LOAN, "小贷"), "li", now())
    done = sign_in(role=Role.EDITOR).get(f"{PATH}/export")
    assert done.status_code == 200
    assert "attachment" in done.headers["content-disposition"]
    found = yaml.safe_load(done.text)
    assert [group["text"] for group in found["unanswered"]] == ["摆摊要交税吗"]
    assert [proposal["text"] for proposal in found["proposals"]] == ["小贷"]
    assert acts(database)[0] == ("question.exported", None)


def test_what_colleagues_called_wrong_on_wecom_is_shown(sign_in: SignIn, database: Engine, kb: KnowledgeBase) -> None:
    feedback = StaffFeedback(database)
    for task, button in (("a", "wrong"), ("b", "wrong"), ("c", "useful")):
        feedback.give(task, "li", button, f"{LOAN}/amount/贷款额度 2022", now())
    page = look(sign_in(), "proposals")
    assert page.count('data-testid="wrong-card"') == 1
    assert "贷款额度 2022" in page
    assert '<td data-label="次数">2</td>' in page


def test_long_lists_come_in_pages(sign_in: SignIn, database: Engine) -> None:
    for number in range(25):
        keep(database, chr(0x4E00 + 40 * number) * 4)
    client = sign_in()
    assert look(client, "unanswered").count('data-testid="group"') == 20
    assert look(client, "unanswered", page="2").count('data-testid="group"') == 5
    assert client.get(PATH, params={"page": "0"}).status_code == 404
    assert client.get(PATH, params={"page": "x"}).status_code == 404
    assert client.get(PATH, params={"page": "000001" + 20 * "9"}).status_code == 404
    assert client.get(PATH, params={"tab": "nothing"}).status_code == 404


def test_the_first_page_says_what_waits(sign_in: SignIn, database: Engine) -> None:
    keep(database, "摆摊要交税吗")
    Proposals(database).propose(EditorsWish(ProposalKind.ALIAS, LOAN, "小贷"), "li", now())
    editor = sign_in(role=Role.EDITOR).get("/desk").text
    assert "没答上的问题" in editor and "同事的建议" in editor
    assert "同事的建议" not in sign_in().get("/desk").text


def test_a_policy_that_left_the_knowledge_base_breaks_nothing(sign_in: SignIn, database: Engine) -> None:
    find_useless(database, "贷多少", "gone_policy")
    Proposals(database).propose(EditorsWish(ProposalKind.ALIAS, "gone_policy", "小贷"), "li", now())
    client = sign_in()
    for tab in ("useless", "week", "proposals"):
        assert "gone_policy" in look(client, tab)


def test_a_filter_shows_only_what_is_wanted_and_stays_on_the_next_page(sign_in: SignIn, database: Engine) -> None:
    for text, outcome in (("夜校有补贴吗", "not_covered"), ("摆摊要交税吗", "not_covered"), ("夜校在哪里", "clarify")):
        keep(database, text, outcome)
    client = sign_in()
    both, one = look(client, "unanswered", q="夜校"), look(client, "unanswered", q="夜校", outcome="not_covered")
    assert "夜校有补贴吗" in both and "夜校在哪里" in both and "摆摊" not in both
    assert "夜校有补贴吗" in one and "夜校在哪里" not in one
    assert "没有没答上的问题" in look(client, "unanswered", of=LOAN)
    assert "没有没答上的问题" in look(client, "unanswered", q="%")


def test_several_groups_are_put_away_at_once(sign_in: SignIn, database: Engine) -> None:
    for text in ("夜校有补贴吗", "摆摊要交税吗", "失业金能不能代领"):
        keep(database, text)
    editor = sign_in("editor", Role.EDITOR)
    page = look(editor, "unanswered")
    groups = [part.partition('"')[0] for part in page.split('name="group" value="')[1:]]
    ticked = sorted(set(groups))[:2]
    key = page.partition('name="key" value="')[2][:64]
    done = editor.post(f"{PATH}/groups/settle", data={"key": key, "tab": "unanswered", "group": ticked})
    assert done.status_code == 303
    assert page.count('data-testid="group"') == 3 and look(editor, "unanswered").count('data-testid="group"') == 1
    assert submit(editor, f"{PATH}/groups/settle", {"tab": "unanswered"}).status_code == 409
