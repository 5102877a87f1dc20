"""Chooses which of the ranked statements are said: the best, what belongs to it, and a second reading that is as good. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.lookup.statements.ranking import RankedStatement

# How many statements answer one question, by how many questions a message asks.
SAID_OF_EACH = {1: 3, 2: 2}
# A statement far less likely than the best one answers something else.
BELONGS_FROM = 0.12
# Beyond this share of the best reading's likelihood a second policy may be meant as well.
AS_GOOD_FROM = 0.6
POLICIES_TOGETHER = 2
# A question beside a surer one stays with that one's policy unless another is far likelier.
GOES_ON_FROM = 0.05
LONGEST_ANSWER = 150


@dataclass(frozen=True)
class ChosenAnswer:
    """What is said of one policy: facets and ids of statements, best first."""

    policy: str
    statements: tuple[tuple[str, str], ...]

    @property
    def facets(self) -> tuple[str, ...]:
        """Return the facets that are answered, each once."""
        return tuple(dict.fromkeys(facet for facet, _ in self.statements))


def choose(ranked: Sequence[Sequence[RankedStatement]]) -> tuple[ChosenAnswer, ...]:
    """Return what is said to a message.

    Args:
        ranked: for each of its questions, the statements, best first.
    """
    most = SAID_OF_EACH.get(len(ranked), 1)
    said: dict[str, dict[tuple[str, str], None]] = {}
    main = max((statements[0] for statements in ranked if statements), key=lambda best: best.share, default=None)
    for statements in ranked:
        for policy in _policies(statements, main):
            if policy in said or len(said) < POLICIES_TOGETHER:
                of_policy = [each for each in statements if each.entry.policy == policy]
                said.setdefault(policy, {}).update(dict.fromkeys(_best(of_policy, most)))
    return tuple(ChosenAnswer(policy, tuple(statements)) for policy, statements in said.items())


def _policies(statements: Sequence[RankedStatement], main: RankedStatement | None) -> Iterator[str]:
    """Yield the policy of the best statement, and the next one where it is as good and neither was named.

    A question that names nothing goes on with the policy of the surest one beside it (补几年? 到哪儿办?).
    """
    if not statements or main is None:
        return
    best = statements[0]
    if best.entry.policy != main.entry.policy and not best.evidence["policy_named"]:
        of_main = next((each for each in statements if each.entry.policy == main.entry.policy), None)
        if of_main is not None and of_main.share >= GOES_ON_FROM * best.share:
            yield main.entry.policy
            return
    yield best.entry.policy
    other = next((each for each in statements if each.entry.policy != best.entry.policy), None)
    is_named = best.evidence["policy_named"] > 0
    if other is not None and not is_named and other.share >= AS_GOOD_FROM * best.share:
        yield other.entry.policy


def _best(statements: Sequence[RankedStatement], most: int) -> Iterator[tuple[str, str]]:
    length = 0
    for each in statements[:most]:
        length += len(each.entry.texts[0])
        if each is statements[0] or (
            each.share >= BELONGS_FROM * statements[0].share and length <= LONGEST_ANSWER and each.entry.wordings
        ):
            yield each.entry.facet, each.entry.statement
