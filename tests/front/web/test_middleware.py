"""Compression: open pages and files travel small, whatever holds a key of somebody travels as it is."""

from __future__ import annotations

import gzip

import pytest
from fastapi import FastAPI
from starlette.testclient import TestClient

from bot.front.chat.page import loaded_files
from bot.front.web.assets import file_of

MOST_BYTES = 60 * 1024
READS_GZIP = {"Accept-Encoding": "gzip"}


@pytest.fixture
def visitor(app: FastAPI) -> TestClient:
    return TestClient(app)


@pytest.mark.parametrize("address", ["/", "/benefits", "/guides", "/static/chat.js", "/static/page.css"])
def test_open_pages_and_files_are_compressed_for_who_reads_it(visitor: TestClient, address: str) -> None:
    small = visitor.get(address, headers=READS_GZIP)
    assert small.headers["content-encoding"] == "gzip" and "Accept-Encoding" in small.headers["vary"]
    plain = visitor.get(address, headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers and plain.text == small.text


@pytest.mark.parametrize("address", ["/me", "/case", "/desk/sign-in", "/healthz", "/api/chat/notices"])
def test_whatever_may_hold_a_key_is_not(visitor: TestClient, address: str) -> None:
    assert "content-encoding" not in visitor.get(address, headers=READS_GZIP).headers


def test_a_file_that_a_browser_has_already_is_not_sent_again(visitor: TestClient) -> None:
    first = visitor.get("/static/chat.js", headers=READS_GZIP)
    again = visitor.get("/static/chat.js", headers={**READS_GZIP, "If-None-Match": first.headers["etag"]})
    assert again.status_code == 304 and again.content == b""


def test_the_scripts_and_styles_of_the_talk_stay_below_sixty_kilobytes_compressed(visitor: TestClient) -> None:
    page = visitor.get("/").text
    files = [name for name in loaded_files(page) if name.endswith((".js", ".css"))]
    assert len(files) > 10
    assert sum(len(gzip.compress(file_of(name).read_bytes(), 6)) for name in files) <= MOST_BYTES
    # Found in the page itself, not one script after the other.
    assert all(f'"{name}"' in page for name in files)
