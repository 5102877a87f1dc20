"""Widens what is answered when it is unsure which facet is asked for: an honest second guess beats a wrong first one. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.kb import Answer
from bot.lookup.ranker import Ranker
from bot.understanding import FACET_INTENTS, SURE, Guess, Plan, Reading

WEIGHED_TOGETHER = 2
# A runner-up that is less than half as likely as the winner is noise.
RUNNER_UP = 0.5


def weigh(ranker: Ranker, reading: Reading, planned: Plan, ranking: Sequence[Guess]) -> Plan:
    """Return the plan, with a second facet when neither a cue nor the model settles which one is asked for.

    The second facet is the one whose answer is most like the question's own words (公示贴几天 → the answer that speaks of
    公示), else the model's runner-up. Facets without a source do not widen an answer.

    Args:
        ranker: finds passages like the question.
        reading: of the message.
        planned: what would be answered.
        ranking: the model's guesses, likeliest first.
    """
    guesses = [guess for guess in ranking if guess.intent in FACET_INTENTS]
    if len(planned.policies) != 1 or reading.facets or not guesses or guesses[0].confidence >= SURE:
        return planned
    if planned.facets != (FACET_INTENTS[guesses[0].intent],):
        return planned
    policy = planned.policies[0]
    hits = ranker.passages(reading.beside_names(), WEIGHED_TOGETHER, within={policy.id})
    candidates = [hit.facet for hit in hits]
    candidates += [
        FACET_INTENTS[guess.intent] for guess in guesses[1:2] if guess.confidence >= RUNNER_UP * guesses[0].confidence
    ]
    fresh = [facet for facet in candidates if facet not in planned.facets and isinstance(policy.answers[facet], Answer)]
    return replace(planned, facets=(*planned.facets, *fresh)[:WEIGHED_TOGETHER])
