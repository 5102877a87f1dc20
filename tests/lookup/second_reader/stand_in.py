"""A chat API that misbehaves as it is told to; the edge of the outside world of the second reader."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread
from typing import Any

Answering = Callable[[dict[str, Any]], tuple[int, bytes]]


class StandIn(ThreadingHTTPServer):
    """Keeps what it was asked and answers by ``answering``; a cleared ``gate`` holds every answer back."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[dict[str, Any]] = []
        self.keys: list[str | None] = []
        self.gate = Event()
        self.gate.set()
        self.answering: Answering = lambda _: (500, b"")

    @property
    def url(self) -> str:
        """Return the address to set."""
        return f"http://127.0.0.1:{self.server_port}/v1"

    def say(self, content: object, status: int = 200) -> None:
        """Answer everything from now on with this text of a model."""
        body = json.dumps({"choices": [{"message": {"content": content}}]}).encode()
        self.answering = lambda _: (status, body)


class _Handler(BaseHTTPRequestHandler):
    server: StandIn

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        self.server.asked.append(body)
        self.server.keys.append(self.headers.get("Authorization"))
        self.server.gate.wait()
        status, answer = self.server.answering(body)
        self.send_response(status)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *args: object) -> None:
        """Say nothing."""


@contextmanager
def running_stand_in() -> Iterator[StandIn]:
    """Run a stand-in for a test."""
    with StandIn() as server:
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.gate.set()
            server.shutdown()
            thread.join()
