"""What a visitor has answered so far, as the form carries it from question to question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from bot.errors import SituationError
from bot.kb import Fact, KnowledgeBase, Value
from bot.understanding.situation import value_of

FIELD, TRAIL, ASKED, KIND = "fact_", "trail", "asked", "kind"
NONE_OF_THEM = "none"
LONGEST = 20
# Whoever makes up a form gets no longer way than the page itself would go.
MOST_ASKED = 40


@dataclass(frozen=True)
class BenefitAnswers:
    """The answers of one visitor.

    Args:
        written: what was answered, by fact, as it was written.
        trail: the facts of each question so far, the latest last; also those that were left open.
    """

    written: Mapping[str, str] = field(default_factory=dict)
    trail: tuple[tuple[str, ...], ...] = ()

    @property
    def passed(self) -> frozenset[str]:
        """Return the facts that were asked for."""
        return frozenset(fact for facts in self.trail for fact in facts)

    def values(self, kb: KnowledgeBase, on: date) -> dict[str, Value]:
        """Return what the answers say; one that says nothing is left out.

        Raises:
            SituationError: an answer does not fit its fact.
        """
        found = {name: value_of(kb.facts[name], written, on) for name, written in self.written.items()}
        return {name: value for name, value in found.items() if value is not None}

    def step_back(self) -> BenefitAnswers:
        """Return the answers without the latest question's."""
        if not self.trail:
            return self
        kept = {name: written for name, written in self.written.items() if name not in self.trail[-1]}
        return replace(self, written=kept, trail=self.trail[:-1])


def answers_of(kb: KnowledgeBase, form: Mapping[str, Sequence[str]], on: date) -> tuple[BenefitAnswers, str]:
    """Return the answers that a form carries, with the one just given; and what is wrong with that one, else nothing.

    An answer that does not fit leaves the question open: it is asked again with what to mend.
    """
    before = BenefitAnswers(_written(kb, form), _trail(kb, form))
    asked = tuple(name for name in _one(form, ASKED).split(",") if _is_asked(kb, name))
    if not asked:
        return before, ""
    given = _given(kb.facts[asked[0]], asked, form)
    try:
        for name, written in given.items():
            value_of(kb.facts[name], written, on)
    except SituationError as error:
        return before, str(error)
    kept = {name: written for name, written in before.written.items() if name not in asked}
    return BenefitAnswers({**kept, **given}, (*before.trail, asked)), ""


def _given(fact: Fact, asked: Sequence[str], form: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Return what was answered to the open question; nothing where it was passed over."""
    if len(asked) == 1:
        written = _one(form, f"{FIELD}{fact.id}")[:LONGEST].strip()
        return {fact.id: written} if written else {}
    ticked = set(form.get(KIND, ()))
    if not ticked.intersection((*asked, NONE_OF_THEM)):
        return {}
    return {name: "yes" if name in ticked else "no" for name in asked}


def _written(kb: KnowledgeBase, form: Mapping[str, Sequence[str]]) -> dict[str, str]:
    found = {name.removeprefix(FIELD): _one(form, name)[:LONGEST].strip() for name in form if name.startswith(FIELD)}
    return {name: written for name, written in found.items() if written and _is_asked(kb, name)}


def _trail(kb: KnowledgeBase, form: Mapping[str, Sequence[str]]) -> tuple[tuple[str, ...], ...]:
    steps = [tuple(step.split(",")) for step in _one(form, TRAIL).split(";") if step][:MOST_ASKED]
    return tuple(step for step in steps if all(_is_asked(kb, name) for name in step))


def _is_asked(kb: KnowledgeBase, name: str) -> bool:
    fact = kb.facts.get(name)
    return fact is not None and fact.of == "person"


def _one(form: Mapping[str, Sequence[str]], name: str) -> str:
    return next(iter(form.get(name, ())), "")
