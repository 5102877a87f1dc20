"""The page of introductions: openings with reasons, the question to the person, the employer's answer, and whom may be called when."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from fastapi import FastAPI
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.front.me.holdings import Holdings
from bot.jobs import Openings
from bot.jobs.imports import OpeningImport, import_openings
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.people import Identities, Sealer
from bot.referrals.introductions import Introductions
from bot.referrals.open import PersonCall, open_call
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from tests.front.desk.conftest import SignIn, submit

SEALER = Sealer("k" * 40)
PHONE, EMPLOYER_PHONE = "13800001111", "022-00000000"
# As a page could write it.
WRITTEN = (
    PHONE,
    PHONE.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
    "138 0000 1111",
    "138-0000-1111",
)
HEADER = "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,任职要求,联系人,联系电话\n"
ROWS = [
    ("保洁员", "4000元/月", "中北镇", ""),
    ("帮厨", "4200元/月", "中北镇", "有健康证"),
    ("焊工", "9000元/月", "大寺镇", ""),
]


@dataclass
class Called:
    """Somebody who called and is registered, with their referral."""

    database: Engine
    referral: int

    @property
    def path(self) -> str:
        return f"/desk/referrals/{self.referral}/introductions"

    def asked(self) -> int:
        """Return the number of the introduction."""
        [found] = Introductions(self.database).of_referral(self.referral)
        return found.id

    def agree(self) -> int:
        """Let the person say yes; return the number."""
        asked = self.asked()
        Introductions(self.database).answer("web:a", asked, now(), agrees=True)
        return asked


@pytest.fixture
def called(database: Engine, kb: KnowledgeBase, tmp_path: Path) -> Called:
    rows = [
        f"样例公司,91350100M000100Y43,{title},{pay},{town},{needs},样例人,{EMPLOYER_PHONE}\n"
        for title, pay, town, needs in ROWS
    ]
    file = tmp_path / "openings.csv"
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    this = OpeningImport("list", "a secret for tests", SEALER, now())
    import_openings(database, this, file, kb, now().date(), lambda _mistake: None)
    Openings(database).pass_clean("lihong", now())
    referral = open_call(database, PersonCall("web:a", None), now(), kb.calendar).id
    until = now().date() + timedelta(days=90)
    seeker = Seekers(database).register("web:a", JobWish(("cleaning",), ("中北镇",), 350_000), until, now())
    assert seeker is not None
    Seekers(database).note(seeker, {"phone_sealed": SEALER.seal(PHONE)}, None, now())
    return Called(database, referral)


def ask(client: TestClient, called: Called) -> None:
    page = client.get(called.path).text
    opening = page.split('name="opening" value="')[1].split('"')[0]
    assert submit(client, called.path, {"opening": opening}, called.path).status_code == 303


def test_openings_are_proposed_with_reasons_and_one_question(called: Called, sign_in: SignIn) -> None:
    page = sign_in().get(called.path).text
    assert page.count('data-testid="proposed"') == 2
    assert "合：是保洁的活" in page and "合：就在中北镇" in page
    assert "不合：是厨师的活，想找的是保洁" in page and "先问本人：有没有健康证？" in page
    assert PHONE not in page and EMPLOYER_PHONE not in page


def test_the_person_is_asked_once_and_then_the_employer(called: Called, sign_in: SignIn) -> None:
    client = sign_in()
    ask(client, called)
    page = client.get(called.path).text
    assert "等本人答复" in page and page.count('data-testid="proposed"') == 1
    assert 'data-testid="willing"' not in page
    number = called.agree()
    assert "本人同意了、等您问单位的推介" in client.get("/desk").text
    shown = submit(client, f"{called.path}/{number}/employer", {}, called.path).text
    assert EMPLOYER_PHONE in shown
    submit(client, f"{called.path}/{number}", {"state": "willing"}, called.path)
    assert "单位愿意见" in client.get(called.path).text
    submit(client, f"{called.path}/{number}", {"state": "failed", "reason": "时间对不上"}, called.path)
    assert "时间对不上" in client.get(called.path).text
    assert "已推介，等办结" in client.get(f"/desk/referrals/{called.referral}").text
    acts = [entry.act for entry in AuditLog(called.database).read(Wanted()) if entry.act.startswith("referral.")]
    assert acts.count("referral.introduction_noted") == 2 and "referral.introduction_asked" in acts


def test_a_number_is_shown_after_the_person_agreed_and_not_a_moment_before_or_after(
    called: Called, sign_in: SignIn
) -> None:
    client = sign_in()
    ask(client, called)
    early = client.post(f"{called.path}/{called.asked()}/phone", data=form_of(client, called))
    assert PHONE not in early.text and "还没同意" in early.text
    number = called.agree()
    assert PHONE in submit(client, f"{called.path}/{number}/phone", {}, called.path).text
    seeker = Seekers(called.database).of("web:a", now())
    assert seeker is not None
    key = form_of(client, called)
    Seekers(called.database).stop(seeker.person, "chat", now())
    assert PHONE not in client.post(f"{called.path}/{number}/phone", data=key).text


def form_of(client: TestClient, called: Called) -> dict[str, str]:
    page = client.get(called.path).text
    return {"key": page.split('name="key" value="')[1].split('"')[0]}


def test_who_stopped_meanwhile_is_said_to_the_matchmaker(called: Called, sign_in: SignIn) -> None:
    client = sign_in()
    ask(client, called)
    number = called.agree()
    key = form_of(client, called)
    seeker = Seekers(called.database).of("web:a", now())
    assert seeker is not None
    Seekers(called.database).stop(seeker.person, "chat", now())
    done = client.post(f"{called.path}/{number}", data={**key, "state": "willing"}, follow_redirects=True)
    assert "请告诉单位不用再联系" in done.text and "单位愿意见" not in done.text


def test_another_station_and_other_roles_see_nothing(called: Called, sign_in: SignIn) -> None:
    for role in (Role.EDITOR, Role.APPROVER, Role.AUDITOR):
        assert sign_in(role.value, role).get(called.path).status_code == 403


def test_an_opening_that_was_not_proposed_cannot_be_asked_about(called: Called, sign_in: SignIn) -> None:
    client = sign_in()
    for value in ("999", "", "x", "9" * 30):
        answer = submit(client, called.path, {"opening": value}, called.path)
        assert answer.status_code == 409 and "请刷新后再看" in answer.text
    assert submit(client, f"{called.path}/1", {"state": "willing"}, called.path).status_code == 409


def walk(app: FastAPI, client: TestClient, called: Called, introduction: int, *, posts: bool) -> dict[str, bytes]:
    """Return what every page and export of the desk gives; with ``posts`` also what every button of it answers."""
    ids = {"referral": str(called.referral), "introduction": str(introduction), "opening": "1"}
    form = form_of(client, called) if posts else {}
    found: dict[str, bytes] = {}
    for method, path in app.state.desk.routes:
        address = re.sub(r"\{(\w+)\}", lambda name: ids.get(name[1], "1"), path)
        if method == "GET":
            found[address] = client.get(address).content
        elif posts and not path.endswith("/{introduction}"):
            found[f"POST {address}"] = client.post(address, data=form, follow_redirects=True).content
    return found


@pytest.mark.parametrize("role", list(Role))
def test_no_page_and_no_export_shows_the_number_of_who_did_not_agree(
    app: FastAPI, called: Called, sign_in: SignIn, role: Role
) -> None:
    ask(sign_in(), called)
    introduction = called.asked()
    client = sign_in(f"the-{role.value}", role)
    may_see = role in (Role.MATCHMAKER, Role.ADMIN)
    shown = walk(app, client, called, introduction, posts=may_see)
    assert len(shown) > 20
    assert not [address for address, content in shown.items() if any(one.encode() in content for one in WRITTEN)]
    called.agree()
    again = walk(app, client, called, introduction, posts=False)
    assert not [address for address, content in again.items() if any(one.encode() in content for one in WRITTEN)]
    if may_see:
        number = client.post(f"{called.path}/{introduction}/phone", data=form_of(client, called))
        assert PHONE in number.text


def test_a_visitor_gets_the_number_of_nobody_and_their_own_stays_locked(called: Called, kb: KnowledgeBase) -> None:
    for conversation in ("web:a", "web:b"):
        holdings = Holdings(called.database, Identities(called.database, "a secret for tests"), kb, {})
        identity = holdings.meet(conversation, now())
        assert PHONE not in json.dumps(holdings.export(identity), ensure_ascii=False)
        assert PHONE not in repr(holdings.page(identity, now()))
