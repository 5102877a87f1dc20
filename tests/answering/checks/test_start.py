"""A story in one message starts its check, and reaches a verdict or the one thing still missing; a question about the rule does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from actions.answer_question import ActionAnswerQuestion
from actions.check_eligibility import ActionCheckEligibility
from actions.make_small_talk import ActionMakeSmallTalk
from actions.refer import ActionRefer
from bot.answering import Toolbox
from tests.answering.conftest import Played, play_turn

Play = Callable[..., Played]


def known_of(played: Played, who: str = "self") -> dict[str, Any]:
    people: dict[str, dict[str, Any]] = played.slots["check"]["people"]
    return people.get(who, {})


def status(played: Played) -> str | None:
    verdict = played.reply["verdict"]
    return None if verdict is None else str(verdict["status"])


@pytest.mark.parametrize(
    ("text", "policy", "expected"),
    [
        (
            "俺女的41，天津户口没地，失业登记有，失业险交过两年，没啥病就想找个活，能按4050认定不",
            "employment_difficulty_recognition",
            "possibly",
        ),
        (
            "女38，本市户口没有承包地，登记失业了，失业险交过三年，能算4050不",
            "employment_difficulty_recognition",
            "not_eligible",
        ),
        (
            "厂子把我辞了，失业险一共交过10个月，失业登记也办了，想找活，失业金能领不",
            "unemployment_benefit",
            "not_eligible",
        ),
        ("我自己辞的职，失业保险交了四年，失业金还能领吗", "unemployment_benefit", "not_eligible"),
    ],
)
def test_a_story_in_one_message_gets_its_verdict(play: Play, text: str, policy: str, expected: str) -> None:
    played = play(ActionAnswerQuestion, text, "ask_overview")
    assert (played.reply["policy"], status(played)) == (policy, expected)


def test_the_model_that_takes_a_story_for_another_matter_does_not_stop_the_check(play: Play) -> None:
    text = "我自己辞的职，失业保险交了四年，失业金还能领吗"
    assert status(play(ActionRefer, text, "neighbouring_matter")) == "not_eligible"


@pytest.mark.parametrize(
    "text",
    [
        "50岁以上的男的能办就业困难认定吗",
        "失业金从辞职那天起多少天内申请",
        "灵活就业社保补贴是按实际交的补还是按最低档补",
        "单位给交社保的能领灵活就业补贴不能，规定咋写的",
    ],
)
def test_a_question_about_the_rule_starts_no_check(play: Play, text: str) -> None:
    assert "check" not in play(ActionAnswerQuestion, text, "ask_eligibility").slots


@pytest.mark.parametrize(
    "text",
    [
        "灵活就业社保补贴，我能申请吗",
        "创业担保贷款贴息，那我能办吗",
        "失业保险金，我符合条件吗",
        "一次性创业补贴我可不可以领",
    ],
)
def test_a_name_and_whether_one_gets_it_begins_a_check(play: Play, text: str) -> None:
    played = play(ActionAnswerQuestion, text, "ask_eligibility")
    assert "check" in played.slots and played.reply["verdict"] is not None


@pytest.mark.parametrize(
    ("text", "who", "facts"),
    [
        ("我媳妇有残疾证，我男51，能认定就业困难吗", "self", {"age": 51, "sex": "male"}),
        ("我闺女今年大学毕业，二十二了，能上就业见习吗", "child", {"age": 22}),
        ("以前吃低保，去年停了，女的44，能认定困难人员不", "self", {"low_income_family": False, "age": 44}),
        (
            "1986年12月20日生的女的，能办就业困难认定不",
            "self",
            {"born_on": {"low": "1986-12-20", "high": "1986-12-20"}},
        ),
    ],
)
def test_facts_are_those_of_the_person_asked_about_and_of_today(
    play: Play, text: str, who: str, facts: dict[str, Any]
) -> None:
    known = known_of(play(ActionAnswerQuestion, text, "ask_eligibility"), who)
    assert {name: known.get(name) for name in facts} == facts


def test_the_disability_of_somebody_else_is_not_the_askers(play: Play) -> None:
    assert "disabled" not in known_of(play(ActionAnswerQuestion, "我媳妇有残疾证，我男51，能认定就业困难吗"))


def test_a_year_of_the_story_is_not_the_day_to_judge_for(play: Play) -> None:
    played = play(ActionAnswerQuestion, "我2016年办的残疾证，能认定就业困难人员吗")
    assert played.reply["on"] == "2026-11-25"


def test_a_day_that_is_asked_about_is_judged_by_its_own_rules(play: Play) -> None:
    played = play(
        ActionAnswerQuestion, "22年8月那会儿，我女45，认定过困难，社保自己交，灵活就业登记办了，社保补贴能领不"
    )
    assert played.slots["check"]["on"] == "2022-08-31"
    assert "按2022年8月" in played.reply["text"]


@pytest.mark.parametrize("text", ["我52岁了，能领什么补贴", "58岁男的没工作", "女52", "今年五十了，下岗，有啥政策"])
def test_all_that_may_fit_is_listed_with_what_opens_the_rest_first(play: Play, text: str) -> None:
    for action in (ActionAnswerQuestion, ActionMakeSmallTalk, ActionRefer):
        reply = play(action, text, "out_of_scope").reply
        assert reply["outcome"] == "verdict"
        assert reply["choices"][0]["entities"]["policy"] == "employment_difficulty_recognition"
        assert "毕业生" not in reply["text"]


@pytest.mark.parametrize("text", ["52", "2", "12333", "13812345678", "５２", "2026", "138 1234 5678", "0"])
def test_a_number_by_itself_is_asked_back_and_never_small_talk(play: Play, text: str) -> None:
    for action in (ActionMakeSmallTalk, ActionAnswerQuestion, ActionRefer):
        reply = play(action, text, "say_goodbye").reply
        assert reply["outcome"] == "clarify"
        assert "再见" not in reply["text"]
    assert "13812345678" not in play(ActionMakeSmallTalk, "13812345678", "say_goodbye").reply["text"]


def test_88_is_a_goodbye(play: Play) -> None:
    assert play(ActionMakeSmallTalk, "88", "say_goodbye").reply["outcome"] == "small_talk"


class Talk:
    """A check in several short messages."""

    def __init__(self, known: Toolbox, first: str) -> None:
        self._known, self.slots = known, dict[str, Any]()
        self.say(first)

    def say(self, text: str) -> Played:
        played = play_turn(self._known, ActionAnswerQuestion, text, "ask_overview", slots=self.slots)
        self.slots.update(played.slots)
        self.replies = played.replies
        return played

    @property
    def facts(self) -> dict[str, Any]:
        return dict(self.slots["check"]["people"].get(self.slots["check"]["who"], {}))


BENEFIT = "失业金我能领不，帮我算算"


@pytest.mark.parametrize(
    ("answer", "months"),
    [
        ("不到一年", {"low": 0, "high": 11}),
        ("一年半", 18),
        ("1.5年", 18),
        ("2024年11月25日开始交的", 24),
        ("三四年", {"low": 36, "high": 48}),
        ("没交过", 0),
    ],
)
def test_a_number_may_be_answered_as_people_say_it(known: Toolbox, answer: str, months: object) -> None:
    talk = Talk(known, BENEFIT)
    talk.say(answer)
    assert talk.facts["unemployment_insurance_months"] == months


@pytest.mark.parametrize(("answer", "value"), [("嗯嗯", True), ("对呀", True), ("木有", False), ("还没有", False)])
def test_a_yes_or_no_may_be_said_in_any_way(known: Toolbox, answer: str, value: bool) -> None:
    talk = Talk(known, BENEFIT)
    talk.say("14个月")
    talk.say(answer)
    assert talk.facts["left_involuntarily"] is value


def test_a_correction_takes_the_number_back_that_it_names(known: Toolbox) -> None:
    talk = Talk(known, BENEFIT)
    talk.say("14个月")
    talk.say("说错了，不是14个月是10个月")
    assert talk.facts["unemployment_insurance_months"] == 10


def test_several_answers_may_come_at_once(known: Toolbox) -> None:
    talk = Talk(known, BENEFIT)
    talk.say("交了三年，厂子黄了，失业登记也办了")
    assert talk.facts["unemployment_insurance_months"] == 36
    assert talk.facts["left_involuntarily"] is True
    assert talk.facts["registered_unemployed"] is True


def test_a_number_that_answers_nothing_is_said_to_be_one_and_the_question_stays(known: Toolbox) -> None:
    talk = Talk(known, BENEFIT)
    talk.say("14个月")
    played = talk.say("12333")
    assert "12333" in played.replies[0]["text"]
    assert "接着来" in played.replies[-1]["text"]


@pytest.mark.parametrize("text", ["农村户口的，59了，买哪种养老保险划算", "单位让我自己交医保，我都51了，该怎么办"])
def test_a_matter_of_another_office_lists_no_policies(play: Play, text: str) -> None:
    assert play(ActionRefer, text, "neighbouring_matter").reply["outcome"] == "referred"


def test_a_question_about_the_rule_with_facts_beside_it_is_answered_and_not_checked(play: Play) -> None:
    played = play(ActionCheckEligibility, "厂子关了，我是外地户口，失业金能转回老家领吗", "check_eligibility")
    assert played.reply["verdict"] is None


@pytest.mark.parametrize(
    ("text", "policy"),
    [
        ("女39，认定过困难，自己交社保，灵活就业登记有，够不够", "social_insurance_subsidy_flexible"),
        ("裁员下来的，失业险交了6年，失业登记办了，想找工作，够不够", "unemployment_benefit"),
        ("认定困难了，自己交社保，灵活就业登记办了，能补多少能领吗", "social_insurance_subsidy_flexible"),
        ("单位把我裁了，失业险交了6年，失业登记办了，想找工作，能领失业金吗领几个月", "unemployment_benefit"),
    ],
)
def test_a_story_goes_to_the_policy_whose_conditions_it_tells_and_a_question_beside_stops_no_check(
    play: Play, text: str, policy: str
) -> None:
    played = play(ActionAnswerQuestion, text, "ask_eligibility")
    assert played.slots["check"]["policy"] == policy


@pytest.mark.parametrize("text", ["我52女的，够不够", "我45岁，没工作，天津户口，够不够"])
def test_facts_of_many_policies_are_those_of_none(play: Play, text: str) -> None:
    played = play(ActionAnswerQuestion, text, "ask_eligibility")
    assert (played.slots.get("check") or {}).get("policy") is None
