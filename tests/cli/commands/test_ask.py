"""``leye ask`` against a small server on loopback that speaks the chat API."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from bot.cli.processes.ports import free_ports
from tests.cli.conftest import Leye

TOKEN = "signed-token"
REPLIES = [
    {"text": "最高补四分之三。", "choices": [{"id": "a", "label": "说详细点"}], "outcome": "answered"},
    {"text": "还想问什么？", "choices": [{"id": "b", "label": "怎么办理"}], "outcome": "clarify"},
]
REFUSAL = {"error": {"code": "text_too_long", "message": "内容太长了，最多 2000 个字。请分几次发送。"}}


class Assistant(ThreadingHTTPServer):
    """Stands in for front: opens sessions, takes messages, answers what it was told to."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.status = 200
        self.body: Any = {"replies": REPLIES}
        self.heard: list[tuple[str | None, dict[str, str]]] = []


class Handler(BaseHTTPRequestHandler):
    """Answers the two calls of the chat API."""

    server: Assistant

    def do_POST(self) -> None:
        sent = self.rfile.read(int(self.headers["Content-Length"] or 0))
        if self.path == "/api/chat/sessions":
            self.answer(201, {"session": TOKEN})
        else:
            self.server.heard.append((self.headers["Authorization"], json.loads(sent)))
            self.answer(self.server.status, self.server.body)

    def answer(self, status: int, body: Any) -> None:
        content = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_arguments: object) -> None:
        """Stay quiet."""


@pytest.fixture
def assistant(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> Iterator[Assistant]:
    with Assistant() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        monkeypatch.setenv("LEYE_PORT", str(server.server_address[1]))
        yield server
        server.shutdown()
        thread.join()


def test_replies_are_printed_with_choices_numbered_through(leye: Leye, assistant: Assistant) -> None:
    done = leye("ask", "灵活就业社保补贴", "能领多少")
    assert done.code == 0
    assert done.out == "最高补四分之三。\n  1. 说详细点\n还想问什么？\n  2. 怎么办理\n"
    assert assistant.heard == [(f"Bearer {TOKEN}", {"text": "灵活就业社保补贴 能领多少"})]


def test_json_is_the_reply_list_as_it_came(leye: Leye, assistant: Assistant) -> None:
    assert json.loads(leye("ask", "能领多少", "--json").out) == REPLIES


def test_the_date_is_passed_on(leye: Leye, assistant: Assistant) -> None:
    leye("ask", "能领多少", "--on", "2022-06-30")
    assert assistant.heard[0][1] == {"text": "能领多少", "on": "2022-06-30"}


def test_a_proxy_of_the_environment_is_not_in_the_way(
    leye: Leye, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    (nobody,) = free_ports(1)
    monkeypatch.setenv("http_proxy", f"http://127.0.0.1:{nobody}")
    assert leye("ask", "能领多少").code == 0


def test_a_server_that_listens_everywhere_is_asked_on_loopback(
    leye: Leye, assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEYE_HOST", "0.0.0.0")
    assert leye("ask", "能领多少").code == 0


def test_a_refusal_is_said_in_its_own_words(leye: Leye, assistant: Assistant) -> None:
    assistant.status, assistant.body = 422, REFUSAL
    done = leye("ask", "能领多少")
    assert (done.code, done.out) == (1, "")
    assert done.err == "内容太长了，最多 2000 个字。请分几次发送。\n"


def test_another_server_on_the_port_is_told_apart(leye: Leye, assistant: Assistant) -> None:
    assistant.body = b"<html>hello</html>"
    done = leye("ask", "能领多少")
    assert done.code == 1
    assert "运行的不是乐业助手" in done.err


def test_when_nothing_runs_one_sentence_says_what_to_do(leye: Leye, monkeypatch: pytest.MonkeyPatch) -> None:
    (nobody,) = free_ports(1)
    monkeypatch.setenv("LEYE_PORT", str(nobody))
    done = leye("ask", "能领多少")
    assert done.code == 1
    assert done.err == f"助手没有在运行（http://127.0.0.1:{nobody} 没有回应）。请先运行 make run，再问一次。\n"


@pytest.mark.parametrize("arguments", [("能领多少", "--on", "昨天"), ("",)])
def test_what_cannot_be_asked_is_refused_before_anyone_is_called(
    leye: Leye, assistant: Assistant, arguments: tuple[str, ...]
) -> None:
    done = leye("ask", *arguments)
    assert done.code == 1
    assert len(done.err.splitlines()) == 1
    assert assistant.heard == []
