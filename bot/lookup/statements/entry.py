"""What the ranking chooses from: the statements of the knowledge base, and the facets that nothing answers."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from bot.kb import PLACE, Answer, Applicability, KnowledgeBase, NotApplicable, Period, Policy, Sentence
from bot.understanding.spans import numerals

OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "eq": operator.eq,
    "ne": operator.ne,
    "lt": operator.lt,
    "le": operator.le,
    "gt": operator.gt,
    "ge": operator.ge,
}
NUMBER = re.compile(r"\d+(?:\.\d+)?%?")


@dataclass(frozen=True)
class StatementEntry:
    """One thing that can be said: a statement with its wordings of different days, or that nothing is known of a facet.

    Args:
        policy: of which it is said.
        topic: the topic of that policy.
        facet: which it belongs to.
        statement: its id within the policy; empty for a facet without an answer.
        wordings: the sentences that say it, each on its days.
        texts: what they say, with all values of their parameters.
        questions: how people ask for it.
        rank: its place among the statements of its facet, from 0.
        serves: ``person`` or ``employer``.
        is_default: whether its policy is the default of its topic.
        is_of_people: whether its topic is named like a kind of people.
        is_background: whether its topic is one that nobody is told about: what the district does, not what a person gets.
    """

    policy: str
    topic: str
    facet: str
    statement: str
    wordings: tuple[Sentence, ...]
    texts: tuple[str, ...]
    questions: tuple[str, ...]
    rank: int
    serves: str
    is_default: bool
    is_background: bool
    is_of_people: bool = False

    @property
    def is_absence(self) -> bool:
        """Tell whether all it says is that nothing was found."""
        return all(wording.is_absence for wording in self.wordings)

    def is_sayable(self, period: Period) -> bool:
        """Tell whether it says anything of a period; that nothing is known can always be said."""
        return not self.wordings or any(wording.validity.overlaps(period) for wording in self.wordings)

    def text_on(self, period: Period) -> str:
        """Return what it says in a period, with all values of its parameters."""
        of_days = zip(self.wordings, self.texts, strict=False)
        return next((text for wording, text in of_days if wording.validity.overlaps(period)), self.texts[0])

    def matters_to(self, facts: Mapping[str, object]) -> bool:
        """Tell whether nothing known of a person speaks against saying it; what is not known, or only as a range, does not.

        Args:
            facts: what is known, by the id of the fact.
        """
        known = (each for each in self.conditions if _is_known(each, facts))
        return all(_holds(condition, facts) for condition in known)

    @property
    def conditions(self) -> frozenset[Applicability]:
        """Return under which facts it matters; none: always."""
        return frozenset(condition for wording in self.wordings for condition in wording.applies_when)

    @property
    def kind_of_people(self) -> str:
        """Return by which facts those are known to whom it matters; empty: everybody."""
        return " ".join(sorted({condition.fact for condition in self.conditions}))

    @property
    def is_for_all(self) -> bool:
        """Tell whether it is said to whoever asks."""
        return bool(self.wordings) and not self.conditions

    def is_meant_for(self, facts: Mapping[str, object]) -> bool:
        """Tell whether all that it depends on is known of a person."""
        return all(_holds(condition, facts) for condition in self.conditions)

    def numbers(self) -> frozenset[str]:
        """Return the numbers in its texts and questions."""
        return frozenset(number for text in (*self.texts, *self.questions) for number in numbers_in(text))


def _is_known(condition: Applicability, facts: Mapping[str, object]) -> bool:
    return type(facts.get(condition.fact)) is type(condition.value)


def _holds(condition: Applicability, facts: Mapping[str, object]) -> bool:
    return _is_known(condition, facts) and OPERATORS[condition.op](facts[condition.fact], condition.value)


def numbers_in(text: str) -> frozenset[str]:
    """Return the numbers of a (normalised) text, as written and by their value, so that 三百万 and 300万 are one.

    >>> sorted(numbers_in("三百万"))
    ['3000000']
    """
    values = (f"{each.low.normalize():f}" for each in numerals(text) if each.is_exact)
    return frozenset((*NUMBER.findall(text), *values))


def entries_of(kb: KnowledgeBase) -> Iterator[StatementEntry]:
    """Yield everything that can be said of any policy."""
    for policy in kb.policies.values():
        for facet in kb.facets:
            yield from _of_facet(kb, policy, facet)


def _of_facet(kb: KnowledgeBase, policy: Policy, facet: str) -> Iterator[StatementEntry]:
    held = policy.answers[facet]
    is_background = not kb.topics[policy.topic].told_about
    is_of_people = kb.topics[policy.topic].is_of_people
    is_default = kb.topics[policy.topic].default_policy == policy.id
    if not isinstance(held, Answer):
        text = held.why if isinstance(held, NotApplicable) else held.what
        yield StatementEntry(
            policy.id,
            policy.topic,
            facet,
            "",
            (),
            (text,),
            (),
            0,
            policy.serves,
            is_default,
            is_background,
            is_of_people,
        )
        return
    wordings: dict[str, list[Sentence]] = {}
    for sentence in held.sentences:
        wordings.setdefault(sentence.id, []).append(sentence)
    for rank, (statement, own) in enumerate(wordings.items()):
        yield StatementEntry(
            policy=policy.id,
            topic=policy.topic,
            facet=facet,
            statement=statement,
            wordings=tuple(own),
            texts=tuple(_with_values(kb, sentence.template) for sentence in own),
            questions=tuple(dict.fromkeys(question for sentence in own for question in sentence.questions)),
            rank=rank,
            serves=policy.serves,
            is_default=is_default,
            is_background=is_background,
            is_of_people=is_of_people,
        )


def _with_values(kb: KnowledgeBase, template: str) -> str:
    return PLACE.sub(lambda place: "、".join(value.shown for value in kb.parameters[place[1]].values), template)
