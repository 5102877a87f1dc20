"""The verdicts on many people under one rule, without their reasons: who is alike in all that decides is judged once. Pure."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from bot.eligibility.derived import sources_of
from bot.eligibility.implied import consequences
from bot.eligibility.rules import Rule
from bot.eligibility.situation import Situation
from bot.eligibility.verdicts import Status, status_of
from bot.kb import Fact

# More kinds of people than this are judged anew; memory stays what it is.
MOST_KEPT = 20_000


def deciding_facts(rule: Rule) -> tuple[str, ...]:
    """Return the facts that can change what comes of a rule, in the order of the catalogue: those it asks, and all they hang together with.

    What a number is counted from, what a fact follows from, and what else follows from that, for what contradicts it.
    """
    found = {leaf.fact.id for leaf in rule.leaves}
    follows = [(each.source, each.fact) for each in consequences(rule.catalogue)]
    before = 0
    while len(found) > before:
        before = len(found)
        found |= {source for name in found for source in sources_of(rule.catalogue[name])}
        found |= {each for pair in follows if not found.isdisjoint(pair) for each in pair}
        found |= {name for name, fact in rule.catalogue.items() if not found.isdisjoint(sources_of(fact))}
    return tuple(name for name in rule.catalogue if name in found)


class Statuses:
    """Judges people by one rule.

    Args:
        rule: the rule of a day.
    """

    def __init__(self, rule: Rule) -> None:
        self.facts = deciding_facts(rule)
        catalogue: Mapping[str, Fact] = {name: rule.catalogue[name] for name in self.facts}
        self._rule = replace(rule, catalogue=catalogue)
        self._known: dict[Hashable, Status] = {}

    def of(self, situation: Situation) -> Status:
        """Return the status that `evaluate` gives, whatever else is known of the person."""
        facts = tuple((name, situation.facts[name]) for name in self.facts if name in situation.facts)
        alike = (situation.as_of, situation.contradictions, facts)
        found = self._known.get(alike)
        if found is None:
            if len(self._known) >= MOST_KEPT:
                self._known.clear()
            found = status_of(self._rule, replace(situation, facts=dict(facts)))
            self._known[alike] = found
        return found
