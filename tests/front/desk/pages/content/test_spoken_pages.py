"""Changing names and questions on the desk, and carrying out what colleagues propose: accepted, published, done; undone, waiting again."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from fastapi import FastAPI
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.front import create_app
from bot.questions import EditorsWish, ProposalKind, Proposals, ProposalState
from bot.settings import Settings
from bot.staff import Role
from tests.content.office_folder import git
from tests.fixtures.small_kb import copy_small_kb
from tests.front.desk.conftest import SignIn, submit
from tests.front.fake_dialogue import FakeDialogue

PATH = "/desk/content"
POLICY = "example_loan"
NAMES = f"{PATH}/names/{POLICY}"
QUESTIONS = f"{PATH}/questions/{POLICY}"
HOW = f"{QUESTIONS}/how_to_apply"
LINES = "个人创业担保贷款\n个人担保贷款"
REASON = "群众都这么叫"


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Give settings whose knowledge base is a small one in a git repository; one sentence of it has an id."""
    folder = copy_small_kb(tmp_path)
    file = folder / "policies" / f"{POLICY}.yml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        text.replace("  procedure:\n    - text:", "  procedure:\n    - id: how_to_apply\n      text:"), "utf-8"
    )
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "kb")
    git(tmp_path, "commit", "--quiet", "-m", "begin")
    return replace(settings, kb_dir=folder)


@pytest.fixture
def app(settings: Settings, dialogue: FakeDialogue) -> FastAPI:
    """Give the application over the small knowledge base."""
    return create_app(settings, dialogue.transport)


@pytest.fixture
def editor(sign_in: SignIn) -> Iterator[TestClient]:
    """Give an editor's browser."""
    yield sign_in("zhaoli", Role.EDITOR)


@pytest.fixture
def second(sign_in: SignIn) -> TestClient:
    """Give the browser of whoever publishes."""
    return sign_in("wangqiang", Role.APPROVER)


def propose(client: TestClient, page: str, lines: str, **more: str) -> int:
    form = {"lines": lines, "reason": REASON, "propose": "1", **more}
    response = submit(client, page, form, page)
    assert response.status_code == 303, response.text
    return int(response.headers["location"].rpartition("/")[2])


def decide(client: TestClient, number: int, act: str, **form: str) -> int:
    page = f"{PATH}/changes/{number}"
    return submit(client, f"{page}/{act}", form, page).status_code


def wish(engine: Engine, kind: ProposalKind, text: str, facet: str | None = None) -> int:
    return Proposals(engine).propose(EditorsWish(kind, POLICY, text, facet), "lihong", now())


def state_of(engine: Engine, proposal: int) -> ProposalState:
    found = Proposals(engine).find(proposal)
    assert found is not None
    return found.state


def test_a_new_name_is_looked_at_published_found_and_undone(
    app: FastAPI, editor: TestClient, second: TestClient, settings: Settings
) -> None:
    lines = f"{LINES}\n小老板贷款"
    seen = submit(editor, NAMES, {"lines": lines, "reason": REASON, "look": "1"}, NAMES).text
    assert 'data-testid="heard-words"' in seen and "听成个人创业贷款" in seen
    number = propose(editor, NAMES, lines)
    assert "小老板贷款" in second.get(f"{PATH}/changes/{number}").text
    assert app.state.knowledge().policies[POLICY].aliases == tuple(LINES.split())
    assert decide(second, number, "publish") == 303
    app.state.knowledge.renew()
    assert "小老板贷款" in second.get(f"{PATH}?tab=heard&q=小老板").text
    assert "小老板贷款 · 能有多少钱" not in second.get("/desk/lookup", params={"q": "小老板贷款"}).text
    assert "个人创业贷款" in second.get("/desk/lookup", params={"q": "小老板贷款"}).text
    assert decide(editor, number, "undo", reason="容易听错") == 303
    app.state.knowledge.renew()
    assert "没有这样叫的政策" in second.get(f"{PATH}?tab=heard&q=小老板").text


def test_a_new_question_is_published_into_a_file_of_its_own(
    app: FastAPI, editor: TestClient, second: TestClient, settings: Settings
) -> None:
    assert "向经办银行提出申请。" in editor.get(QUESTIONS).text
    number = propose(editor, HOW, "没钱开店找谁借\n没钱开店找谁借")
    assert decide(second, number, "publish") == 303
    held = yaml.safe_load((settings.kb_dir / "questions" / f"{POLICY}.yml").read_text(encoding="utf-8"))
    assert held == {"policy": POLICY, "questions": {"how_to_apply": ["没钱开店找谁借"]}}
    app.state.knowledge.renew()
    assert "没钱开店找谁借" in editor.get(HOW).text
    assert decide(editor, number, "undo", reason="问法不对") == 303
    assert not (settings.kb_dir / "questions" / f"{POLICY}.yml").exists()


@pytest.mark.parametrize(
    ("page", "lines", "said"),
    [
        (NAMES, f"{LINES}\n免费创业培训", "免费创业培训"),
        (NAMES, f"{LINES}\n{'很' * 21}", "叫法最多 20 个;"),
        (NAMES, f"{LINES}\n贷", "“贷”只有一个字"),
        (NAMES, LINES, "和现在一样"),
        (HOW, "？！", "没有字"),
        (HOW, "", "和现在一样"),
    ],
)
def test_what_is_wrong_is_said_beside_the_form_which_keeps_what_was_typed(
    editor: TestClient, page: str, lines: str, said: str
) -> None:
    response = submit(editor, page, {"lines": lines, "reason": REASON, "propose": "1"}, page)
    assert response.status_code == 409
    assert said in response.text and REASON in response.text and lines.partition("\n")[2] in response.text


def test_as_it_is_typed_the_gates_speak(editor: TestClient) -> None:
    key = editor.get(NAMES).text.partition('name="key" value="')[2][:64]
    form = {"lines": f"{LINES}\n免费创业培训", "reason": REASON, "key": key}
    part = editor.post(NAMES, data=form, headers={"HX-Request": "true"}).text
    assert "<html" not in part and "检查没有通过" in part


def test_a_name_that_a_colleague_proposed_is_filled_in_and_done_when_it_is_published(
    app: FastAPI, editor: TestClient, second: TestClient, database: Engine
) -> None:
    proposal = wish(database, ProposalKind.ALIAS, "开店借的钱")
    shelf = "/desk/questions?tab=proposals"
    accepting = f"{NAMES}?proposal={proposal}"
    assert accepting in editor.get(shelf).text
    page = editor.get(accepting).text
    assert ">开店借的钱</textarea>" in page and f"{LINES}</textarea>" in page and f"采纳同事的建议{proposal}号" in page
    number = propose(editor, NAMES, LINES, added="开店借的钱", proposal=str(proposal))
    assert state_of(database, proposal) is ProposalState.OPEN
    waiting = editor.get(shelf).text
    assert f"已经提了改动 {number} 号" in waiting and accepting not in waiting
    assert decide(second, number, "publish") == 303
    assert state_of(database, proposal) is ProposalState.DONE
    assert editor.get(accepting).status_code == 409
    app.state.knowledge.renew()
    assert decide(editor, number, "undo", reason="容易听错") == 303
    assert state_of(database, proposal) is ProposalState.OPEN


def test_a_question_that_a_colleague_proposed_leads_to_the_sentence_that_answers_it(
    editor: TestClient, second: TestClient, database: Engine
) -> None:
    proposal = wish(database, ProposalKind.QUESTION, "贷款去哪家银行问", "procedure")
    page = editor.get(f"{QUESTIONS}?proposal={proposal}").text
    assert page.index("向经办银行提出申请。") < page.index("个人最高")
    assert f"{HOW}?proposal={proposal}" in page
    assert ">贷款去哪家银行问</textarea>" in editor.get(f"{HOW}?proposal={proposal}").text
    number = propose(editor, HOW, "", added="贷款去哪家银行问", proposal=str(proposal))
    assert f"建议 {proposal} 号" in second.get(f"{PATH}/changes/{number}").text
    assert decide(second, number, "decline", remark="已经有这个问法") == 303
    assert state_of(database, proposal) is ProposalState.OPEN


def test_a_proposal_is_carried_out_only_on_its_own_page(editor: TestClient, database: Engine) -> None:
    proposal = wish(database, ProposalKind.ALIAS, "开店借的钱")
    for page in (f"{HOW}?proposal={proposal}", f"{NAMES}?proposal=999", f"{NAMES}?proposal=x"):
        assert editor.get(page).status_code == 404
    assert editor.get(f"{PATH}/names/example_training?proposal={proposal}").status_code == 404


@pytest.mark.parametrize("page", [NAMES, QUESTIONS, HOW])
def test_only_editors_change_names_and_questions(second: TestClient, page: str) -> None:
    assert second.get(page).status_code == 403


@pytest.mark.parametrize("page", ["names/nobody", "questions/nobody", f"questions/{POLICY}/nothing"])
def test_a_policy_or_sentence_that_is_not_there_is_not_found(editor: TestClient, page: str) -> None:
    assert editor.get(f"{PATH}/{page}").status_code == 404
