"""How files of this house look: short, introduced by a docstring, and free of what ties them to one machine."""

from __future__ import annotations

import ast
import os
import re
from collections.abc import Iterator
from pathlib import Path

from tests.house.sources import ROOT, name_of, text_of, tree_of

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


def functions_of(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield every function of a file, also those defined in others."""
    yield from (node for node in ast.walk(tree_of(path)) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)))


def test_there_is_something_to_look_at() -> None:
    assert len(SOURCES) > 900


def test_a_source_file_holds_one_idea() -> None:
    lines = {name_of(path): len(text_of(path).splitlines()) for path in SOURCES}
    assert not {name: length for name, length in lines.items() if length > LONGEST_FILE}, "part it by ideas"


def test_a_source_file_says_what_it_is_for() -> None:
    silent = [name_of(path) for path in SOURCES if path.stat().st_size and not ast.get_docstring(tree_of(path))]
    assert not silent, "start the file with one to three lines: what it holds"


def test_functions_are_short() -> None:
    lengths = [(name_of(path), node.name, lines_of(node)) for path in SOURCES for node in functions_of(path)]
    assert not [each for each in lengths if each[2] > LONGEST_FUNCTION], "part it"


def test_nothing_is_left_unfinished() -> None:
    assert not [name_of(path) for path in SOURCES if UNFINISHED.search(text_of(path))]


def test_no_file_names_a_package_index() -> None:
    named = [name_of(path) for path in TEXTS if INDEX.search(text_of(path))]
    assert set(named) <= MAY_NAME_INDEXES


def test_no_file_names_a_folder_of_one_machine() -> None:
    assert not [name_of(path) for path in TEXTS if HOME.search(text_of(path))]


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
