"""What colleagues change in the files of the knowledge base: an amount from a day on, a sentence, a passage to cite. Pure; text in, text out."""

from __future__ import annotations

from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from bot.errors import SituationError
from bot.kb import edited

DAY = timedelta(days=1)
WRONG_WAY_ROUND = "“到哪天”要在“从哪天起”之后。"


@dataclass(frozen=True)
class AmountEdit:
    """A figure from a day on; ``shown`` is how it is said, ``quote`` the words of the clause that hold it."""

    value: int | float | str
    shown: str
    since: date
    until: date | None
    clause: str
    quote: str


@dataclass(frozen=True)
class SentenceEdit:
    """Another wording of a sentence.

    Args:
        number: its place among the sentences of its facet, from 0.
        since: the day from which it is said so; None puts right what is said already.
    """

    facet: str
    number: int
    text: str
    since: date | None = None


@dataclass(frozen=True)
class ClauseText:
    """A passage of a registered document, word for word."""

    id: str
    label: str
    text: str


def with_amount(text: str, edit: AmountEdit) -> str:
    """Return the file of a parameter with one more value; the one before ends the day before, one of the same day is replaced.

    Raises:
        SituationError: the days are the wrong way round.
    """
    if edit.until is not None and edit.until < edit.since:
        raise SituationError(WRONG_WAY_ROUND)

    def change(data: Any) -> None:
        values = data["values"]
        for entry in [each for each in values if _first(each) == edit.since]:
            values.remove(entry)
        for entry in values:
            if _first(entry) < edit.since <= _last(entry):
                entry["valid_to"] = edit.since - DAY
        later = [_first(entry) for entry in values if _first(entry) > edit.since]
        ends = [*(first - DAY for first in later), *([edit.until] if edit.until else [])]
        fresh = {
            "value": edit.value,
            "shown": edit.shown,
            "valid_from": edit.since,
            "valid_to": min(ends) if ends else None,
            "clause": edit.clause,
            "quote": edit.quote,
        }
        values.insert(sum(_first(entry) < edit.since for entry in values), fresh)

    return edited(text, change)


def with_sentence(text: str, edit: SentenceEdit) -> str:
    """Return the file of a policy with another wording of a sentence: put right, or from a day on beside the one before.

    Raises:
        SituationError: there is no such sentence, or the day is not among those on which it is said.
    """

    def change(data: Any) -> None:
        sentences = data["answers"].get(edit.facet)
        if not isinstance(sentences, list) or not 0 <= edit.number < len(sentences):
            raise SituationError("这句话不在了，可能刚有人改过。请刷新再看。")
        held = sentences[edit.number]
        if edit.since is None:
            held["text"] = edit.text
            return
        if not _first(held) < edit.since <= _last(held):
            raise SituationError("“从哪天起”要在这句话现在管的日子里面，比开始的那天晚。")
        fresh = deepcopy(held)
        fresh["text"], fresh["valid_from"] = edit.text, edit.since
        held["valid_to"] = edit.since - DAY
        sentences.insert(edit.number, fresh)

    return edited(text, change)


def with_clause(text: str, clause: ClauseText) -> str:
    """Return the file of a document with one more passage.

    Raises:
        SituationError: the document has a passage of this id.
    """

    def change(data: Any) -> None:
        if clause.id in {each["id"] for each in data["clauses"]}:
            raise SituationError(f"条款编号 {clause.id} 已经有了。请换一个。")
        data["clauses"].append({"id": clause.id, "label": clause.label, "text": clause.text})

    return edited(text, change)


def _first(entry: Any) -> date:
    return _day(entry.get("valid_from")) or date.min


def _last(entry: Any) -> date:
    return _day(entry.get("valid_to")) or date.max


def _day(value: Any) -> date | None:
    return value if value is None or isinstance(value, date) else date.fromisoformat(str(value))
