"""How files of this house look: short, introduced by a docstring, and free of what ties them to one machine."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# Made by programs or taken over whole; see .gitignore for the first.
LEFT_OUT = {
    ".git",
    ".hypothesis",
    ".venv",
    ".uv",
    ".rasa",
    "build",
    "models",
    "results",
    "var",
    "vendor",
    "__pycache__",
    "node_modules",
}
CODE = ("actions", "bench", "bot", "devservers", "simulator", "tests")
LONGEST_FILE = 300
LONGEST_FUNCTION = 40
UNFINISHED = re.compile(r"\b(TO" + r"DO|FIX" + r"ME|X" + r"XX|HA" + r"CK)\b")
INDEX = re.compile(r"--(extra-)?index-" + r"url|--find-" + r"links|^-i https?:", re.MULTILINE)
# The scripts that keep index addresses out have to name them.
MAY_NAME_INDEXES = {"install/lock"}
HOME = re.compile(r"/(?:home|Users)/\w+/|/ro" + r"ot/|/wo" + r"rk/")


def all_files() -> Iterator[Path]:
    for folder, names, files in os.walk(ROOT):
        names[:] = [name for name in names if name not in LEFT_OUT and not name.endswith((".egg-info", "_cache"))]
        yield from (Path(folder) / file for file in files if file not in LEFT_OUT)


@cache
def parsed(path: Path) -> ast.Module:
    """Return a source file as Python reads it."""
    return ast.parse(path.read_text(encoding="utf-8"))


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def lines_of(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return the lines of a function without those of the functions defined in it, as in a factory of routes."""
    inner = (each for each in function.body if isinstance(each, (ast.FunctionDef, ast.AsyncFunctionDef)))
    return (function.end_lineno or 0) - function.lineno + 1 - sum(lines_of(each) for each in inner)


SOURCES = sorted(path for path in all_files() if path.suffix == ".py" and path.relative_to(ROOT).parts[0] in CODE)
TEXTS = sorted(
    path
    for path in all_files()
    if path.suffix in {".py", ".yml", ".yaml", ".toml", ".md", ".lock", ".sh", ".js", ".css", ".html", ""}
)


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_a_source_file_holds_one_idea(path: Path) -> None:
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_FILE


@pytest.mark.parametrize("path", [path for path in SOURCES if path.stat().st_size], ids=name_of)
def test_a_source_file_says_what_it_is_for(path: Path) -> None:
    docstring = ast.get_docstring(parsed(path))
    assert docstring, "start the file with one to three lines: what it holds"


@pytest.mark.parametrize("path", SOURCES, ids=name_of)
def test_functions_are_short(path: Path) -> None:
    functions = [node for node in ast.walk(parsed(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]
    assert not {node.name: lines_of(node) for node in functions if lines_of(node) > LONGEST_FUNCTION}


def test_nothing_is_left_unfinished() -> None:
    assert not [name_of(path) for path in SOURCES if UNFINISHED.search(path.read_text(encoding="utf-8"))]


def test_no_file_names_a_package_index() -> None:
    named = [name_of(path) for path in TEXTS if INDEX.search(path.read_text(encoding="utf-8"))]
    assert set(named) <= MAY_NAME_INDEXES


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert not [name_of(path) for path in TEXTS if HOME.search(path.read_text(encoding="utf-8"))]


def test_the_locks_hold_versions_and_hashes_only() -> None:
    line = re.compile(r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==[^ ]+( ; .+)? \\|    --hash=sha256:[0-9a-f]{64}( \\)?")
    for lock in ROOT.glob("requirements*.lock"):
        assert not [each for each in lock.read_text().splitlines() if not line.fullmatch(each)], lock.name


def test_what_develops_holds_all_that_runs() -> None:
    run, develop = (
        set(re.findall(r"^[a-z0-9._-]+==[^ ]+", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-dev.lock")
    )
    assert run < develop
