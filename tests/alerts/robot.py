"""A real server on loopback that takes alerts, as the robot of a WeCom group does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from queue import Queue
from threading import Thread
from typing import Any


@dataclass
class Group:
    """What came in at the server, and how it answers."""

    address: str = ""
    status: int = 200
    answer: dict[str, Any] = field(default_factory=lambda: {"errcode": 0, "errmsg": "ok"})
    came: Queue[dict[str, Any]] = field(default_factory=Queue)

    def texts(self) -> list[str]:
        """Take what came in so far, as texts."""
        bodies = [self.came.get_nowait() for _ in range(self.came.qsize())]
        return [body["text"]["content"] if isinstance(body["text"], dict) else body["text"] for body in bodies]


@contextmanager
def listening() -> Iterator[Group]:
    """Give a group whose robot listens for as long as the block lasts."""
    group = Group()

    class Robot(BaseHTTPRequestHandler):
        """Takes a message and answers as the group is told to."""

        def do_POST(self) -> None:
            """Keep the body."""
            group.came.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps(group.answer).encode()
            self.send_response(group.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Robot)
    group.address = f"http://127.0.0.1:{server.server_port}"
    Thread(target=lambda: server.serve_forever(poll_interval=0.02), daemon=True).start()
    try:
        yield group
    finally:
        server.shutdown()
        server.server_close()
