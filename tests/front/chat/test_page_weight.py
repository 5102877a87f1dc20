"""What the chat page loads: its own files, few and small, and all of them kept for when there is no network."""

from __future__ import annotations

import gzip
import json
import re

from starlette.testclient import TestClient

from bot.front.chat.page import WORKER, loaded_files

MOST_BYTES = 60 * 1024


def test_script_and_style_are_small_enough_for_a_slow_network(client: TestClient) -> None:
    files = [name for name in loaded_files(client.get("/").text) if name.endswith((".js", ".css"))]
    assert len(files) > 10
    assert sum(len(gzip.compress(client.get(name).content, 6)) for name in files) <= MOST_BYTES


def test_every_file_that_the_scripts_import_is_known(client: TestClient) -> None:
    known = set(loaded_files(client.get("/").text))
    for name in known:
        assert client.get(name).status_code == 200
        if name.endswith(".js"):
            imported = re.findall(r'from "\./([\w-]+\.js)"', client.get(name).text)
            assert {f"/static/{other}" for other in imported} <= known


def test_the_worker_keeps_the_page_and_all_its_files_and_nothing_of_anybody(client: TestClient) -> None:
    response = client.get(WORKER)
    assert response.headers["content-type"].startswith("text/javascript")
    [kept] = re.findall(r"const FILES = (\[.*\]);", response.text)
    assert json.loads(kept) == loaded_files(client.get("/").text)
    assert all(name.startswith("/static/") for name in json.loads(kept))
    assert 'const PAGE = "/";' in response.text


def test_the_page_can_be_put_on_the_home_screen(client: TestClient) -> None:
    manifest = json.loads(client.get("/static/chat.webmanifest").text)
    assert (manifest["start_url"], manifest["display"], manifest["lang"]) == ("/", "standalone", "zh-CN")
    assert client.get(manifest["icons"][0]["src"]).status_code == 200
    assert "manifest-src 'self'" in client.get("/").headers["content-security-policy"]
