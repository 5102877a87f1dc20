"""Watches ``/readyz`` until people can be served, then says where."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from types import TracebackType
from typing import Any

import httpx
from rich.console import Console

from bot.cli.processes.progress import ProgressStep

CHECK_EVERY = 0.5
ANSWER_WITHIN = 2.0
# So long they may take on a slow machine; what is missing afterwards is a fault, and told with its remedy.
STARTS_WITHIN = 180
STARTING = {"model": "正在启动对话进程", "actions": "正在启动动作服务"}


class StartReadiness:
    """Checks now and then whether the assistant is ready; prints the page's address once it is."""

    def __init__(self, address: str, console: Console, on_ready: Callable[[], None] | None = None) -> None:
        self._address = address
        self._console = console
        self._on_ready = on_ready
        self._step: ProgressStep | None = ProgressStep(console, "正在启动")
        self._client = httpx.Client(base_url=address, timeout=ANSWER_WITHIN, trust_env=False)
        self._checked = 0.0

    def __enter__(self) -> StartReadiness:
        if self._step is not None:
            self._step.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._client.close()
        self._finish()

    def check(self) -> bool:
        """Ask once, unless it was ready before or asked a moment ago; tell whether people could be served."""
        if self._step is None:
            return True
        if time.monotonic() - self._checked < CHECK_EVERY:
            return False
        reasons = self._reasons()
        self._checked = time.monotonic()
        if reasons:
            self._step.note(reasons)
            return False
        seconds = self._step.seconds
        self._finish()
        self._console.print(f"\n助手准备好了（{seconds} 秒）。请用浏览器打开：{self._address}/", highlight=False)
        if self._on_ready is not None:
            self._on_ready()
        self._console.print("按 Ctrl-C 停止。\n", highlight=False)
        return True

    def _reasons(self) -> str:
        """Return why people cannot be served yet; empty when they can."""
        try:
            answer = self._client.get("/readyz")
            if answer.status_code == httpx.codes.OK:
                return ""
            report = answer.json()
            return self._starting(report) or "".join(report["reasons"])
        except (httpx.HTTPError, ValueError, KeyError):
            return "等待网页服务"

    def _starting(self, report: Mapping[str, Any]) -> str:
        """Return what only needs its time; empty once that has passed, or when something else is in the way."""
        has_time = self._step is not None and self._step.seconds < STARTS_WITHIN
        if not has_time or not report.get("database") or not report.get("writes"):
            return ""
        return "，".join(words for name, words in STARTING.items() if report.get(name) is False)

    def _finish(self) -> None:
        if self._step is not None:
            self._step.__exit__(None, None, None)
            self._step = None
