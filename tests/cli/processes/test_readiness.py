"""Waiting for ``/readyz``: reasons while it is not ready, the address once it is."""

from __future__ import annotations

import httpx
import pytest
from rich.console import Console

from bot.cli.processes.readiness import StartReadiness

ADDRESS = "http://127.0.0.1:8000"
NOT_YET = httpx.Response(503, json={"ready": False, "reasons": ["对话模型还没有加载好。"]})
BROKEN = httpx.Response(502, text="not JSON")
READY = httpx.Response(200, json={"ready": True, "reasons": []})


def watch(monkeypatch: pytest.MonkeyPatch, answers: list[httpx.Response | Exception]) -> tuple[str, int]:
    """Check as often as there are answers; return what was printed and how often the web process was asked."""
    monkeypatch.setattr("bot.cli.processes.readiness.CHECK_EVERY", 0.0)
    monkeypatch.setattr("bot.cli.processes.progress.PLAIN_LINES_EVERY", 0.0)
    left = list(answers)

    def get(_client: httpx.Client, path: str) -> httpx.Response:
        assert path == "/readyz"
        answer = left.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    monkeypatch.setattr(httpx.Client, "get", get)
    console = Console(soft_wrap=True)
    with console.capture() as captured, StartReadiness(ADDRESS, console) as readiness:
        for _ in answers:
            readiness.check()
    return captured.get(), len(answers) - len(left)


def test_the_address_is_said_once_everything_answers(monkeypatch: pytest.MonkeyPatch) -> None:
    printed, asked = watch(monkeypatch, [httpx.ConnectError("refused"), BROKEN, NOT_YET, READY, READY])
    assert printed.count(f"请用浏览器打开：{ADDRESS}/") == 1
    assert asked == 4


def test_what_is_still_missing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    printed, _ = watch(monkeypatch, [httpx.ConnectError("refused"), NOT_YET])
    assert "等待网页服务" in printed
    assert "对话模型还没有加载好。" in printed
    assert ADDRESS not in printed


STARTING = httpx.Response(
    503,
    json={
        "ready": False,
        "database": True,
        "writes": True,
        "model": False,
        "actions": False,
        "reasons": ["对话进程没有应答。请检查 rasa 进程和 LEYE_RASA_URL。"],
    },
)


def test_what_only_needs_its_time_reads_as_no_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    printed, _ = watch(monkeypatch, [STARTING])
    assert "正在启动对话进程，正在启动动作服务" in printed
    assert "没有应答" not in printed and "请检查" not in printed


def test_what_took_too_long_is_told_with_its_remedy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.cli.processes.readiness.STARTS_WITHIN", -1)
    printed, _ = watch(monkeypatch, [STARTING])
    assert "请检查 rasa 进程" in printed


def test_a_database_that_is_away_is_told_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    away = {**STARTING.json(), "database": False, "reasons": ["数据库连不上。"]}
    printed, _ = watch(monkeypatch, [httpx.Response(503, json=away)])
    assert "数据库连不上。" in printed
