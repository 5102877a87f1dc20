"""Reads a knowledge base of the same words once per process: what the gates say depends on the files alone.

Loading the real one takes a second, and hundreds of tests load it, most of them through a command. A copy that a test has
spoilt by a single letter has another digest and goes through every gate.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Callable
from pathlib import Path

from bot.errors import Problem
from bot.kb import KnowledgeBase
from bot.kb import load as load_folder

Checked = tuple[KnowledgeBase | None, list[Problem]]


def digest_of(folder: Path) -> str:
    """Return what changes with every name and every byte of a folder, and not with the place where it lies."""
    digest = hashlib.sha256()
    for path in sorted(each for each in folder.rglob("*") if each.is_file()):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(folder).as_posix()}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()


def once(checked: Callable[[Path], Checked]) -> Callable[[Path], Checked]:
    """Return a way to run the gates that runs them once for the same words; a knowledge base is never changed in place."""
    known: dict[str, Checked] = {}

    def check(folder: Path) -> Checked:
        if not folder.is_dir():
            return checked(folder)
        digest = digest_of(folder)
        if digest not in known:
            known[digest] = checked(folder)
        kb, problems = known[digest]
        return kb, list(problems)

    return check


def read_each_once() -> None:
    """Let `bot.kb.load` and `bot.kb.validate` run the gates once for the same words, in this process."""
    # The room exports a function of the same name, so the module is looked up where Python keeps modules.
    module = sys.modules[load_folder.__module__]
    module._checked = once(module._checked)  # type: ignore[attr-defined]
