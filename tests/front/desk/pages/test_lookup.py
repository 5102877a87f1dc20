"""Looking up on the desk: the clause with its quote, the number of a document, earlier wordings, and what is not known."""

from __future__ import annotations

import re

import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.questions.proposals import ProposalKind, Proposals
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, submit

PATH = "/desk/lookup"
FRAGMENT = {"HX-Request": "true"}


@pytest.fixture
def desk(sign_in: SignIn) -> TestClient:
    """Give the browser of a matchmaker."""
    return sign_in()


def look(desk: TestClient, text: str, on: str = "") -> str:
    page = desk.get(PATH, params={"q": text, "on": on}, headers=FRAGMENT)
    assert page.status_code == 200
    return page.text


def test_an_answer_stands_with_its_clause_and_the_quote_marked_in_it(desk: TestClient) -> None:
    page = look(desk, "灵活就业社保补贴 多少")
    first = page.split("</article>")[0]
    assert "四分之三" in first and "第3条" in first and "区方案原文" in first
    assert re.search(r"<mark>[^<]*四分之三[^<]*</mark>", first)
    assert "【" in first and "复制给居民" in first


@pytest.mark.parametrize(
    "number", ["津人社办发〔2020〕57号", "津人社办发（2020）57 号", "57号", "plan-3", "ＰＬＡＮ-3"]
)
def test_a_document_or_clause_is_found_by_its_number(desk: TestClient, number: str) -> None:
    assert look(desk, number).count("<article") >= 1


def test_a_document_that_is_not_held_is_not_replaced_by_another(desk: TestClient) -> None:
    page = look(desk, "津人社局发〔2016〕88号")
    assert "<article" not in page and "未找到依据" in page


def test_another_day_gives_another_answer_and_the_wordings_show_what_changed(desk: TestClient) -> None:
    then, now = look(desk, "个人创业担保贷款 额度", "2019-06-30"), look(desk, "个人创业担保贷款 额度")
    assert then.split("</article>")[0] != now.split("</article>")[0]
    assert "以前和以后的说法" in now and "<ins>" in now


def test_nothing_found_says_whom_to_ask(desk: TestClient) -> None:
    assert "12333" in look(desk, "zzzzqqqq")


def test_a_fragment_is_no_page_and_the_page_works_without_script(desk: TestClient) -> None:
    assert "<html" not in look(desk, "失业金")
    page = desk.get(PATH, params={"q": "失业金"}).text
    assert "<html" in page and "<article" in page


@pytest.mark.parametrize(
    "text", ["", " ", "😀😀", "'; DROP TABLE people; --", "<script>alert(1)</script>", "长" * 3000, "%", "\x00"]
)
def test_odd_words_give_a_page(desk: TestClient, text: str) -> None:
    assert "<script>" not in look(desk, text)


@pytest.mark.parametrize("on", ["yesterday", "2026-13-01", "9999-12-31", "0001-01-01"])
def test_odd_days_give_a_page(desk: TestClient, on: str) -> None:
    look(desk, "失业金", on)


def test_a_note_that_something_is_wrong_reaches_the_editors(desk: TestClient, database: Engine) -> None:
    form = {"policy": "startup_loan_individual", "facet": "amount", "clause": "plan-6", "note": "额度变了"}
    assert submit(desk, f"{PATH}/corrections", form).status_code == 303
    (proposal,) = Proposals(database).all()
    wish = proposal.wish
    assert (wish.kind, wish.policy, wish.facet, wish.note) == (
        ProposalKind.CORRECTION,
        "startup_loan_individual",
        "amount",
        "额度变了",
    )
    assert submit(desk, f"{PATH}/corrections", {**form, "policy": "none"}).status_code == 404
    assert submit(desk, f"{PATH}/corrections", {**form, "note": " "}).status_code == 409


def test_every_role_may_look_up(sign_in: SignIn) -> None:
    for role in Role:
        assert sign_in(f"a-{role.value}", role).get(PATH).status_code == 200
