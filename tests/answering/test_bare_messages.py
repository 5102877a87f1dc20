"""Numbers, ages and phone numbers are never small talk, never a goodbye and never silence, in any state; nor are signs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from actions.answer_question import ActionAnswerQuestion
from actions.decline import ActionDecline
from actions.list_policies import ActionListPolicies
from actions.make_small_talk import ActionMakeSmallTalk
from actions.offer_topics import ActionOfferTopics
from actions.refer import ActionRefer
from actions.turn_action import TurnAction
from bot.answering import Toolbox
from tests.answering.conftest import Played, play_turn

# What the model may take such a message for, and the action that follows.
MISTAKEN: tuple[tuple[type[TurnAction], str], ...] = (
    (ActionMakeSmallTalk, "say_goodbye"),
    (ActionMakeSmallTalk, "thank"),
    (ActionMakeSmallTalk, "chat"),
    (ActionDecline, "out_of_scope"),
    (ActionRefer, "ask_neighbouring_matter"),
    (ActionOfferTopics, "nlu_fallback"),
    (ActionAnswerQuestion, "ask_amount"),
)
# Nothing was said; an answer with choices; a yes-or-no question open; a question for a number open; a verdict given.
STATES: tuple[tuple[str, ...], ...] = (
    (),
    ("社保补贴能领多少钱",),
    ("我女的45，能认定就业困难吗",),
    ("失业金我够不够格，帮我看看",),
    ("失业金我够不够格，帮我看看", "14个月", "自己辞的"),
)
CHINESE = "零一二三四五六七八九"
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def spoken(number: int) -> str:
    """Return a number below 100 in Chinese.

    >>> spoken(52), spoken(10), spoken(30)
    ('五十二', '十', '三十')
    """
    tens, ones = divmod(number, 10)
    ten = "" if tens == 0 else f"{CHINESE[tens] if tens > 1 else ''}十"
    return ten + (CHINESE[ones] if ones or not tens else "")


numbers = st.from_regex(r"[0-9]{1,12}", fullmatch=True).filter(lambda digits: digits not in ("88", "886"))
digits = st.one_of(
    numbers,
    numbers.map(lambda said: said.translate(FULL_WIDTH)),
    numbers.map(lambda said: said + "。"),
    st.integers(0, 99).map(spoken),
    st.lists(st.integers(1, 9).map(str), min_size=2, max_size=3).map("和".join),
    st.sampled_from(["12333", "12345", "110", "12356"]),
)
ages = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "我", "女", "男", "今年", "俺今年", "女的"]),
    st.one_of(st.integers(16, 75).map(str), st.integers(16, 75).map(spoken)),
    st.sampled_from(["", "岁", "周岁", "了", "岁了"]),
    st.sampled_from(["", "。", "？"]),
)
phones = st.builds(
    lambda prefix, head, parts, sign: prefix + sign.join([head, *parts]),
    st.sampled_from(["", "+86 ", "0086", "电话", "我手机"]),
    st.sampled_from(["138", "159", "186"]),
    st.tuples(st.from_regex(r"[0-9]{4}", fullmatch=True), st.from_regex(r"[0-9]{4}", fullmatch=True)),
    st.sampled_from(["", " ", "-"]),
)


@pytest.fixture(scope="module")
def states(known: Toolbox) -> list[dict[str, Any]]:
    """Give what is remembered in each state."""
    found = []
    for messages in STATES:
        slots: dict[str, Any] = {}
        for message in messages:
            slots.update(play_turn(known, ActionAnswerQuestion, message, "ask_amount", slots=slots).slots)
        found.append(slots)
    assert [(slots.get("check") or {}).get("asked") is not None for slots in found] == [False, False, True, True, False]
    return found


def said_to(known: Toolbox, text: str, mistaken: tuple[type[TurnAction], str], slots: dict[str, Any]) -> Played:
    action, intent = mistaken
    return play_turn(known, action, text, intent, slots=slots)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    text=st.one_of(digits, ages, phones),
    mistaken=st.sampled_from(MISTAKEN),
    state=st.integers(0, len(STATES) - 1),
)
def test_a_number_an_age_or_a_phone_number_is_never_small_talk_nor_sent_away(
    known: Toolbox, states: list[dict[str, Any]], text: str, mistaken: tuple[type[TurnAction], str], state: int
) -> None:
    played = said_to(known, text, mistaken, states[state])
    assert played.replies
    for reply in played.replies:
        assert reply["text"]
        assert reply["outcome"] in ("clarify", "verdict", "answered"), (text, reply["text"])
        assert "再见" not in reply["text"]


@pytest.mark.parametrize("state", range(len(STATES)))
@pytest.mark.parametrize("mistaken", MISTAKEN, ids=lambda each: each[1])
@pytest.mark.parametrize("text", ["[微笑]", "😀", "？？", "在吗", "请问一下", "【收到不支持的消息类型，暂无法显示】"])
def test_signs_and_openers_are_answered_in_every_state(
    known: Toolbox, states: list[dict[str, Any]], text: str, mistaken: tuple[type[TurnAction], str], state: int
) -> None:
    played = said_to(known, text, mistaken, states[state])
    assert {reply["outcome"] for reply in played.replies} <= {"clarify", "verdict"}
    assert played.slots["misses"] == 0


@pytest.mark.parametrize("opener", ["在吗", "请问一下", "有人吗"])
def test_who_calls_twice_hears_how_to_go_on_and_no_apology(known: Toolbox, opener: str) -> None:
    first = play_turn(known, ActionOfferTopics, opener, "nlu_fallback")
    events = [
        {"event": "user", "text": opener},
        {"event": "bot", "data": {"custom": first.reply}},
    ]
    again = play_turn(known, ActionOfferTopics, opener, "nlu_fallback", events=events)
    assert again.reply["text"] != first.reply["text"]
    assert again.wishes[0][0] == "talk_to_person"


def test_a_bare_number_that_may_be_an_age_is_one_tap_from_all_that_may_fit(known: Toolbox) -> None:
    intent, picked = play_turn(known, ActionMakeSmallTalk, "五十二", "say_goodbye").wishes[0]
    listed = play_turn(known, ActionListPolicies, "", intent, picked=picked)
    assert listed.reply["outcome"] == "verdict"
    assert "52周岁" in listed.reply["text"]
    assert listed.slots["check"]["people"]["self"] == {"age": 52}


def test_a_number_that_names_a_policy_asks_for_it(known: Toolbox) -> None:
    replies = play_turn(known, ActionAnswerQuestion, "4050", "ask_overview").replies
    assert {reply["outcome"] for reply in replies} <= {"answered", "clarify"}
    assert not any("没有可以按这个数字选的" in reply["text"] for reply in replies)
