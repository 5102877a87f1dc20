"""The files of this house, each read and parsed once for all rules."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
PRODUCT = ("actions", "bot", "devservers", "simulator")


def name_of(path: Path) -> str:
    """Return how a file is called in this repository."""
    return path.relative_to(ROOT).as_posix()


@cache
def text_of(path: Path) -> str:
    """Return what a file holds."""
    return path.read_text(encoding="utf-8")


@cache
def tree_of(path: Path) -> ast.Module:
    """Return a source file as Python reads it."""
    return ast.parse(text_of(path))


@cache
def sources_below(*tops: str) -> tuple[Path, ...]:
    """Return the Python files below some folders, in order."""
    return tuple(sorted(path for top in tops for path in (ROOT / top).rglob("*.py")))
