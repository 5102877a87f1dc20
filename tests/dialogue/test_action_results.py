"""The compiled validator accepts and refuses what Rasa's own check accepts and refuses."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import ValidationError

if TYPE_CHECKING:
    from rasa.core.actions.action import RemoteAction

GOOD = {"events": [{"event": "slot", "name": "policy", "value": "loan"}], "responses": [{"text": "好"}]}
BAD: list[Any] = [[], {"events": {}}, {"events": [], "responses": ["好"]}, {"events": [{"event": 3}]}]


@pytest.fixture(params=["ours", "Rasa's own"])
def action(request: pytest.FixtureRequest) -> Iterator[RemoteAction]:
    """Give an action that checks its results in one of the two ways."""
    # TensorFlow comes with it: only who runs these tests waits for it, and not every worker that collects them.
    from rasa.core.actions.action import RemoteAction

    from bot.dialogue.action_results import compile_validation

    own = RemoteAction._validate_action_result
    if request.param == "ours":
        compile_validation()
        assert RemoteAction._validate_action_result is not own
    yield RemoteAction("action_answer_question", None)
    RemoteAction._validate_action_result = own  # type: ignore[method-assign]


def test_a_good_result_is_accepted(action: RemoteAction) -> None:
    assert action._validate_action_result(GOOD)


@pytest.mark.parametrize("result", BAD, ids=str)
def test_a_bad_result_is_refused(action: RemoteAction, result: Any) -> None:
    with pytest.raises(ValidationError):
        action._validate_action_result(result)
