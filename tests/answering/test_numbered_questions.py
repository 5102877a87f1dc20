"""Questions under numbers are answered under their numbers; one that was missed is answered when it is asked for."""

from __future__ import annotations

from collections.abc import Callable

from actions.answer_question import ActionAnswerQuestion
from tests.answering.conftest import Played

Play = Callable[..., Played]


def texts(played: Played) -> list[str]:
    return [reply["text"] for reply in played.replies]


def test_each_number_gets_its_answer_also_where_one_is_another_office_s(play: Play) -> None:
    said = texts(play(ActionAnswerQuestion, "1、灵活就业社保补贴补多少 2、公积金怎么提取 3、创业培训要钱吗"))
    assert [text[:2] for text in said] == ["1.", "2.", "3."]
    assert "四分之三" in said[0] or "3/4" in said[0] or "75%" in said[0]
    assert "公积金" in said[1]
    assert "免费" in said[2]


def test_what_stands_before_the_numbers_says_what_they_ask_about(play: Play) -> None:
    played = play(ActionAnswerQuestion, "灵活就业社保补贴我问俩事：①去哪办②要带什么")
    assert [reply["policy"] for reply in played.replies] == ["social_insurance_subsidy_flexible"] * 2
    assert [reply["facets"] for reply in played.replies] == [["where"], ["materials"]]


def test_only_the_last_answer_offers_choices(play: Play) -> None:
    played = play(ActionAnswerQuestion, "1、失业金领多久 2、失业登记去哪办")
    assert [bool(reply["choices"]) for reply in played.replies] == [False, True]


def test_a_question_that_was_missed_is_answered_when_asked_for(play: Play) -> None:
    before = [{"event": "user", "text": "1、失业金领多久 2、医保报销找谁"}, {"event": "bot", "text": "", "data": {}}]
    (text,) = texts(play(ActionAnswerQuestion, "第二个你还没说呢", intent="nlu_fallback", events=before))
    assert "医保" in text


def test_a_date_or_a_decimal_numbers_nothing(play: Play) -> None:
    assert len(play(ActionAnswerQuestion, "失业保险交了1.5年，失业金能领几个月").replies) == 1
