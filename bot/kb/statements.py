"""What an answer says in a period: the sentences in force, parameters filled in with the values in force. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.kb.model.citations import Citation
from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.parameters import Parameter, ParameterValue
from bot.kb.model.periods import Period, Validity
from bot.kb.model.policies import Answer

PLACE = re.compile(r"\{([a-z0-9_]+\.[a-z0-9_]+)\}")


@dataclass(frozen=True)
class Statement:
    """A sentence ready to be said, with the citations that hold it, parameters' included; a rule that has ended says so.

    ``id`` names it within its policy; ``is_absence``: it says that something was looked for and not found; ``ended_on``: the
    last day of the rule it tells of, where all that holds it was out of force before the period; None where it still holds.
    """

    text: str
    citations: tuple[Citation, ...]
    id: str = ""
    is_absence: bool = False
    ended_on: date | None = None

    @property
    def without_end(self) -> str:
        """Return the text without the remark of when the rule ended, for who says that in another way."""
        return self.text.replace(_end_remark(self.ended_on), "", 1) if self.ended_on is not None else self.text


@dataclass(frozen=True)
class Gap:
    """A sentence that cannot be said because a parameter has no value in the period; ``id`` as in `Statement`."""

    parameter: Parameter
    id: str = ""


def places_in(template: str) -> tuple[str, ...]:
    """Return the ids of the parameters that a sentence prints, in order."""
    return tuple(PLACE.findall(template))


def statements(kb: KnowledgeBase, answer: Answer, period: Period) -> tuple[Statement | Gap, ...]:
    """Return what an answer says of this period, sentence by sentence.

    Sentences out of force are left out. A sentence whose parameter has no value in the period becomes a `Gap`:
    the last known value is never used.
    """
    said: list[Statement | Gap] = []
    for sentence in answer.sentences:
        if not sentence.validity.overlaps(period):
            continue
        citations = list(sentence.citations)
        text = sentence.template
        gap: Gap | None = None
        for parameter_id in places_in(sentence.template):
            shown, holding = _value_in(kb.parameters[parameter_id], sentence.validity.within(period))
            if not holding:
                gap = Gap(kb.parameters[parameter_id], sentence.id)
                break
            text = text.replace("{" + parameter_id + "}", shown)
            citations += holding
        if gap is not None:
            said.append(gap)
        else:
            text = _with_remark(text, sentence.validity, period)
            held = tuple(dict.fromkeys(citations))
            ended_on = None if sentence.is_absence else _ended_on(held, period)
            if ended_on is not None and not says_end(text, ended_on):
                text = _before_stop(text, _end_remark(ended_on))
            said.append(Statement(text, held, sentence.id, sentence.is_absence, ended_on))
    return tuple(said)


def _ended_on(citations: Sequence[Citation], period: Period) -> date | None:
    """Return the last day of any of the clauses, where every one of them was out of force before the period."""
    ends = [citation.clause.validity.end for citation in citations]
    ended = [end for end in ends if end is not None and end < period.first]
    return max(ended) if ended and len(ended) == len(ends) else None


def value_on(parameter: Parameter, period: Period) -> ParameterValue | None:
    """Return the value of a parameter that holds through a whole period, or None; the last known one is never used."""
    return next((value for value in parameter.values if value.validity.contains(period)), None)


def _value_in(parameter: Parameter, period: Period) -> tuple[str, list[Citation]]:
    """Return how the value is said and its citations; several values are said one after the other with their dates."""
    values = [value for value in parameter.values if value.validity.overlaps(period)]
    shown = "、".join(value.shown + _remark(value.validity, period) for value in values)
    return shown, [value.citation for value in values]


def _with_remark(text: str, validity: Validity, period: Period) -> str:
    """Put the remark about a part of the period inside the sentence, before its full stop."""
    return _before_stop(text, _remark(validity, period))


def _before_stop(text: str, remark: str) -> str:
    return f"{text[:-1]}{remark}。" if remark and text.endswith("。") else text + remark


def says_end(text: str, end: date) -> bool:
    """Tell whether a text says itself when its rule ended, by the month."""
    return f"{end.year}年{end.month}月" in text


def _end_remark(end: date) -> str:
    return f"({end.year}年{end.month}月到期)"


def _remark(validity: Validity, period: Period) -> str:
    """Say which part of a longer period a rule covers; nothing when it covers all of it."""
    if validity.contains(period):
        return ""
    parts = []
    if validity.start is not None and validity.start > period.first:
        parts.append(f"{chinese_date(validity.start)}起")
    if validity.end is not None and validity.end < period.last:
        parts.append(f"到{chinese_date(validity.end)}为止")
    return f"({','.join(parts)})"


def chinese_date(day: date) -> str:
    """Write a date the way people say it.

    >>> chinese_date(date(2022, 6, 21))
    '2022年6月21日'
    """
    return f"{day.year}年{day.month}月{day.day}日"
