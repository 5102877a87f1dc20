"""The command line as a whole: quick to start, lazy, and without tracebacks for what people can mend."""

from __future__ import annotations

import errno
import subprocess
import sys
from collections.abc import Callable
from importlib import import_module
from typing import NoReturn

import pytest

from bot.cli import application
from bot.cli.application import COMMANDS, file_of, main
from bot.cli.processes.failures import DISK_FULL, StartError
from bot.errors import PolicyDataError, Problem
from tests.cli.conftest import Leye

HEAVY = ("rasa", "tensorflow", "sqlalchemy", "fastapi", "httpx", "bot.kb")


def raising(error: Exception) -> Callable[[], NoReturn]:
    def app() -> NoReturn:
        raise error

    return app


def test_importing_the_command_line_imports_nothing_heavy() -> None:
    code = "import sys, bot.cli; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not set(HEAVY) & set(done.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_its_file_and_help(leye: Leye, name: str) -> None:
    module = import_module(file_of(name))
    assert hasattr(module, "app") or callable(getattr(module, name))
    done = leye(name, "--help")
    assert done.code == 0
    assert "用法" in done.out


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (StartError("端口被占用。"), "端口被占用。\n"),
        (OSError(errno.ENOSPC, "No space left on device"), f"{DISK_FULL}\n"),
        (
            PolicyDataError([Problem("policies/loan.yml", "title", "缺少标题")]),
            "知识库里有 1 处要改，改好后再运行一次：\n  policies/loan.yml: title: 缺少标题\n",
        ),
    ],
)
def test_what_people_can_mend_is_said_without_a_traceback(
    error: Exception, words: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(application, "app", raising(error))
    with pytest.raises(SystemExit) as ending:
        main()
    assert ending.value.code == 1
    assert capsys.readouterr().err == words


def test_a_fault_of_the_program_is_not_hidden(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(application, "app", raising(OSError(errno.EIO, "broken disk")))
    with pytest.raises(OSError, match="broken disk"):
        main()
