"""Yes, no and not known, as people say them to an open question; what says neither is asked once more and ends nothing."""

from __future__ import annotations

import pytest

from bot.answering import Toolbox
from tests.answering.checks.told import ToldTalk

BENEFIT = ("失业金我够不够格，帮我看看", "14个月")
ASKED = "left_involuntarily"


@pytest.mark.parametrize(
    "words",
    [
        *("是呢", "没错", "对的", "可以", "嗯", "是的呀"),
        *("嗯呐", "嗯哪", "那可不", "可不是嘛", "中", "得嘞", "对头", "是滴", "有的有的", "确实"),
    ],
)
def test_yes_in_other_words_is_yes(known: Toolbox, words: str) -> None:
    assert ToldTalk(known, *BENEFIT, words).facts()[ASKED] is True


@pytest.mark.parametrize(
    "words", ["没呢", "没有过", "不是", "自己走的", "不是的", "没有的事", "哪有啊", "没有没有", "才不是"]
)
def test_no_in_other_words_is_no(known: Toolbox, words: str) -> None:
    talk = ToldTalk(known, *BENEFIT, words)
    assert talk.facts()[ASKED] is False
    assert talk.status == "not_eligible"


@pytest.mark.parametrize("words", ["不知道", "说不好", "记不清了"])
def test_not_known_goes_on_to_the_next_question(known: Toolbox, words: str) -> None:
    talk = ToldTalk(known, *BENEFIT, words)
    assert ASKED not in talk.facts()
    assert "失业登记" in talk.text


@pytest.mark.parametrize("words", ["好", "行", "OK", "行吧", "知道了", "[微笑]", "👌", "？", "在吗", "……"])
@pytest.mark.parametrize("intent", ["greet", "thank", "say_goodbye", "chat", "cancel", "nlu_fallback", "out_of_scope"])
def test_what_answers_nothing_is_asked_once_more_whatever_the_model_takes_it_for(
    known: Toolbox, words: str, intent: str
) -> None:
    talk = ToldTalk(known, *BENEFIT)
    played = talk.say(words, intent)
    [reply] = played.replies
    assert reply["outcome"] == "verdict"
    assert "没听出答案" in reply["text"] and "对吗" in reply["text"]
    assert [choice["label"] for choice in reply["choices"]] == ["是", "不是", "不清楚"]
    assert talk.slots["check"]["asked"] == ASKED


@pytest.mark.parametrize("words", ["不算了", "取消", "停", "算了吧", "不想问了"])
def test_only_words_that_say_so_leave_a_check(known: Toolbox, words: str) -> None:
    talk = ToldTalk(known, *BENEFIT)
    talk.say(words, "ask_restrictions")
    assert talk.slots["check"] is None
