"""Reading a reply that another process of the house sent: the way back from ``Reply.to_json``. Pure.

What a reply does not show of its sources (issuer, date, the whole clause) did not travel and stays empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversation.outline import Outline, outline_from_json
from bot.conversation.reply import Choice, Outcome, Reply
from bot.eligibility import Status
from bot.kb import Citation, Clause, Source, Standing


def reply_from_json(shape: Any) -> Reply:
    """Return the reply that a shape describes.

    >>> reply_from_json({"text": "您好", "outcome": "small_talk", "on": "2026-11-25"}).outcome.value
    'small_talk'

    Raises:
        ValueError: something is missing, or is not what it should be.
    """
    try:
        return Reply(
            text=_text(shape["text"]),
            outcome=Outcome(shape["outcome"]),
            on=date.fromisoformat(shape["on"]),
            topic=_text_or_none(shape.get("topic")),
            policy=_text_or_none(shape.get("policy")),
            facets=tuple(_text(facet) for facet in shape.get("facets", ())),
            citations=tuple(_citation(source) for source in shape.get("sources", ())),
            choices=tuple(_choice(choice) for choice in shape.get("choices", ())),
            verdict=_verdict(shape.get("verdict")),
            outline=_outline(shape.get("outline")),
        )
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError(f"not the shape of a reply: {type(error).__name__}") from None


def _citation(shape: Mapping[str, Any]) -> Citation:
    source = Source(
        id=_text(shape["id"]),
        title=_text(shape["title"]),
        document_number=_text_or_none(shape["document_number"]),
        issuer="",
        date=None,
        dated="",
        standing=Standing(shape["standing"]),
        scope="",
        url=_text_or_none(shape["url"]),
    )
    label = _text_or_none(shape["clause"]) or ""
    return Citation(
        Clause(id="", source=source, label=label, text="", is_verbatim=bool(shape.get("is_verbatim"))),
        _text(shape["quote"]),
    )


def _choice(shape: Mapping[str, Any]) -> Choice:
    entities = {_text(name): _text(value) for name, value in shape["entities"].items()}
    return Choice(_text(shape["label"]), _text(shape["intent"]), entities)


def _verdict(shape: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
    if shape is None:
        return None
    return {"status": Status(shape["status"]).value, "missing": [_text(fact) for fact in shape.get("missing", ())]}


def _outline(shape: Mapping[str, Any] | None) -> Outline | None:
    return None if shape is None else outline_from_json(shape)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _text_or_none(value: Any) -> str | None:
    return None if value is None else _text(value)
