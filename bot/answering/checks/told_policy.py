"""Which policy a story is told for that names none: the one whose conditions it goes through (认定过,自己交社保,登记有,够不够). Pure."""

from __future__ import annotations

from collections import Counter
from math import log

from bot.kb import KnowledgeBase, Policy, conditions_of
from bot.understanding.situation import Owner, SituationReading

# A policy is told for when so many of its conditions are, and so much clearer than for any other.
LEAST_TOLD = 3
CLEARER = 1.5


def policy_of_facts(kb: KnowledgeBase, told: SituationReading) -> Policy | None:
    """Return the policy that the facts told are conditions of; None where they are few, or those of several.

    A condition that many policies have (the age, draws no pension) says little of which is meant.
    """
    serves = "employer" if told.person is Owner.EMPLOYER else "person"
    asked = {
        policy.id: {condition.fact for condition in conditions_of(policy.criteria)}
        for policy in kb.policies.values()
        if policy.criteria is not None
    }
    held_by = Counter(fact for facts in asked.values() for fact in facts)
    stated = {fact.fact for fact in told.situation() if not fact.is_implied} & set(held_by)
    weights = {
        policy: sum(log(len(asked) / held_by[fact]) for fact in stated & facts)
        for policy, facts in asked.items()
        if kb.policies[policy].serves == serves
    }
    first, second = sorted(weights, key=lambda policy: -weights[policy])[:2]
    is_clear = len(stated & asked[first]) >= LEAST_TOLD and weights[first] >= CLEARER * weights[second]
    return kb.policies[first] if is_clear else None
