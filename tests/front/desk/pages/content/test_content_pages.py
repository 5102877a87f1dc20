"""Changing amounts and sentences on the desk: an editor proposes, a second person publishes, everyone sees what would change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.front import create_app
from bot.settings import Settings
from bot.staff import AuditLog, Role, Wanted
from tests.content.office_folder import LOAN, git
from tests.fixtures.small_kb import copy_small_kb
from tests.front.desk.conftest import SignIn, submit
from tests.front.fake_dialogue import FakeDialogue

PATH = "/desk/content"
AMOUNT = f"{PATH}/amounts/example_loan.individual_max"
FORM = {
    "value": "500000",
    "shown": "50万元",
    "since": "2026-11-01",
    "basis": "document",
    "title": "示例新通知",
    "issuer": "示例市人社局",
    "dated": "2026-10-20",
    "standing": "official",
    "label": "第一条",
    "passage": "个人创业担保贷款最高50万元。",
    "quote": "最高50万元",
    "reason": "新通知从11月起提高",
}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    """Give settings whose knowledge base is a small one in a git repository."""
    folder = copy_small_kb(tmp_path)
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


def propose(client: TestClient, **changed: str) -> int:
    response = submit(client, AMOUNT, {**FORM, **changed, "propose": "1"}, AMOUNT)
    assert response.status_code == 303, response.text
    return int(response.headers["location"].rpartition("/")[2])


def decide(client: TestClient, number: int, act: str, **form: str) -> int:
    page = f"{PATH}/changes/{number}"
    return submit(client, f"{page}/{act}", form, page).status_code


def test_an_amount_is_proposed_published_told_and_undone(
    app: FastAPI, editor: TestClient, second: TestClient, database: Engine, settings: Settings
) -> None:
    number = propose(editor)
    app.state.knowledge.renew()
    assert "50万元" not in second.get(f"{PATH}?q=贷款").text
    shown = second.get(f"{PATH}/changes/{number}").text
    assert "个人最高40万元。" in shown and "个人最高50万元。" in shown and "看过了，发布" in shown
    assert decide(second, number, "publish") == 303
    app.state.knowledge.renew()
    assert "<strong>50万元</strong>" in second.get(f"{PATH}?q=贷款").text
    looked = second.get("/desk/lookup", params={"q": "个人创业贷款 能有多少钱"}).text
    assert "个人最高50万元" in looked and "个人最高40万元" in looked and "2026-11-01 至 现在" in looked
    assert decide(editor, number, "undo", reason="文件还没有生效") == 303
    app.state.knowledge.renew()
    assert "<strong>40万元</strong>" in second.get(f"{PATH}?q=贷款").text
    assert "新通知" not in (settings.kb_dir / "sources.yml").read_text(encoding="utf-8")
    acts = [(entry.act, entry.who) for entry in AuditLog(database).read(Wanted(act="content"))]
    assert acts[::-1] == [
        ("content.proposed", "zhaoli"),
        ("content.published", "wangqiang"),
        ("content.undone", "zhaoli"),
    ]


def test_who_proposed_is_told_to_let_somebody_else_publish(editor: TestClient) -> None:
    number = propose(editor)
    assert "看过了，发布" not in editor.get(f"{PATH}/changes/{number}").text
    assert decide(editor, number, "publish") == 409


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": "五十万"}, "“数”要写阿拉伯数字"),
        ({"since": ""}, "“从哪天起”要写一个日期"),
        ({"quote": "最高90万元"}, "检查没有通过"),
        ({"reason": "改"}, "请写为什么改"),
        ({"basis": "clause", "clause": "nothing-1"}, "要从已有的里面选一条"),
        ({"basis": "passage", "source": "nothing"}, "要从已登记的里面选一份"),
        ({"until": "2026-10-01"}, "要在“从哪天起”之后"),
        ({"title": ""}, "“文件名称”还没有写"),
    ],
)
def test_what_is_wrong_is_said_beside_the_form_which_keeps_what_was_typed(
    editor: TestClient, changed: dict[str, str], said: str
) -> None:
    response = submit(editor, AMOUNT, {**FORM, **changed, "propose": "1"}, AMOUNT)
    assert response.status_code == 409
    assert said in response.text and 'value="示例市人社局"' in response.text


def test_a_passage_of_a_registered_document_can_be_the_basis(editor: TestClient, settings: Settings) -> None:
    number = propose(editor, basis="passage", source="example_notice")
    files = editor.get(f"{PATH}/changes/{number}").text
    assert "documents/example_notice.yml" in files and "example_notice-20261101" in files
    assert "50万元" not in (settings.kb_dir / LOAN).read_text(encoding="utf-8")


def test_as_it_is_typed_the_page_says_what_would_change(editor: TestClient) -> None:
    key = editor.get(AMOUNT).text.partition('name="key" value="')[2][:64]
    part = editor.post(AMOUNT, data={**FORM, "key": key}, headers={"HX-Request": "true"}).text
    assert "<html" not in part and "个人最高50万元。" in part


def test_a_sentence_is_put_right_by_two(app: FastAPI, editor: TestClient, second: TestClient) -> None:
    page = f"{PATH}/sentences/example_loan/procedure/0"
    assert "向经办银行提出申请。" in editor.get(page).text
    form = {"text": "向经办银行提出书面申请。", "since": "", "reason": "说清楚要书面", "propose": "1"}
    response = submit(editor, page, form, page)
    assert response.status_code == 303, response.text
    number = int(response.headers["location"].rpartition("/")[2])
    assert decide(second, number, "publish") == 303
    app.state.knowledge.renew()
    assert "向经办银行提出书面申请。" in editor.get(page).text


def test_whoever_does_not_agree_says_why_and_the_editor_reads_it(editor: TestClient, second: TestClient) -> None:
    number = propose(editor)
    assert decide(second, number, "decline") == 409
    assert decide(second, number, "decline", remark="文号不对") == 303
    assert "文号不对" in editor.get(f"{PATH}/changes/{number}").text
    assert decide(second, number, "publish") == 409
    # What was declined stands in the way of nothing.
    assert propose(editor) == number + 1


@pytest.mark.parametrize(("role", "page"), [(Role.APPROVER, AMOUNT), (Role.MATCHMAKER, PATH), (Role.AUDITOR, PATH)])
def test_only_editors_change_and_only_editors_and_approvers_look(sign_in: SignIn, role: Role, page: str) -> None:
    assert sign_in("other", role).get(page).status_code == 403


@pytest.mark.parametrize(
    "page",
    ["amounts/nothing.here", "sentences/example_loan/amount/9", "sentences/nobody/amount/0", "changes/9", "?tab=x"],
)
def test_what_is_not_there_is_not_found(editor: TestClient, page: str) -> None:
    assert editor.get(f"{PATH}/{page}".replace("/?", "?")).status_code == 404
