"""Template cards: what the platform takes, cut where it would cut."""

from __future__ import annotations

import json

import pytest

from bot.messaging.protocol.wecom_cards import Button, Content, Style, button_interaction

CONTENT = Content("标" * 50, "说" * 50, "文" * 200, [("五个字的标签", "值" * 40)] * 8)


def test_a_card_with_buttons_carries_their_keys_and_the_task() -> None:
    buttons = [Button("useful", "有用", Style.MAIN), Button("wrong", "这条不对")]
    card = json.loads(button_interaction(Content("有用吗"), "lookup-1", buttons))
    assert card["task_id"] == "lookup-1"
    assert card["button_list"] == [
        {"text": "有用", "style": 1, "key": "useful"},
        {"text": "这条不对", "style": 2, "key": "wrong"},
    ]


def test_what_is_too_long_is_cut_with_an_ellipsis() -> None:
    card = json.loads(button_interaction(CONTENT, "lookup-1", [Button("useful", "有用")]))
    assert card["main_title"] == {"title": "标" * 35 + "…", "desc": "说" * 43 + "…"}
    assert card["sub_title_text"] == "文" * 159 + "…"
    assert card["horizontal_content_list"] == [{"keyname": "五个字的…", "value": "值" * 29 + "…"}] * 6


@pytest.mark.parametrize("task", ["", "有中文", "a b", "a" * 129])
def test_a_task_that_the_platform_would_refuse_is_refused(task: str) -> None:
    with pytest.raises(ValueError):
        button_interaction(Content("有用吗"), task, [Button("a", "一")])


@pytest.mark.parametrize("count", [0, 7])
def test_no_buttons_and_too_many_are_refused(count: int) -> None:
    with pytest.raises(ValueError):
        button_interaction(Content("有用吗"), "task", [Button("a", "一")] * count)
