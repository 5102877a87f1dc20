"""Should Rasa be replaced one day, only actions/, bot/dialogue/, data/, domain/ and config.yml change: nothing else knows it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).parents[2]
PRODUCT = ("actions", "bot", "devservers", "simulator")
WOULD_CHANGE = ("actions/", "bot/dialogue/")
RASA = {"rasa", "rasa_sdk"}
ACTIONS = yaml.safe_load((ROOT / "domain/actions.yml").read_text(encoding="utf-8"))["actions"]
LONGEST_ACTION = 12
# Starts the training as a program of its own, and counts its version among what a model was learned with.
TRAINER = "bot/cli/processes/trainer.py"


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


FILES = sorted(
    path
    for top in PRODUCT
    for path in (ROOT / top).rglob("*.py")
    if not path.relative_to(ROOT).as_posix().startswith(WOULD_CHANGE)
)


def imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""


def started(tree: ast.AST) -> Iterator[str]:
    """Yield the modules that are started as programs: what follows "-m" in a list or tuple."""
    for node in ast.walk(tree):
        if isinstance(node, (ast.List, ast.Tuple)):
            values = [each.value if isinstance(each, ast.Constant) else None for each in node.elts]
            yield from (str(after) for mark, after in pairwise(values) if mark == "-m")


def test_there_is_something_to_look_at() -> None:
    assert len(FILES) > 300
    assert len(ACTIONS) > 10


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_else_imports_it_or_what_is_built_on_it(path: Path) -> None:
    modules = set(imported(ast.parse(path.read_text(encoding="utf-8"))))
    assert not {module for module in modules if module.split(".")[0] in {*RASA, "actions"}}
    assert not {module for module in modules if f"{module}.".startswith("bot.dialogue.")}


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_nothing_else_names_an_action(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not [action for action in ACTIONS if action in text]


def test_only_the_trainer_starts_it() -> None:
    starts = {name_of(path) for path in FILES if RASA & set(started(ast.parse(path.read_text(encoding="utf-8"))))}
    assert starts == {TRAINER}


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_says_only_which_answer_of_the_house_is_its(action: str) -> None:
    path = ROOT / "actions" / f"{action.removeprefix('action_')}.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_ACTION
    assert "bot.answering" in set(imported(ast.parse(path.read_text(encoding="utf-8"))))
