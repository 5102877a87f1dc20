"""Should Rasa be replaced one day, only actions/, bot/dialogue/, data/, domain/ and config.yml change: nothing else knows it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from itertools import pairwise

import pytest
import yaml

from tests.house.sources import PRODUCT, ROOT, name_of, sources_below, text_of, tree_of

WOULD_CHANGE = ("actions/", "bot/dialogue/")
RASA = {"rasa", "rasa_sdk"}
ACTIONS = yaml.safe_load((ROOT / "domain/actions.yml").read_text(encoding="utf-8"))["actions"]
LONGEST_ACTION = 12
# Starts the training as a program of its own, and counts its version among what a model was learned with.
TRAINER = "bot/cli/processes/trainer.py"


FILES = [path for path in sources_below(*PRODUCT) if not name_of(path).startswith(WOULD_CHANGE)]


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


def is_of_the_dialogue(module: str) -> bool:
    """Tell whether a module is Rasa's, or built on it."""
    return module.split(".")[0] in {*RASA, "actions"} or f"{module}.".startswith("bot.dialogue.")


def test_nothing_else_imports_it_or_what_is_built_on_it() -> None:
    found = {name_of(path): {each for each in imported(tree_of(path)) if is_of_the_dialogue(each)} for path in FILES}
    assert not {name: modules for name, modules in found.items() if modules}


def test_nothing_else_names_an_action() -> None:
    found = {name_of(path): [action for action in ACTIONS if action in text_of(path)] for path in FILES}
    assert not {name: actions for name, actions in found.items() if actions}


def test_only_the_trainer_starts_it() -> None:
    starts = {name_of(path) for path in FILES if RASA & set(started(tree_of(path)))}
    assert starts == {TRAINER}


@pytest.mark.parametrize("action", ACTIONS)
def test_an_action_says_only_which_answer_of_the_house_is_its(action: str) -> None:
    path = ROOT / "actions" / f"{action.removeprefix('action_')}.py"
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST_ACTION
    assert "bot.answering" in set(imported(tree_of(path)))
