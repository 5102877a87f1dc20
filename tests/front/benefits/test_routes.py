"""我能领什么 without a script: question by question by forms, back and forth, to the cards; nothing is kept."""

from __future__ import annotations

import re
from html import unescape

import pytest
from sqlalchemy import func, select
from starlette.testclient import TestClient

from bot.front.benefits.routes import MOST_QUESTIONS, PATH
from bot.settings import Settings
from bot.storage import open_database
from bot.storage.tables import metadata

Form = dict[str, str | list[str]]
HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')


def form_of(page: str) -> Form:
    """Return what the page would send along."""
    return {name: unescape(value) for name, value in HIDDEN.findall(page.split("</form>")[0])}


def asked_in(page: str) -> list[str]:
    return str(form_of(page).get("asked", "")).split(",")


def go_on(client: TestClient, page: str, answer: Form | None = None, **step: str) -> str:
    response = client.post(PATH, data={**form_of(page), **(answer or {}), **step})
    assert response.status_code == 200
    return str(response.text)


def answered(client: TestClient, page: str, says: str) -> str:
    """Answer whatever is asked: ages with 52, sexes with female, everything else with a yes or no, several kinds with none."""
    asked = asked_in(page)
    if len(asked) > 1:
        return go_on(client, page, {"kind": "none"})
    given = {"age": "52", "sex": "female"}.get(asked[0], "" if 'id="typed"' in page else says)
    return go_on(client, page, {f"fact_{asked[0]}": given})


def test_it_begins_with_a_plain_question_and_needs_no_log_in(client: TestClient) -> None:
    page = client.get(PATH).text
    assert asked_in(page) == ["age"]
    assert "您今年多少周岁？" in page and "不用登录" in page
    assert "set-cookie" not in client.get(PATH).headers


@pytest.mark.parametrize("says", ["yes", "no", ""])
def test_a_dozen_answers_lead_to_the_cards(client: TestClient, says: str) -> None:
    page, steps = client.get(PATH).text, 0
    while 'data-testid="question"' in page:
        steps += 1
        assert f"第 {steps} 题" in page
        page = answered(client, page, says)
    assert 4 <= steps <= MOST_QUESTIONS
    assert page.count('data-testid="card"') >= 1
    assert "52周岁" in page and "以区人社局核定为准" in page


def test_an_answer_that_does_not_fit_is_asked_again_with_what_to_mend(client: TestClient) -> None:
    page = go_on(client, client.get(PATH).text, {"fact_age": "三百岁"})
    assert asked_in(page) == ["age"]
    assert 'role="alert"' in page and "第 1 题" in page


def test_one_may_go_back_and_answer_otherwise(client: TestClient) -> None:
    second = go_on(client, client.get(PATH).text, {"fact_age": "52"})
    third = answered(client, second, "yes")
    assert "第 3 题" in third
    back = go_on(client, third, go="back")
    assert asked_in(back) == asked_in(second) and "第 2 题" in back
    assert f"fact_{asked_in(second)[0]}" not in form_of(back)


def test_the_result_can_be_seen_at_any_time(client: TestClient) -> None:
    page = go_on(client, client.get(PATH).text, {"fact_age": "52"}, go="result")
    assert 'data-testid="card"' in page and "52周岁" in page


def test_what_was_told_in_the_talk_is_not_asked_again(client: TestClient) -> None:
    page = client.post(PATH, data={"fact_age": "52", "fact_sex": "female", "fact_local_household": "yes"}).text
    assert "第 1 题" in page
    asked = asked_in(page)
    assert not {"age", "sex", "local_household"}.intersection(asked)
    assert form_of(page)["fact_age"] == "52"


def test_cards_show_the_amount_with_its_source_and_marks(client: TestClient) -> None:
    told = {"fact_age": "52", "fact_sex": "female", "fact_local_household": "yes", "fact_difficulty_recognised": "yes"}
    told |= {"fact_works_flexibly": "yes", "fact_pays_own_insurance": "yes", "go": "result"}
    page = client.post(PATH, data=told).text
    cards = re.findall(r"<article.*?</article>", page, re.DOTALL)
    assert cards
    paid = [card for card in cards if 'class="amount"' in card]
    assert paid and all("依据：" in card for card in paid)
    assert any("✓" in card for card in cards)


def test_no_sentence_of_it_has_half_width_marks_or_straight_quotes(client: TestClient) -> None:
    page = client.get(PATH).text
    pages = [page]
    while 'data-testid="question"' in page:
        page = answered(client, page, "yes")
        pages.append(page)
    for shown in pages:
        text = unescape(re.sub(r"<[^>]+>", "\n", shown.split("<main>")[1]))
        assert not re.findall(r"[\u4e00-\u9fff）”][,;:?!]|\"", text)


@pytest.mark.parametrize(
    "form",
    [
        {"fact_age": "' OR 1=1 --"},
        {"fact_nothing": "yes", "trail": "x,y;z", "asked": "nothing"},
        {"asked": "hires", "fact_hires": "yes"},
        {"trail": ";" * 300, "kind": ["none", "x"]},
        {"go": "unheard of", "fact_age": "<script>alert(1)</script>"},
    ],
)
def test_a_form_that_someone_made_up_harms_nothing(client: TestClient, form: Form) -> None:
    response = client.post(PATH, data=form)
    assert response.status_code == 200
    assert "<script>alert" not in response.text


def test_too_many_fields_or_no_text_are_refused(client: TestClient) -> None:
    assert client.post(PATH, content="&".join(f"a{n}=1" for n in range(300))).status_code == 400
    assert client.post(PATH, content=b"\xff\xfe=1").status_code == 400


def test_whoever_comes_too_often_waits(limited_client: TestClient) -> None:
    statuses = [limited_client.get(PATH).status_code for _ in range(5)]
    assert statuses[-1] == 429


def test_nothing_of_it_is_stored(client: TestClient, settings: Settings) -> None:
    engine = open_database(settings.database_url)

    def count() -> int:
        with engine.connect() as connection:
            # What the process itself writes at its start is of nobody.
            own = {"retention_runs", "clock_marks"}
            tables = [table for table in metadata.sorted_tables if table.name not in own]
            return sum(connection.execute(select(func.count()).select_from(table)).scalar() for table in tables)

    before = count()
    go_on(client, go_on(client, client.get(PATH).text, {"fact_age": "52"}), go="result")
    assert count() == before
