"""The chat page as a document; what it does is tested in tests/browser."""

from __future__ import annotations

import re

from starlette.testclient import TestClient

from bot.front.web.assets import FOLDERS

FILES = [file for folder in FOLDERS for file in folder.rglob("*") if file.is_file() and file.parent.name != "vendor"]


def test_the_page_says_what_it_is(client: TestClient) -> None:
    page = client.get("/").text
    assert "<title>乐业西青就业政策助手</title>" in page
    assert "机器人" in page
    assert page.count("data-text=") == 3


def test_nothing_is_loaded_from_elsewhere_and_no_script_or_style_is_inline(client: TestClient) -> None:
    page = client.get("/").text
    links = re.findall(r'<a [^>]*href="([^"]+)"', page)
    for address in re.findall(r'(?:src|href)="([^"]+)"', page):
        # Where a link leads is a page of this house as well, and is loaded when someone goes there.
        assert address.startswith("/" if address in links else "/static/")
        assert not address.startswith("//")
        # One's own data opens by a signed link only, and says so.
        assert client.get(address).status_code == (403 if address == "/me" else 200)
    assert not re.search(r"<script(?![^>]*src=)|<style|\son\w+=|\sstyle=", page)
    # What others wrote and we only serve names the standards it follows.
    assert len(FILES) > 10
    for file in FILES:
        assert not re.search(r"https?://(?!www\.w3\.org/2000/svg)[a-z]", file.read_text("utf-8")), file


def test_scripts_never_turn_text_into_markup() -> None:
    for script in (file for file in FILES if file.suffix == ".js"):
        assert not re.search(
            r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|eval\(", script.read_text("utf-8")
        )
