"""Putting something right in any wording: a number, a fact by its name, the last answer, or something that nobody can read."""

from __future__ import annotations

from typing import Any

import pytest

from bot.answering import Toolbox
from tests.answering.checks.told import ToldTalk

BENEFIT = "失业金我够不够格，帮我看看"
DIFFICULTY = "我女的45，能认定就业困难吗"
INSURED = "unemployment_insurance_months"


@pytest.mark.parametrize(
    ("messages", "fact", "value"),
    [
        ((BENEFIT, "一年零两个月", "不对，记错了，是11个月"), INSURED, 11),
        ((BENEFIT, "8个月", "打错了，应该是18个月"), INSURED, 18),
        ((BENEFIT, "20个月", "不是20，是2个月"), INSURED, 2),
        ((BENEFIT, "14个月", "对", "办过", "哦不对，失业登记没办"), "registered_unemployed", False),
        ((DIFFICULTY, "说错了，我54了"), "age", 54),
        ((DIFFICULTY, "不对，我是男的"), "sex", "male"),
        ((DIFFICULTY, "年龄不对，是46"), "age", 46),
    ],
)
def test_a_correction_changes_what_it_names(known: Toolbox, messages: tuple[str, ...], fact: str, value: Any) -> None:
    assert ToldTalk(known, *messages).facts()[fact] == value


@pytest.mark.parametrize("words", ["上一个点错了", "刚才按错了", "选错了", "哎呀，刚才说错了。", "前面那个答反了"])
def test_who_takes_the_last_answer_back_is_asked_it_again(known: Toolbox, words: str) -> None:
    talk = ToldTalk(known, DIFFICULTY, "是")
    assert talk.facts()["local_household"] is True
    asked = talk.text
    talk.say(words)
    assert "local_household" not in talk.facts()
    assert "天津户口" in talk.text and talk.text != asked
    assert talk.facts()["age"] == 45


@pytest.mark.parametrize("words", ["不对不对", "哪样弄错了吧", "户口那个写错了"])
def test_a_correction_that_cannot_be_read_is_asked_back_and_changes_nothing(known: Toolbox, words: str) -> None:
    talk = ToldTalk(known, DIFFICULTY, "是")
    before = talk.facts()
    talk.say(words)
    assert talk.facts() == before
    assert "没听出" in talk.text
    assert talk.replies[-1]["outcome"] == "verdict"


@pytest.mark.parametrize("words", ["不对", "不是的"])
def test_no_to_a_question_that_ends_on_right_is_no_and_no_correction(known: Toolbox, words: str) -> None:
    talk = ToldTalk(known, BENEFIT, "14个月", words)
    assert talk.facts()["left_involuntarily"] is False


def test_a_story_of_something_wrong_elsewhere_is_no_correction(known: Toolbox) -> None:
    talk = ToldTalk(known, DIFFICULTY, "是", "不是")
    talk.say("单位把我社保给交错了，这个上哪儿问去啊", "ask_contact")
    assert "没听出" not in talk.text
