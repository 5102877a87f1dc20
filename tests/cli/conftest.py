"""Runs ``leye`` on the small knowledge base, as the shell would, in a folder of its own and on a fixed day."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.cli import main
from tests.fixtures.small_kb import copy_small_kb

PASSWORD = "a password of one's own 42"
TODAY = "2026-11-25"


@dataclass(frozen=True)
class Ended:
    """How a command ended and what it said."""

    code: int
    out: str
    err: str


Leye = Callable[..., Ended]
CommandLineSignIn = Callable[[str, str], None]


@pytest.fixture
def kb_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a copy of the small knowledge base, which commands read and a test may spoil."""
    for name in [name for name in os.environ if name.startswith("LEYE_")]:
        monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)
    folder = copy_small_kb(tmp_path)
    monkeypatch.setenv("LEYE_KB_DIR", str(folder))
    monkeypatch.setenv("LEYE_AS_OF", TODAY)
    return folder


@pytest.fixture
def leye(kb_folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Leye:
    """Return what runs a command and tells how it ended."""

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["leye", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ending:
            main()
        said = capsys.readouterr()
        code = ending.value.code
        return Ended(code if isinstance(code, int) else 0, said.out, said.err)

    return run


@pytest.fixture
def sign_in(leye: Leye) -> CommandLineSignIn:
    """Return what adds a colleague on the command line and signs them in there, by userid and role."""

    def enter(userid: str, role: str) -> None:
        # Whoever is signed in would have the new account in hand.
        leye("staff", "logout")
        added = leye("staff", "add", userid, "--name", userid, "--role", role).out
        shown = re.compile(r"[a-z2-9]{4}(-[a-z2-9]{4}){3}")
        found = shown.search(added) or shown.search(leye("staff", "password", userid).out)
        if found is not None:
            changed = leye("staff", "change-password", userid, "--current", found[0], "--chosen", PASSWORD)
            assert changed.code == 0, changed.err
        entered = leye("staff", "login", userid, "--password", PASSWORD)
        assert entered.code == 0, entered.err

    return enter
