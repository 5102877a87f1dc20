"""Coverage tells what who asks gets to hear: something useful, only where to ask, or nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.kb import Answer, FacetState, KnowledgeBase, NotApplicable, Sentence, coverage
from bot.kb.model.periods import Validity

POLICY = "example_loan"


def state(kb: KnowledgeBase, held: object) -> FacetState:
    """Return the state of a facet that holds this."""
    policy = replace(kb.policies[POLICY], answers={**kb.policies[POLICY].answers, "status": held})
    changed = replace(kb, policies={**kb.policies, POLICY: policy})
    [states] = [states for each in coverage(changed) for own, states in each.policies if own.id == POLICY]
    return states["status"]


def sentence(*, is_absence: bool) -> Sentence:
    """Return a sentence that says something, or that nothing was found."""
    return Sentence("到账时间没有查到。", (), Validity(date(2020, 1, 1), None), is_absence=is_absence)


def test_a_facet_that_only_says_where_to_ask_is_not_useful(kb: KnowledgeBase) -> None:
    assert state(kb, Answer((sentence(is_absence=True),))) is FacetState.WHERE_TO_ASK
    assert state(kb, Answer((sentence(is_absence=True), sentence(is_absence=False)))) is FacetState.USEFUL


def test_a_facet_that_makes_no_sense_is_not_counted(kb: KnowledgeBase) -> None:
    assert state(kb, NotApplicable("这项没有进度可查。")) is FacetState.NOT_APPLICABLE
    [counted] = [each for each in coverage(kb) if any(policy.id == POLICY for policy, _ in each.policies)]
    assert counted.useful <= counted.possible
