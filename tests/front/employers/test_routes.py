"""What employers do with a link: an opening that nobody sees before it is let pass, and one answer that shows no more than was agreed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.front import create_app
from bot.front.employers import EmployerLinks
from bot.jobs import Openings, OpeningState, erase_employer
from bot.jobs.imports import OpeningImport, keep_employer
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.referrals import history
from bot.referrals.introductions import Introductions, IntroductionState
from bot.referrals.open import PersonCall, open_call
from bot.referrals.talk_lines import TalkLines
from bot.settings import Settings
from bot.storage.tables import seekers
from tests.front.desk.conftest import SignIn, app, client, database, dialogue, kb, settings, sign_in, submit
from tests.front.fake_dialogue import SECRET, FakeDialogue

__all__ = ["app", "client", "database", "dialogue", "kb", "settings", "sign_in"]
CODE, PHONE, THEIRS = "91350100M000100Y43", "022-00000000", "13800001111"
LINKS = EmployerLinks(SECRET, None, None)
SEALER = Sealer("k" * 40)
WRITTEN = {
    "title": "保洁员",
    "pay": "4000-4500元/月",
    "town": "中北镇",
    "duties": "打扫楼道，微信zhang_2026",
    "contact": "样例人",
    "phone": PHONE,
}


@pytest.fixture
def employer(database: Engine) -> int:
    return keep_employer(database, OpeningImport("desk", SECRET, SEALER, now()), "样例公司", CODE, "中北镇")


@pytest.fixture
def asked(database: Engine, kb: KnowledgeBase, client: TestClient, employer: int) -> int:
    """Give an introduction that a person agreed to."""
    client.post(LINKS.form(employer), data=WRITTEN)
    [opening] = Openings(database).list(None, now().date())
    Openings(database).judge(opening.id, OpeningState.PASSED, "lihong", now())
    referral = open_call(database, PersonCall("web:a", None), now(), kb.calendar).id
    wish = JobWish(("cleaning",), ("中北镇",), 350_000)
    seeker = Seekers(database).register("web:a", wish, now().date() + timedelta(days=90), now())
    assert seeker is not None
    Seekers(database).note(seeker, {"phone_sealed": SEALER.seal(THEIRS), "works_nights": True}, None, now())
    made = Introductions(database).ask(referral, opening.id, "样例", "lihong", now())
    Introductions(database).answer("web:a", made.id, now(), agrees=True)
    return made.id


def of(database: Engine, introduction: int) -> tuple[IntroductionState, str | None, int]:
    [found] = Introductions(database).of_person("web:a")
    assert found.id == introduction and found.referral is not None
    return found.state, found.reason, found.referral


def test_what_an_employer_writes_waits_with_its_flags_and_nothing_of_it_is_public(
    client: TestClient, database: Engine, employer: int
) -> None:
    link = LINKS.form(employer)
    page = client.get(link)
    assert "样例公司" in page.text and "审核通过以前，什么都不公开" in page.text
    assert "set-cookie" not in page.headers and page.headers["cache-control"] == "no-store"
    done = client.post(link, data={**WRITTEN, "requirements": "限男，35岁以下"})
    assert done.status_code == 303 and "等红娘审核" in client.get(done.headers["location"]).text
    [opening] = Openings(database).list(None, now().date())
    assert (opening.state, opening.employer.id) == (OpeningState.WAITING, employer)
    assert {flag.kind.value for flag in opening.flags} == {"sex", "age", "contact"}
    assert Openings(database).contact(opening.id, SEALER).phone == PHONE
    shown = client.get(link).text
    assert "保洁员：等审核" in shown and not [each for each in (PHONE, "zhang_2026", "样例人") if each in shown]


def test_the_same_form_again_is_one_opening(client: TestClient, database: Engine, employer: int) -> None:
    link = LINKS.form(employer)
    sent = [client.post(link, data=WRITTEN).headers["location"].partition("sent=")[2] for _ in range(2)]
    changed = client.post(link, data={**WRITTEN, "duties": "打扫大厅"}).headers["location"]
    assert sent == ["fresh", "unchanged"] and changed.endswith("changed")
    assert len(Openings(database).list(None, now().date())) == 1


def test_what_was_typed_stays_until_it_is_right(client: TestClient, database: Engine, employer: int) -> None:
    wrong = {**WRITTEN, "title": "", "pay": "看情况再说12", "headcount": "很多", "until": "2020-01-01", "phone": "123"}
    page = client.post(LINKS.form(employer), data=wrong)
    assert page.status_code == 422
    for name in ("title", "headcount", "until", "phone"):
        assert f'data-testid="wrong-{name}"' in page.text
    assert "打扫楼道，微信zhang_2026" in page.text and 'value="很多"' in page.text
    assert Openings(database).list(None, now().date()) == []


@pytest.mark.parametrize("written", ["<script>alert(1)</script>", "\x00\u202e", "x" * 999, "同上", "'; DROP TABLE x"])
def test_hostile_words_are_shown_as_words_or_refused(
    client: TestClient, database: Engine, employer: int, written: str
) -> None:
    page = client.post(LINKS.form(employer), data=dict.fromkeys(WRITTEN, written) | {"employer": "别家", "id": "9"})
    assert page.status_code in (303, 422) and "<script>alert" not in page.text
    assert "<script>alert" not in client.get(LINKS.form(employer)).text
    assert all(each.employer.name == "样例公司" for each in Openings(database).list(None, now().date()))


@pytest.mark.parametrize("body", [b"\xff\xfe=1", b"title", b"&" * 500, b"{}"])
def test_what_is_no_form_is_no_opening(client: TestClient, database: Engine, employer: int, body: bytes) -> None:
    assert client.post(LINKS.form(employer), content=body).status_code == 422
    assert Openings(database).list(None, now().date()) == []


def test_a_link_opens_one_thing_and_only_while_it_is_there(
    client: TestClient, database: Engine, employer: int, asked: int
) -> None:
    form, answer = (link(1).rpartition("/")[2] for link in (LINKS.form, LINKS.answer))
    foreign = EmployerLinks("another secret", None, None).form(employer)
    for path in (f"/employer/{answer}", f"/employer/answer/{form}", foreign, f"/employer/{form}x", "/employer/1"):
        assert client.get(path).status_code == 403 and client.post(path, data=WRITTEN).status_code == 403
    erase_employer(database, employer)
    gone = client.post(LINKS.form(employer), data=WRITTEN)
    assert gone.status_code == 403 and "样例公司" not in gone.text


def test_an_employer_sees_what_was_agreed_and_answers_once(client: TestClient, database: Engine, asked: int) -> None:
    link = LINKS.answer(asked)
    page = client.get(link).text
    assert "保洁" in page and "中北镇" in page and "3500元/月" in page and "能上" in page
    assert THEIRS not in page and "留了" not in page and "登记到" not in page
    for _ in range(2):
        assert client.post(link, data={"answer": "yes"}).status_code == 303
    state, _, referral = of(database, asked)
    assert state is IntroductionState.WILLING
    told = [line.text for line in TalkLines(database).of("web:a") if "愿意见您" in line.text]
    assert len(told) == 1
    assert [event.who for event in history(database, referral)].count("employer") >= 2
    after = client.get(link).text
    assert "记下了：愿意见" in after and "3500" not in after and "能上" not in after
    assert client.post(link, data={"answer": "no", "reason": "招满了"}).status_code == 409
    assert of(database, asked)[0] is IntroductionState.WILLING


def test_a_refusal_keeps_its_reason_for_the_colleague(client: TestClient, database: Engine, asked: int) -> None:
    client.post(LINKS.answer(asked), data={"answer": "no", "reason": "时间<b>对不上"})
    state, reason, _ = of(database, asked)
    assert (state, reason) == (IntroductionState.TURNED_DOWN, "单位在链接里写：时间<b>对不上")
    assert not [line for line in TalkLines(database).of("web:a") if "时间" in line.text]


@pytest.mark.parametrize(
    "leave",
    [
        lambda database, person: Seekers(database).stop(person, "chat", now()),
        lambda database, _person: _forget(database),
    ],
)
def test_who_stopped_is_shown_no_more_and_cannot_be_answered(
    client: TestClient, database: Engine, asked: int, leave: Callable[[Engine, str], object]
) -> None:
    seeker = Seekers(database).of("web:a", now())
    assert seeker is not None
    leave(database, seeker.person)
    page = client.get(LINKS.answer(asked)).text
    assert "已经停了" in page and "3500" not in page
    assert client.post(LINKS.answer(asked), data={"answer": "yes"}).status_code == 409
    assert of(database, asked)[0] is not IntroductionState.WILLING


def _forget(database: Engine) -> None:
    with database.begin() as connection:
        connection.execute(delete(seekers))


def test_a_colleague_makes_both_links_on_the_desk(
    client: TestClient, database: Engine, sign_in: SignIn, asked: int
) -> None:
    desk = sign_in()
    referral = of(database, asked)[2]
    path = f"/desk/referrals/{referral}/introductions"
    answer = submit(desk, f"{path}/{asked}/link", {}, path).text.partition('data-testid="link"')[0]
    assert "愿意见一见吗" in client.get(answer.rpartition('value="')[2].partition('"')[0]).text
    form = submit(desk, "/desk/jobs/1/link", {}, "/desk/jobs?state=passed").text.partition('data-testid="link"')[0]
    assert "填一个岗位" in client.get(form.rpartition('value="')[2].partition('"')[0]).text
    client.post(LINKS.answer(asked), data={"answer": "yes"})
    assert submit(desk, f"{path}/{asked}/link", {}, path).status_code == 409


def test_too_many_tries_are_turned_away_and_lose_nothing_that_was_typed(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase, employer: int
) -> None:
    counted = create_app(replace(settings, rate_limit="1000/minute"), dialogue.transport, kb=kb)
    with TestClient(counted, follow_redirects=False) as client:
        pages = [client.post(LINKS.form(employer), data=WRITTEN) for _ in range(31)]
    assert {page.status_code for page in pages[:30]} == {303} and pages[30].status_code == 429
    assert "发得太快了" in pages[30].text and "打扫楼道，微信zhang_2026" in pages[30].text


def test_a_colleague_writes_an_employer_down_and_gets_its_link(client: TestClient, sign_in: SignIn) -> None:
    desk, form = sign_in(), {"name": "新来的公司", "code": "1234", "town": "中北镇"}
    refused = submit(desk, "/desk/jobs/employers", form, "/desk/jobs")
    assert "信用代码不对" in refused.text and 'value="新来的公司"' in refused.text
    for code in (CODE, CODE):
        page = submit(desk, "/desk/jobs/employers", {**form, "code": code}, "/desk/jobs").text
    link = page.partition('data-testid="link"')[0].rpartition('value="')[2].partition('"')[0]
    assert LINKS.employer_of(link.rpartition("/")[2]) == 1
    assert "<h1>新来的公司</h1>" in client.get(link).text
