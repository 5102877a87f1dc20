"""Reads a message as a person would: who tells what of whom, since when, and what is asked. Pure.

text → normal form → typed spans → clauses → facts, asked day, focus.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from bot.kb.model.knowledge_base import KnowledgeBase
from bot.understanding.situation.clauses import clauses_of
from bot.understanding.situation.day import asked_day
from bot.understanding.situation.fact_reading import FactReading, Told
from bot.understanding.situation.focus import FocusFinder
from bot.understanding.situation.frames import FrameFinder
from bot.understanding.situation.kin import people_in
from bot.understanding.situation.masks import mask
from bot.understanding.situation.model import Holds, Owner, SituationReading, StatedFact
from bot.understanding.spans import read_spans


class SituationReader:
    """Reads situations with the facts, wordings and names of one knowledge base.

    Args:
        kb: the knowledge base.
        normalise: brings a message to its normal form.
    """

    def __init__(self, kb: KnowledgeBase, normalise: Callable[[str], str]) -> None:
        self._normalise = normalise
        self._finder = FrameFinder(kb.fact_frames)
        self._facts = FactReading(kb.facts)
        self._focus = FocusFinder(kb, normalise)

    def warm_up(self) -> None:
        """Compile all wordings now, so that the first person does not wait for them."""
        self._finder.warm_up()

    def read(self, message: str, today: date) -> SituationReading:
        """Return what a message tells and asks; relative dates are counted from ``today``."""
        text = self._normalise(message)
        spans = tuple(sorted(read_spans(text, today), key=lambda span: span.start))
        masked = mask(text, spans)
        clauses = clauses_of(masked, text)
        speaker = people_in(clauses, text)
        names = self._focus.names_in(text)
        by_start = {span.start: span for span in spans}
        matches = self._finder.find(masked, by_start)
        day, is_told_as_of = asked_day(clauses, masked, text, spans)
        stated = self._facts.stated(Told(text, masked, by_start, clauses, speaker, matches, names, today))
        asked = self._focus.asked(text, clauses, names, stated)
        return SituationReading(
            text=text,
            clauses=clauses,
            stated=stated,
            person=_person(speaker.asked_for, stated, speaker.main),
            asked_on=day,
            is_told_as_of=is_told_as_of,
            focus=asked.focus,
            wants_check=asked.wants_check,
            wants_overview=asked.wants_overview,
        )


def _person(asked_for: Owner | None, stated: tuple[StatedFact, ...], main: Owner) -> Owner:
    """Return whose check it is: who was named as such, else the writer where anything is told of them, else the one told of."""
    if asked_for is not None:
        return asked_for
    told = {fact.owner for fact in stated if fact.is_asserted and fact.holds is Holds.NOW and not fact.is_implied}
    if Owner.SELF in told or not told - {Owner.OTHERS}:
        return Owner.SELF if Owner.SELF in told else main
    kin = [fact.owner for fact in stated if fact.owner in told - {Owner.OTHERS, Owner.EMPLOYER}]
    return kin[0] if kin else Owner.EMPLOYER
