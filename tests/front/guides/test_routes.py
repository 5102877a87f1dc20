"""The service guides over the web: what anybody may ask for is a page, live with what was published, without a word of the asker."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.front import create_app
from bot.front.guides import PATH
from bot.kb import KnowledgeBase
from bot.settings import Settings
from tests.front.fake_dialogue import FakeDialogue

FLEXIBLE = "social_insurance_subsidy_flexible"


@pytest.fixture
def visitor(app: FastAPI) -> Iterator[TestClient]:
    """Give a client without the running tasks of the application, which the pages do not need."""
    yield TestClient(app)


def test_the_list_leads_to_every_policy(visitor: TestClient, kb: KnowledgeBase) -> None:
    page = visitor.get(PATH).text
    assert set(re.findall(rf'href="{PATH}/([a-z0-9_]+)"', page)) == set(kb.policies)


def test_a_guide_is_dated_sourced_and_needs_no_script(visitor: TestClient) -> None:
    response = visitor.get(f"{PATH}/{FLEXIBLE}")
    assert response.status_code == 200
    assert "更新于" in response.text and "的规定" in response.text and "财社〔2023〕181号" in response.text
    assert "<script" not in response.text and "set-cookie" not in response.headers
    assert 'id="amount"' in response.text and "四分之三" in response.text


@pytest.mark.parametrize(
    "name",
    [
        "nothing",
        "..%2f..%2fetc%2fpasswd",
        "%00",
        "a/b/c",
        "%27%20or%201=1",
        "%3Cscript%3Ealert(1)%3C/script%3E",
        "x" * 2000,
    ],
)
def test_a_made_up_address_gets_a_polite_page_that_repeats_nothing(visitor: TestClient, name: str) -> None:
    for address in (f"{PATH}/{name}", f"{PATH}/{name}/code.svg"):
        response = visitor.get(address)
        assert response.status_code == 404
        assert "没有这份服务指南" in response.text and f'href="{PATH}/{FLEXIBLE}"' in response.text
        assert "alert(1)" not in response.text and "passwd" not in response.text


def test_its_square_code_is_a_picture_that_leads_to_the_public_address(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase
) -> None:
    visitor = TestClient(create_app(replace(settings, public_url="https://leye.example"), dialogue.transport, kb=kb))
    assert f"https://leye.example{PATH}/{FLEXIBLE}" in visitor.get(f"{PATH}/{FLEXIBLE}").text
    response = visitor.get(f"{PATH}/{FLEXIBLE}/code.svg")
    assert response.headers["content-type"] == "image/svg+xml"
    assert response.text.startswith("<svg xmlns=") and "<path" in response.text


def test_what_is_published_is_told_at_once(app: FastAPI, kb: KnowledgeBase, visitor: TestClient) -> None:
    assert "练习用的新名字" not in visitor.get(f"{PATH}/{FLEXIBLE}").text
    changed = replace(kb.policies[FLEXIBLE], title="练习用的新名字<b>")
    app.state.knowledge._kb = replace(kb, policies={**kb.policies, FLEXIBLE: changed})
    page = visitor.get(f"{PATH}/{FLEXIBLE}").text
    assert "练习用的新名字&lt;b&gt;" in page


def test_the_question_for_the_talk_stands_where_no_server_sees_it(visitor: TestClient) -> None:
    [address] = re.findall(r'href="(/#ask=[^"]+)"', visitor.get(f"{PATH}/{FLEXIBLE}").text)
    assert unescape(address).startswith("/#ask=%")


def test_whoever_comes_too_often_waits(limited_client: TestClient) -> None:
    statuses = [limited_client.get(PATH).status_code for _ in range(5)]
    assert statuses[-1] == 429


def test_brackets_beside_chinese_are_full_width_but_in_quotes(visitor: TestClient, kb: KnowledgeBase) -> None:
    # The one with a bracket in its title, and one with many sources.
    for name in ("entrepreneurship_training", "employment_difficulty_recognition", FLEXIBLE):
        shown = visitor.get(f"{PATH}/{name}").text.partition("<main")[2]
        without_quotes = re.sub(r"<blockquote>.*?</blockquote>", " ", shown, flags=re.DOTALL)
        words = unescape(re.sub(r"<[^>]+>", " ", without_quotes))
        assert not re.findall(r".{0,20}(?:[一-鿿”]\(|\([^)\n]{0,20}[一-鿿]).{0,20}", words), name
