"""Whose fact it is, whether it is so today, whether a question only names a threshold, and which years are only the story's.

Each row is a neighbour of a kind that was heard wrongly: the same kind in other words, of other people.
"""

from __future__ import annotations

import pytest

from bot.answering import Toolbox
from tests.answering.checks.told import ToldTalk


@pytest.mark.parametrize(
    ("text", "who", "fact", "age"),
    [
        ("我儿子有残疾证，我女39，看看我能认定就业困难不", "child", "disabled", 39),
        ("我妈有残疾证，我是女的38，我能认定就业困难吗", "parent", "disabled", 38),
        ("我媳妇失业登记了，我男48在上班，我能领失业金吗", "spouse", "registered_unemployed", 48),
        ("我爱人吃低保，我女的41，就业困难我够不够", "spouse", "low_income_family", 41),
    ],
)
def test_what_is_told_of_kin_stays_theirs_and_is_echoed_as_theirs(
    known: Toolbox, text: str, who: str, fact: str, age: int
) -> None:
    talk = ToldTalk(known, text)
    assert fact not in talk.facts()
    assert talk.facts()["age"] == age
    if fact in talk.facts(who):
        assert "没算进来" in talk.text


def test_what_is_told_of_kin_is_said_back_in_the_words_in_which_it_was_told(known: Toolbox) -> None:
    assert "您爱人：有残疾证（没算进来）" in ToldTalk(known, "我爱人有残疾证，我男41，我够就业困难不").text
    assert "您家老人：72周岁、吃低保（没算进来）" in ToldTalk(known, "我妈72吃低保，我男51，能认定就业困难吗").text
    assert "您爱人：没" not in ToldTalk(known, "我爱人不是没残疾证，我女38，能认定就业困难吗").text


@pytest.mark.parametrize(
    "text", ["我儿子有残疾证，我女39，看看我能认定就业困难不", "我妈有残疾证，我是女的38，我能认定就业困难吗"]
)
def test_the_rule_for_what_only_kin_are_is_not_said_to_the_asker(known: Toolbox, text: str) -> None:
    assert "残疾人能申请认定" not in ToldTalk(known, text).text


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("前几年吃过低保，早停了，我女的36，能认定困难吗", "low_income_family"),
        ("原先办过残疾证，到期没换，现在没有了，女，37，能认定就业困难吗", "disabled"),
        ("低保去年就断了，女的38，就业困难够条件不", "low_income_family"),
        ("原来低保，街道早就不给了，我女45，能认定困难吗", "low_income_family"),
        ("以前是低保户，前年退了，男的46，认定就业困难够条件吗", "low_income_family"),
    ],
)
def test_what_was_so_and_is_no_more_is_never_taken_as_so(known: Toolbox, text: str, fact: str) -> None:
    assert ToldTalk(known, text).facts().get(fact) in (None, False)


@pytest.mark.parametrize(
    "text",
    [
        "女的满40就能认定就业困难吗",
        "满45岁的女的就能领灵活就业社保补贴吗",
        "是不是男满五十、女满四十才给认定就业困难",
        "45岁以上的女的可以申请就业困难认定吗",
    ],
)
def test_a_threshold_in_a_question_is_nobodys_age(known: Toolbox, text: str) -> None:
    assert "age" not in ToldTalk(known, text).facts()


@pytest.mark.parametrize(
    "text",
    [
        "我是2019年退伍的，现在35，能贷创业担保贷款吗",
        "2020年登记失业到现在，女的43，能认定就业困难吗",
        "我妹2017年离的婚，一个人带娃，能认定困难人员吗",
        "2012年下岗的，2016年领过一回失业金，这次又被辞了，能再领不",
    ],
)
def test_the_years_of_a_story_are_not_the_day_to_judge_for(known: Toolbox, text: str) -> None:
    talk = ToldTalk(known, text)
    assert talk.on is None
    assert talk.replies[-1]["verdict"] is not None
