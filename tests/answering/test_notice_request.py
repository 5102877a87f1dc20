"""What only a model takes for a wish to be told more, and that holds any sign of refusal, is asked back."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from actions.explain_notices import ActionExplainNotices
from tests.answering.conftest import Played

Play = Callable[..., Played]


@pytest.mark.parametrize("text", ["我可不稀罕", "这些都退了吧亲", "把那些关关", "别介"])
def test_a_refusal_is_never_answered_as_a_start(play: Play, text: str) -> None:
    reply = play(ActionExplainNotices, text, "subscribe_notices").reply
    assert [choice["label"] for choice in reply["choices"]] == ["停", "收"]
    assert reply["choices"][0]["intent"] == "stop_notices"


def test_a_plain_wish_is_told_where_one_agrees(play: Play) -> None:
    reply = play(ActionExplainNotices, "有好事想着我", "subscribe_notices").reply
    assert (reply["choices"], "订阅和我的数据" in reply["text"]) == ([], True)
