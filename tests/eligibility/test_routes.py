"""Ways with names have a verdict each; kinds are asked in one question; states of a benefit have their own conditions."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.eligibility import Leaf, NextQuestion, Node, Situation, Status, evaluate, rule_for, verdict_on
from bot.errors import SituationError
from bot.kb import (
    BenefitState,
    Condition,
    CriterionGroup,
    FactType,
    KindsQuestion,
    KnowledgeBase,
    Operator,
    Option,
    Policy,
    Route,
    StateConditions,
    Validity,
    Value,
)
from tests.eligibility.trees import CITATION, ON, POLICY, fact, leaf, rule

LOCAL, OLD, IDLE, SICK, ALONE = (fact(name) for name in ("local", "old", "idle", "sick", "alone"))
MONTHS = fact("months", FactType.NUMBER)
STATE = replace(
    fact("state", FactType.CHOICE),
    options=tuple(Option(state.value, state.value) for state in BenefitState),
)
KINDS = KindsQuestion("您属于下面哪一类?", "都不是", ("idle", "sick", "alone"))


def condition(name: str, value: bool | int = True, operator: Operator = Operator.EQ) -> Condition:
    return Condition(name, name, name, operator, value, None, CITATION, Validity())


def route(name: str) -> Route:
    return Route(name, f"按{name}", CITATION)


WAYS = CriterionGroup(
    "any",
    (condition("old"), CriterionGroup("all", (condition("idle"), condition("months", 12, Operator.GE)), Validity())),
    Validity(),
    routes=(route("by_age"), route("by_time")),
)
CRITERIA = CriterionGroup("all", (condition("local"), WAYS), Validity())
FACTS = {each.id: each for each in (LOCAL, OLD, IDLE, SICK, ALONE, MONTHS, STATE)}


def kb_of(policy: Policy) -> KnowledgeBase:
    return KnowledgeBase({}, {}, {}, {}, {}, {policy.id: policy}, {}, {}, facts=FACTS)


def judged(policy: Policy, by: str = "", state: BenefitState | None = None, on: date = ON, **facts: Value) -> object:
    found = verdict_on(kb_of(policy), policy, Situation(facts, ON), on, route=by, state=state)
    return (found.status, found.route.id if found.route else None, [(e.route.id, e.status) for e in found.routes])


POLICY_WITH_WAYS = replace(POLICY, criteria=CRITERIA)
NEEDS, YES, NO = Status.NEEDS_FACTS, Status.ELIGIBLE, Status.NOT_ELIGIBLE


def test_the_best_way_decides_and_is_named() -> None:
    assert judged(POLICY_WITH_WAYS, local=True, old=False, idle=True, months=20) == (
        YES,
        "by_time",
        [("by_age", NO), ("by_time", YES)],
    )
    assert judged(POLICY_WITH_WAYS, local=True, old=False) == (NEEDS, None, [("by_age", NO), ("by_time", NEEDS)])


def test_what_all_ways_have_in_common_closes_each() -> None:
    assert judged(POLICY_WITH_WAYS, local=False, old=True) == (NO, None, [("by_age", NO), ("by_time", NO)])


def test_a_way_can_be_asked_for_by_name() -> None:
    assert judged(POLICY_WITH_WAYS, "by_age", local=True, old=False, idle=True, months=20) == (NO, "by_age", [])
    found = verdict_on(kb_of(POLICY_WITH_WAYS), POLICY_WITH_WAYS, Situation({}, ON), ON, route="by_age")
    assert found.missing == ("local", "old")


def test_a_way_that_is_not_there_is_said_with_those_that_are() -> None:
    with pytest.raises(SituationError, match="没有叫 by_luck 的路;可用的有:by_age、by_time"):
        rule_for(kb_of(POLICY_WITH_WAYS), POLICY_WITH_WAYS, ON, route="by_luck")


def test_a_way_that_has_ended_is_out_of_force_with_what_it_came_to() -> None:
    parts = (replace(condition("old"), validity=Validity(None, date(2023, 3, 31))), WAYS.parts[1])
    policy = replace(
        POLICY, criteria=CriterionGroup("all", (condition("local"), replace(WAYS, parts=parts)), Validity())
    )
    assert judged(policy, local=True, old=True) == (NEEDS, None, [("by_time", NEEDS)])
    found = verdict_on(kb_of(policy), policy, Situation({"local": True, "old": True}, ON), ON, route="by_age")
    assert found.status is Status.OUT_OF_FORCE


ASKED = Node("any", (leaf("idle", IDLE), leaf("sick", SICK), leaf("alone", ALONE), leaf("old", OLD)), KINDS)


def questions(root: Leaf | Node, **facts: Value) -> list[NextQuestion]:
    return list(evaluate(rule(root), Situation(facts, ON)).questions)


def test_several_kinds_are_one_question() -> None:
    root = Node("all", (leaf("local", LOCAL), ASKED))
    assert questions(root) == [
        NextQuestion(("local",)),
        NextQuestion(("idle", "sick", "alone"), KINDS),
        NextQuestion(("old",)),
    ]


def test_kinds_that_are_known_are_left_out_of_the_question() -> None:
    assert questions(ASKED, idle=False) == [NextQuestion(("sick", "alone"), KINDS), NextQuestion(("old",))]
    assert questions(ASKED, idle=False, sick=False) == [NextQuestion(("alone",)), NextQuestion(("old",))]
    assert questions(ASKED, sick=True) == []


RECEIVING = StateConditions(condition("months", 36, Operator.LT))
WITH_STATES = replace(
    POLICY, criteria=condition("local"), states={BenefitState.RECEIVING: RECEIVING}, state_fact="state"
)


def test_who_receives_it_already_is_judged_by_the_conditions_for_going_on() -> None:
    assert judged(WITH_STATES, local=True) == (YES, None, [])
    assert judged(WITH_STATES, local=True, state=None, months=36) == (YES, None, [])
    facts: dict[str, Value] = {"state": "receiving", "months": 36}
    found = verdict_on(kb_of(WITH_STATES), WITH_STATES, Situation(facts, ON), ON)
    assert (found.status, found.rule.state) == (NO, BenefitState.RECEIVING)
    assert judged(WITH_STATES, state=BenefitState.RECEIVING, months=35) == (YES, None, [])


def test_a_state_that_no_source_speaks_of_is_said() -> None:
    with pytest.raises(SituationError, match="没有写"):
        rule_for(kb_of(WITH_STATES), WITH_STATES, ON, state=BenefitState.ENDED)


def test_out_of_force_is_judged_by_the_last_rule_with_all_its_conditions() -> None:
    ended = replace(POLICY, criteria=condition("months", 12, Operator.GE), validity=Validity(None, date(2023, 3, 31)))
    found = verdict_on(kb_of(ended), ended, Situation({"months": 3}, ON), ON)
    assert found.status is Status.OUT_OF_FORCE
    assert found.last is not None and found.last.status is NO
    assert found.last.rule.ended_on == date(2023, 3, 31)
    assert [result.leaf.condition.id for result in found.trace] == ["months"]


def test_before_it_began_there_is_no_last_rule() -> None:
    later = replace(POLICY, criteria=condition("local"), validity=Validity(date(2027, 1, 1), None))
    found = verdict_on(kb_of(later), later, Situation({}, ON), ON)
    assert (found.status, found.last, found.trace) == (Status.OUT_OF_FORCE, None, ())
