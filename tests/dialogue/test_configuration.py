"""config.yml, domain/, data/ and the actions belong together: nothing is named that is not there, nothing is left over."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from rasa.shared.core.domain import Domain
from rasa_sdk.executor import ActionExecutor

from bot.understanding import FACET_INTENTS
from bot.understanding.intents import ASKING_AGAIN, CONTROL_INTENTS, FIND_STATION

ROOT = Path(__file__).parents[2]
DOMAIN = Domain.load(ROOT / "domain")
FALLBACK = {"nlu_fallback"}


def steps(folder: str, kind: str) -> list[dict[str, Any]]:
    found = []
    for path in sorted((ROOT / "data" / folder).glob("*.yml")):
        for entry in yaml.safe_load(path.read_text(encoding="utf-8"))[kind]:
            found += entry["steps"]
    return found


@pytest.fixture(scope="module")
def registered() -> set[str]:
    executor = ActionExecutor()
    executor.register_package("actions")
    return set(executor.actions)


def own_intents() -> set[str]:
    return set(DOMAIN.intents) - {"back", "nlu_fallback", "out_of_scope", "restart", "session_start"} | {"out_of_scope"}


def test_every_intent_has_one_file_of_examples_and_every_file_is_an_intent() -> None:
    assert {path.stem for path in (ROOT / "data/nlu").glob("*.yml")} == own_intents()


def test_every_intent_has_exactly_one_rule() -> None:
    ruled = [step["intent"] for step in steps("rules", "rules") if "intent" in step]
    assert sorted(ruled) == sorted(own_intents() | FALLBACK)


def test_the_domain_names_exactly_the_actions_that_exist(registered: set[str]) -> None:
    named = {action for action in DOMAIN.user_actions if action.startswith("action_")}
    assert named == registered


def test_every_action_is_used_by_a_rule(registered: set[str]) -> None:
    assert {step["action"] for step in steps("rules", "rules") if "action" in step} == registered


def test_every_action_has_the_file_of_its_name(registered: set[str]) -> None:
    files = {f"action_{path.stem}" for path in (ROOT / "actions").glob("*.py")}
    assert registered <= files


def test_the_intents_that_the_code_names_exist() -> None:
    named = {*FACET_INTENTS, *CONTROL_INTENTS, *ASKING_AGAIN, FIND_STATION}
    assert named <= own_intents()


def test_there_is_one_way_into_the_dialogue_process() -> None:
    assert list(yaml.safe_load((ROOT / "credentials.yml").read_text(encoding="utf-8"))) == [
        "bot.dialogue.front_channel.FrontChannel"
    ]
