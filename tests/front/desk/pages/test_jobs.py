"""The page of openings: what is flagged with its clause, letting pass, refusing, and whom to call."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.jobs import Openings, OpeningState
from bot.jobs.imports import OpeningImport, import_openings
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, key_of, submit

PATH = "/desk/jobs"
HEADER = "岗位编号,单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,任职要求,岗位职责,联系人,联系电话\n"
CLEAN = "A1,样例公司,91350100M000100Y43,保洁员,4000-4500元/月,中北镇,,打扫楼道，微信zhang_2026,样例人,022-00000000\n"
FLAGGED = "A2,样例公司,91350100M000100Y43,<b>保安</b>,2000,中北镇,限男35岁以下,,,\n"


@pytest.fixture
def read(database: Engine, kb: KnowledgeBase, tmp_path: Path) -> object:
    """Give what imports rows into the desk's database."""

    def rows(text: str) -> None:
        file = tmp_path / "openings.csv"
        file.write_text(HEADER + text, encoding="utf-8")
        this = OpeningImport("list", "a secret for tests", Sealer("k" * 40), now())
        import_openings(database, this, file, kb, now().date(), lambda _mistake: None)

    rows(CLEAN + FLAGGED)
    return rows


def seen_of(page: str, opening: int) -> str:
    found = re.search(rf'/{opening}/judge.*?name="seen" value="([^"]+)"', page, re.DOTALL)
    assert found is not None
    return found[1].replace("&#43;", "+")


def state_of(database: Engine, opening: int) -> OpeningState:
    found = Openings(database).find(opening)
    assert found is not None
    return found.state


def test_what_waits_is_shown_with_its_flags_and_clauses_and_without_contacts(read: object, sign_in: SignIn) -> None:
    page = sign_in().get(PATH).text
    assert "限定性别：“限男”。《中华人民共和国就业促进法》第二十七条" in page
    assert "低于最低工资：“2000元”" in page
    assert "4000–4500元/月" in page
    assert "&lt;b&gt;保安" in page and "<b>保安" not in page
    assert not [secret for secret in ("zhang_2026", "样例人", "022-00000000") if secret in page]
    assert page.count('data-testid="opening"') == 2
    assert sign_in("wangfang").get(f"{PATH}?flagged=1").text.count('data-testid="opening"') == 2


def test_an_opening_is_let_pass_and_it_is_written_down(read: object, sign_in: SignIn, database: Engine) -> None:
    colleague = sign_in()
    form = {"act": "pass", "seen": seen_of(colleague.get(PATH).text, 1), "back": "waiting"}
    done = submit(colleague, f"{PATH}/1/judge", form)
    assert (done.status_code, done.headers["location"]) == (303, f"{PATH}?state=waiting")
    assert state_of(database, 1) is OpeningState.PASSED
    [entry] = AuditLog(database).read(Wanted())
    assert (entry.who, entry.act, entry.about) == ("lihong", "jobs.passed", "opening:1")
    assert "保洁员" in colleague.get(f"{PATH}?state=passed").text


def test_a_refusal_says_why(read: object, sign_in: SignIn, database: Engine) -> None:
    colleague = sign_in()
    form = {"act": "refuse", "seen": seen_of(colleague.get(PATH).text, 2)}
    assert submit(colleague, f"{PATH}/2/judge", form).status_code == 409
    assert state_of(database, 2) is OpeningState.WAITING
    assert submit(colleague, f"{PATH}/2/judge", {**form, "reason": "去掉性别和年龄"}).status_code == 303
    assert "去掉性别和年龄" in colleague.get(f"{PATH}?state=refused").text


def test_what_a_list_changed_meanwhile_is_not_let_pass(read: object, sign_in: SignIn, database: Engine) -> None:
    colleague = sign_in()
    form = {"act": "pass", "seen": seen_of(colleague.get(PATH).text, 1)}
    assert callable(read)
    read(CLEAN.replace("打扫楼道", "先交押金") + FLAGGED)
    refused = submit(colleague, f"{PATH}/1/judge", form)
    assert (refused.status_code, "刷新" in refused.text) == (409, True)
    assert state_of(database, 1) is OpeningState.WAITING


def test_the_contact_is_shown_when_asked_for_and_that_is_written_down(
    read: object, sign_in: SignIn, database: Engine
) -> None:
    page = submit(sign_in(), f"{PATH}/1/contact", {}).text
    assert "联系人：样例人；电话：022-00000000；对外隐去的：zhang_2026" in page
    [entry] = AuditLog(database).read(Wanted())
    assert (entry.act, entry.about, entry.detail) == ("jobs.contact_shown", "opening:1", None)


@pytest.mark.parametrize(
    "form", [{}, {"act": "fly"}, {"act": "pass", "seen": "yesterday"}, {"act": "pass", "seen": "2026-11-25T10:00:00"}]
)
def test_a_form_that_no_page_of_ours_makes_is_refused(
    read: object, sign_in: SignIn, database: Engine, form: dict[str, str]
) -> None:
    assert submit(sign_in(), f"{PATH}/1/judge", form).status_code == 400
    assert state_of(database, 1) is OpeningState.WAITING


@pytest.mark.parametrize("query", ["?state=nothing", "?after=-1", "?after=99999999999"])
def test_an_address_that_means_nothing_is_no_page(sign_in: SignIn, query: str) -> None:
    assert sign_in().get(PATH + query).status_code == 404


def test_an_opening_that_is_not_there_is_no_page(sign_in: SignIn) -> None:
    assert submit(sign_in(), f"{PATH}/7/contact", {}).status_code == 404


def test_an_auditor_sees_and_judges_nothing(read: object, sign_in: SignIn, database: Engine) -> None:
    auditor = sign_in("zhaoqian", Role.AUDITOR)
    key = key_of(auditor.get("/desk").text)
    assert auditor.get(PATH).status_code == 403
    assert auditor.post(f"{PATH}/1/contact", data={"key": key}).status_code == 403
    form = {"key": key, "act": "pass", "seen": (now() - timedelta(days=1)).isoformat()}
    assert auditor.post(f"{PATH}/1/judge", data=form).status_code == 403
    assert state_of(database, 1) is OpeningState.WAITING


def test_what_waits_is_counted_on_the_first_page(read: object, sign_in: SignIn) -> None:
    assert "等审核的岗位" in sign_in().get("/desk").text
