"""哪里在招人: a map of openings that anybody may open, with a table beside it; nothing of a seeker is in it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import update
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.front.app import create_app
from bot.front.jobs_map.routes import PublicFigures
from bot.jobs.figures import ShownCount, Side
from bot.kb import KnowledgeBase
from bot.settings import Settings
from bot.storage import open_database
from bot.storage.tables import openings
from tests.front.fake_dialogue import FakeDialogue
from tests.jobs.conftest import NOW, TODAY
from tests.jobs.figures.test_boundaries import SQUARE, feature, file
from tests.jobs.matches.conftest import fill_openings, register

TOWNS = re.compile(r'<a href="([^"]+)" class="shade-(\d)"[^>]*><title>([^<]+)</title>')


@pytest.fixture
def filled(settings: Settings) -> Iterator[Engine]:
    """Give the database with thirty openings."""
    engine = open_database(settings.database_url)
    fill_openings(engine, 30)
    yield engine
    engine.dispose()


@pytest.mark.usefixtures("filled")
def test_every_town_is_a_link_with_its_number_and_stands_in_the_table(client: TestClient) -> None:
    page = client.get("/map").text
    assert [(shade, title) for _, shade, title in TOWNS.findall(page)] == [
        ("5", "中北镇：岗位 15 个"),
        ("5", "大寺镇：岗位 15 个"),
    ]
    assert page.count("<td>15</td>") == 2 and "<td>30</td>" in page
    assert "set-cookie" not in client.get("/map").headers


@pytest.mark.usefixtures("filled")
def test_a_town_that_is_picked_tells_its_trades_and_a_trade_its_towns(client: TestClient) -> None:
    page = client.get("/map", params={"town": "中北镇", "trade": "cleaning"}).text
    assert "中北镇的岗位" in page and 'aria-current="true"' in page
    assert "中北镇：岗位 5 个" in page and "想找保洁的活，中北镇的" in page


@pytest.mark.usefixtures("filled")
def test_few_are_told_as_few(client: TestClient, filled: Engine) -> None:
    with filled.begin() as connection:
        connection.execute(update(openings).where(openings.c.id > 8).values(state="filled"))
    page = client.get("/map", params={"town": "中北镇"}).text
    assert "少于5" in page and not re.search(r"<td>[1-4]</td>", page)


@pytest.mark.usefixtures("filled")
@pytest.mark.parametrize("query", ["town=%3Cscript%3E", "trade=%27%22%3E%3Csvg", "town=" + "x" * 5_000, "trade=../.."])
def test_what_an_address_makes_up_reaches_no_page(client: TestClient, query: str) -> None:
    answer = client.get(f"/map?{query}")
    assert answer.status_code == 200
    assert "<script>" not in answer.text and "xxxx" not in answer.text and "../.." not in answer.text


def test_nothing_of_seekers_is_shown(client: TestClient, settings: Settings) -> None:
    engine = open_database(settings.database_url)
    register(engine, 40)
    page = client.get("/map").text
    assert "现在没有审核通过的岗位" in page and "40" not in page and "中北镇" not in page
    engine.dispose()


@pytest.mark.usefixtures("filled")
def test_boundaries_of_the_operator_are_drawn_and_bad_ones_are_tiles(
    settings: Settings, dialogue: FakeDialogue, kb: KnowledgeBase, tmp_path: Path
) -> None:
    east = [[x + 0.1, y] for x, y in SQUARE]
    good = file(tmp_path, feature("中北镇"), feature("李七庄街", east))
    bad = tmp_path / "bad.geojson"
    bad.write_text(json.dumps({"type": "Topology"}))
    pages = []
    for path in (good, bad):
        with TestClient(create_app(replace(settings, towns_geojson=path), dialogue.transport, kb=kb)) as client:
            pages.append([title for _, _, title in TOWNS.findall(client.get("/map").text)])
    assert pages[0] == ["中北镇：岗位 15 个", "李七庄街：岗位 0 个"]
    assert pages[1] == ["中北镇：岗位 15 个", "大寺镇：岗位 15 个"]


def test_too_many_requests_are_said_in_words(limited_client: TestClient) -> None:
    answers = [limited_client.get("/map") for _ in range(5)]
    assert answers[-1].status_code == 429 and 'role="alert"' in answers[-1].text


def test_figures_are_counted_anew_after_some_minutes_and_on_another_day(engine: Engine) -> None:
    fill_openings(engine, 30)
    figures = PublicFigures(engine)

    def total(at: datetime) -> ShownCount:
        return figures.on(TODAY, at).totals(Side.OPENINGS)["中北镇"]

    assert total(NOW) == ShownCount.of(15)
    with engine.begin() as connection:
        connection.execute(update(openings).where(openings.c.id > 24).values(state="filled"))
    assert total(NOW + timedelta(minutes=4)) == ShownCount.of(15)
    assert total(NOW + timedelta(minutes=6)) == ShownCount(3, 12)


@pytest.mark.usefixtures("filled")
def test_no_shade_begins_within_what_is_hidden(client: TestClient) -> None:
    legend = re.findall(r"</svg>([^<]+)</li>", client.get("/map", params={"trade": "cleaning"}).text)
    assert legend == ["没有", "5 以下", "5 起"]
