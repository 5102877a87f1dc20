"""The actions beside questions: each says its kind of thing and remembers what it should."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from rasa_sdk.executor import CollectingDispatcher

from actions.decline import ActionDecline
from actions.end_topic import ActionEndTopic
from actions.explain_notices import ActionExplainNotices
from actions.hand_over import ActionHandOver
from actions.list_policies import ActionListPolicies
from actions.make_small_talk import ActionMakeSmallTalk
from actions.offer_topics import ActionOfferTopics
from actions.refer import ActionRefer
from actions.repeat_answer import ActionRepeatAnswer
from actions.show_menu import ActionShowMenu
from actions.turn_action import TurnAction
from bot.answering import Toolbox
from tests.answering.conftest import Played, tracker_of

Play = Callable[..., Played]


@pytest.mark.parametrize(
    ("action", "intent", "outcome"),
    [
        (ActionDecline, "out_of_scope", "out_of_scope"),
        (ActionEndTopic, "cancel", "small_talk"),
        (ActionExplainNotices, "subscribe_notices", "consent"),
        (ActionExplainNotices, "stop_notices", "consent"),
        (ActionHandOver, "talk_to_person", "handoff"),
        (ActionListPolicies, "list_policies", "clarify"),
        (ActionMakeSmallTalk, "thank", "small_talk"),
        (ActionOfferTopics, "nlu_fallback", "clarify"),
        (ActionRefer, "ask_neighbouring_matter", "referred"),
        (ActionRepeatAnswer, "repeat_answer", "clarify"),
        (ActionShowMenu, "show_menu", "clarify"),
    ],
)
def test_each_action_ends_in_its_outcome(play: Play, action: type[TurnAction], intent: str, outcome: str) -> None:
    played = play(action, "嗯", intent)
    assert played.reply["outcome"] == outcome
    assert played.reply["text"]
    assert played.reply["on"] == "2026-11-25"


def test_every_choice_that_names_a_topic_names_one_that_exists(play: Play, known: Toolbox) -> None:
    for action in (ActionDecline, ActionListPolicies, ActionShowMenu, ActionMakeSmallTalk):
        for _, entities in play(action, "你好", "greet").wishes:
            assert entities.get("topic", "startup_loan") in known.kb.topics


def test_what_is_not_understood_gets_the_nearest_topics_first(play: Play) -> None:
    played = play(ActionOfferTopics, "稳岗那个怎么弄来着", "nlu_fallback")
    topics = [entities.get("topic") for _, entities in played.wishes]
    assert "job_retention" in topics[:3]
    assert played.wishes[-1] == ("talk_to_person", {})
    assert played.slots == {"misses": 1}


def test_the_second_miss_in_a_row_leads_to_a_person(play: Play) -> None:
    played = play(ActionOfferTopics, "啊吧啊吧", "nlu_fallback", slots={"misses": 1.0})
    assert played.reply["outcome"] == "handoff"
    assert "12333" in played.reply["text"]


def test_understanding_again_forgets_the_misses(play: Play) -> None:
    assert play(ActionMakeSmallTalk, "谢谢", "thank", slots={"misses": 1.0}).slots["misses"] == 0


def test_thanks_keep_the_policy_in_mind_and_leaving_a_subject_forgets_it(play: Play) -> None:
    assert "policy" not in play(ActionMakeSmallTalk, "谢谢", "thank").slots
    assert play(ActionEndTopic, "算了", "cancel").slots == {"misses": 0, "policy": None, "facets": None, "check": None}


def test_a_neighbouring_matter_goes_to_its_office(play: Play) -> None:
    assert "公积金" in play(ActionRefer, "公积金怎么提取", "ask_neighbouring_matter").reply["text"]
    assert "12345" in play(ActionRefer, "我家邻居老吵架", "ask_neighbouring_matter").reply["text"]


def test_the_last_answer_is_repeated_word_for_word(play: Play) -> None:
    custom = {"text": "最高四分之三。", "outcome": "answered", "choices": []}
    events = [
        {"event": "user", "text": "早先问的"},
        {"event": "bot", "data": {"custom": {"text": "早先的"}}},
        {"event": "user", "text": "能领多少"},
        {"event": "bot", "data": {"custom": custom}},
    ]
    assert play(ActionRepeatAnswer, "再说一遍", "repeat_answer", events=events).replies == [custom]


def test_a_failure_is_logged_by_conversation_and_answered_with_an_apology(caplog: pytest.LogCaptureFixture) -> None:
    def broken() -> Toolbox:
        raise RuntimeError("the folder is gone")

    dispatcher = CollectingDispatcher()
    ActionShowMenu(broken).run(dispatcher, tracker_of("我叫张三，能问什么", "show_menu", None, None, None, None), {})
    [message] = dispatcher.messages
    assert message["custom"]["outcome"] == "error"
    assert "gone" not in message["custom"]["text"]
    assert "web:a" in caplog.text
    assert "张三" not in caplog.text
