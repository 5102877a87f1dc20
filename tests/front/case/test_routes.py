"""A call found again by number and code: what is shown, what stays shut."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

import pytest
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import now
from bot.front import create_app
from bot.front.case.case_visits import PATH
from bot.kb import KnowledgeBase
from bot.kb.model.calendar import Calendar
from bot.referrals import CaseCodes, TalkLines
from bot.referrals.open import PersonCall, open_call
from bot.referrals.talk_lines import Speaker, write_line
from bot.settings import Settings
from bot.storage import open_database
from tests.front.fake_dialogue import FakeDialogue

WHO = "web:someone"


@pytest.fixture
def engine(settings: Settings) -> Engine:
    return open_database(settings.database_url)


@pytest.fixture
def case(engine: Engine) -> dict[str, str]:
    """Give number and code of a call."""
    opened = open_call(engine, PersonCall(WHO, phone_sealed="sealed", question="社保补贴"), now(), Calendar())
    return {"number": str(opened.id), "code": CaseCodes(engine).issue(opened.id, WHO, now())}


def answer(engine: Engine, text: str, conversation: str = WHO) -> None:
    with engine.begin() as connection:
        write_line(connection, conversation, Speaker.SYSTEM, text, now())


def test_without_a_code_it_only_asks_for_one(client: TestClient, case: dict[str, str]) -> None:
    page = client.get(PATH).text
    assert 'data-testid="code"' in page and 'data-testid="status"' not in page


def test_the_code_shows_how_far_it_is_and_what_was_said(
    client: TestClient, engine: Engine, case: dict[str, str]
) -> None:
    answer(engine, "明天上午到站里来，带身份证。")
    answer(engine, "别人的话。", "web:another")
    page = client.post(PATH, data=case)
    assert page.status_code == 200 and page.url.path == PATH
    assert f"编号{case['number']}" in page.text and "明天上午到站里来" in page.text
    assert "别人的话" not in page.text and "sealed" not in page.text


def test_what_was_read_here_counts_as_read(client: TestClient, engine: Engine, case: dict[str, str]) -> None:
    answer(engine, "明天上午到站里来。")
    client.post(PATH, data=case)
    assert TalkLines(engine).waiting_for_page(WHO, [], now()) == []


def test_a_line_can_be_left_for_the_colleague(client: TestClient, engine: Engine, case: dict[str, str]) -> None:
    page = client.post(PATH, data=case).text
    [key] = re.findall(r'name="key" value="(\w+)"', page)
    shown = client.post(f"{PATH}/line", data={"key": key, "words": "我改到<b>后天</b>来"}).text
    assert "我改到&lt;b&gt;后天&lt;/b&gt;来" in shown
    [line] = TalkLines(engine).of(WHO)
    assert (line.speaker, line.text) == (Speaker.CITIZEN, "我改到<b>后天</b>来")


def test_a_form_from_elsewhere_leaves_nothing(client: TestClient, engine: Engine, case: dict[str, str]) -> None:
    client.post(PATH, data=case)
    assert client.post(f"{PATH}/line", data={"key": "x", "words": "假的"}).status_code == 403
    assert TalkLines(engine).of(WHO) == []


@pytest.mark.parametrize("change", [{"code": "0000 0000"}, {"number": "999"}, {"code": ""}, {"number": "x"}])
def test_what_does_not_fit_is_refused_in_one_sentence(
    client: TestClient, case: dict[str, str], change: dict[str, str]
) -> None:
    response = client.post(PATH, data={**case, **change})
    assert response.status_code == 403
    assert "没有对上" in response.text and 'data-testid="status"' not in response.text


def test_a_made_up_cookie_opens_nothing(client: TestClient, case: dict[str, str]) -> None:
    for cookie in (case["number"], "x" * 600, "Ng.aaaa.bbbb"):
        client.cookies.set("leye_case", cookie, path=PATH)
        assert 'data-testid="status"' not in client.get(PATH).text


def test_leaving_the_page_shuts_it(client: TestClient, case: dict[str, str]) -> None:
    client.post(PATH, data=case)
    assert 'data-testid="status"' in client.get(PATH).text
    client.post(f"{PATH}/end")
    assert 'data-testid="status"' not in client.get(PATH).text


@pytest.fixture
def limited(settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase) -> Iterator[TestClient]:
    limit = replace(settings, rate_limit="100/minute")
    with TestClient(create_app(limit, dialogue.transport, kb=kb)) as client:
        yield client


def test_who_tries_many_codes_waits(limited: TestClient) -> None:
    tries = (limited.post(PATH, data={"number": "999", "code": "1"}).status_code for _ in range(200))
    # A slow machine has time to win back a try or two.
    assert next(status for status in tries if status != 403) == 429
