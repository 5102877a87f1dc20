"""哪里在招人 by keyboard, on small screens and at night; no serious finding of axe."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import delete

from bot.storage import open_database
from bot.storage.tables import employers
from tests.browser.test_accessibility import violations
from tests.jobs.matches.conftest import fill_openings


@pytest.fixture
def map_page(page: Page, address: str, database_url_of_page: str) -> Iterator[Page]:
    """Open the map on thirty openings, which are gone afterwards."""
    engine = open_database(database_url_of_page)
    fill_openings(engine, 30)
    page.goto(urljoin(address, "/map"))
    yield page
    with engine.begin() as connection:
        connection.execute(delete(employers))
    engine.dispose()


def test_a_town_is_picked_by_keyboard_and_nothing_is_hard_to_see(map_page: Page) -> None:
    town = map_page.get_by_test_id("town").first
    town.focus()
    map_page.keyboard.press("Tab")
    map_page.keyboard.press("Shift+Tab")
    stroke = "getComputedStyle(document.activeElement.querySelector('path')).strokeWidth"
    assert map_page.evaluate(stroke) == "5px"
    map_page.keyboard.press("Enter")
    expect(map_page.get_by_test_id("chosen")).to_contain_text("中北镇的岗位")
    for size, scheme in (((320, 568), "dark"), ((390, 844), "light"), ((1280, 800), "light")):
        map_page.set_viewport_size({"width": size[0], "height": size[1]})
        map_page.emulate_media(color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        assert violations(map_page) == []
        assert map_page.evaluate("document.documentElement.scrollWidth <= innerWidth")
