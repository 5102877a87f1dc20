"""One question of several kinds in the conversation: picked, typed by number or name, several at once, none of them."""

from __future__ import annotations

from typing import Any

import pytest

from actions.check_eligibility import ActionCheckEligibility
from bot.answering import Toolbox
from tests.answering.conftest import Played, play_turn

POLICY = "employment_difficulty_recognition"
KNOWN = {"local_household": True, "registered_unemployed": True, "draws_pension": False, "age": 35}


class Asked:
    """A check that has just asked which of the kinds fits."""

    def __init__(self, known: Toolbox, **facts: Any) -> None:
        self._known, self.slots = known, dict[str, Any]()
        check = {"policy": POLICY, "who": "self", "people": {"self": {**KNOWN, **facts}}, "skipped": []}
        self.slots["check"] = check
        self.first = self.pick(policy=POLICY)

    def pick(self, **picked: str) -> Played:
        return self._play(picked=picked)

    def say(self, text: str) -> Played:
        return self._play(text=text)

    @property
    def facts(self) -> dict[str, Any]:
        people: dict[str, dict[str, Any]] = self.slots["check"]["people"]
        return {name: value for name, value in people["self"].items() if name not in KNOWN}

    def _play(self, **turn: Any) -> Played:
        played = play_turn(self._known, ActionCheckEligibility, intent="check_eligibility", slots=self.slots, **turn)
        self.slots.update(played.slots)
        return played


@pytest.fixture
def asked(known: Toolbox) -> Asked:
    return Asked(known)


def test_eight_kinds_are_one_question_with_one_answer_for_none(asked: Asked) -> None:
    reply = asked.first.reply
    assert "您属于下面哪一类?" in reply["text"] or "您属于下面哪一类？" in reply["text"]
    labels = [choice["label"] for choice in reply["choices"]]
    assert len(labels) == 10
    assert labels[-2:] == ["都不是", "不清楚"]
    assert "算完就删" in reply["text"]


def test_a_picked_kind_is_a_yes_and_says_nothing_of_the_others(asked: Asked) -> None:
    played = asked.pick(fact="veteran", value="yes")
    assert played.reply["verdict"]["status"] == "possibly"
    assert asked.facts == {"veteran": True}


@pytest.mark.parametrize(
    ("text", "known_after"),
    [
        ("6", {"veteran": True}),
        ("第六个", {"veteran": True}),
        ("退役军人", {"veteran": True}),
        ("我是退役军人", {"veteran": True}),
    ],
)
def test_a_kind_may_be_typed_by_its_place_or_its_name(asked: Asked, text: str, known_after: dict[str, bool]) -> None:
    asked.say(text)
    assert asked.facts == known_after


def test_several_kinds_may_be_said_at_once(asked: Asked) -> None:
    played = asked.say("6和8")
    assert asked.facts == {"veteran": True, "is_graduate": True}
    assert played.reply["verdict"]["status"] == "possibly"


@pytest.mark.parametrize("text", ["都不是", "都没有", "以上都不是", "9"])
def test_none_of_them_says_no_to_each_and_the_check_goes_on(asked: Asked, text: str) -> None:
    played = asked.say(text)
    assert played.reply["verdict"]["status"] == "needs_facts"
    kinds = set(asked.slots["check"]["people"]["self"]) - set(KNOWN)
    assert len(kinds) == 8
    assert not any(asked.facts.values())
    assert asked.slots["check"]["kinds"] == []


def test_not_knowing_skips_all_of_them(asked: Asked) -> None:
    asked.say("不清楚")
    assert len(asked.slots["check"]["skipped"]) == 8
    assert asked.facts == {}


def test_a_kind_that_is_known_is_not_offered_again(known: Toolbox) -> None:
    labels = [choice["label"] for choice in Asked(known, veteran=False).first.reply["choices"]]
    assert "退役军人" not in labels
    assert len(labels) == 9


def test_what_is_no_answer_leaves_the_question_open(asked: Asked) -> None:
    asked.say("要带什么材料")
    assert len(asked.slots["check"]["kinds"]) == 8


def test_an_answer_counts_before_what_cannot_be_true_beside_it(known: Toolbox) -> None:
    talk = Asked(known)
    talk.slots["check"] = {**talk.slots["check"], "asked": "has_job", "kinds": []}
    talk.pick(fact="has_job", value="yes")
    people = talk.slots["check"]["people"]["self"]
    assert people["has_job"] is True
    assert "registered_unemployed" not in people
