"""What a reply says, in parts: the headline, the conclusion, lists with marks, cautions. Doors that can show more than text print from it. Pure.

The words are those of the text: an outline says nothing that the text of its reply does not say, but the name of the policy.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any

from bot.text import typeset


class PointMark(str, Enum):
    """Whether a condition holds; what a door prints for it is its own matter (✓ ✗ ?)."""

    MET = "met"
    NOT_MET = "not_met"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class OutlinePoint:
    """One line of a list."""

    text: str
    mark: PointMark | None = None


@dataclass(frozen=True)
class OutlinePart:
    """A list, or without points a paragraph, under its heading; the heading may be empty."""

    heading: str = ""
    points: tuple[OutlinePoint, ...] = ()


@dataclass(frozen=True)
class Outline:
    """The parts of a reply in the order in which they are read; what is empty is not shown.

    Args:
        title: the short title of what is spoken of.
        opening: what has to be known first: the date or place that the answer holds for, what was understood.
        lead: the conclusion, or the question that is asked.
        parts: what belongs to it, in lists.
        amount: what it comes to in 元 for the figures that the person gave.
        cautions: what warns or explains: how far a source can be relied on, why something is asked.
        notes: what is said beside it: what was presumed and understood.
        next_step: where it can be done.
        known: what was understood of the person, by fact, as a form takes it; never a sensitive one.
        page: the page of the house that goes on from here, ``benefits`` for 我能领什么; empty for none.
    """

    title: str
    lead: str = ""
    opening: str = ""
    parts: tuple[OutlinePart, ...] = ()
    amount: str = ""
    cautions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    next_step: str = ""
    known: Mapping[str, str] = field(default_factory=dict)
    page: str = ""

    def words(self) -> tuple[str, ...]:
        """Return what it says, without headings and the title, in reading order."""
        points = (point.text for part in self.parts for point in part.points)
        said = (self.opening, self.lead, *points, self.amount, *self.cautions, *self.notes, self.next_step)
        return tuple(words for words in said if words)

    def typeset(self) -> Outline:
        """Return the outline as it is printed."""
        return _mapped(self, typeset)

    def to_json(self) -> dict[str, Any]:
        """Return the shape in which it travels; back: ``outline_from_json``."""
        return {
            "title": self.title,
            "lead": self.lead,
            "opening": self.opening,
            "parts": [
                {
                    "heading": part.heading,
                    "points": [
                        {"text": point.text, "mark": None if point.mark is None else point.mark.value}
                        for point in part.points
                    ],
                }
                for part in self.parts
            ],
            "amount": self.amount,
            "cautions": list(self.cautions),
            "notes": list(self.notes),
            "next_step": self.next_step,
            "known": dict(self.known),
            "page": self.page,
        }


def outline_from_json(shape: Mapping[str, Any]) -> Outline:
    """Return the outline that a shape describes; what an older or newer process did not send is empty.

    Raises:
        AttributeError, KeyError, TypeError, ValueError: something is not what it should be.
    """
    parts = tuple(
        OutlinePart(_text(part.get("heading", "")), tuple(_point(point) for point in part.get("points", ())))
        for part in shape.get("parts", ())
    )
    return Outline(
        title=_text(shape["title"]),
        lead=_text(shape.get("lead", "")),
        opening=_text(shape.get("opening", "")),
        parts=parts,
        amount=_text(shape.get("amount", "")),
        cautions=tuple(_text(line) for line in shape.get("cautions", ())),
        notes=tuple(_text(line) for line in shape.get("notes", ())),
        next_step=_text(shape.get("next_step", "")),
        known={_text(name): _text(value) for name, value in shape.get("known", {}).items()},
        page=_text(shape.get("page", "")),
    )


def _point(shape: Mapping[str, Any]) -> OutlinePoint:
    mark = shape.get("mark")
    return OutlinePoint(_text(shape["text"]), None if mark is None else PointMark(mark))


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise TypeError("no text")
    return value


def _mapped(outline: Outline, change: Callable[[str], str]) -> Outline:
    parts = tuple(
        OutlinePart(change(part.heading), tuple(replace(point, text=change(point.text)) for point in part.points))
        for part in outline.parts
    )
    return replace(
        outline,
        title=change(outline.title),
        lead=change(outline.lead),
        opening=change(outline.opening),
        parts=parts,
        amount=change(outline.amount),
        cautions=tuple(map(change, outline.cautions)),
        notes=tuple(map(change, outline.notes)),
        next_step=change(outline.next_step),
    )
