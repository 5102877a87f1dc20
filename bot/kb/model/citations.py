"""Where a statement comes from: sources, their clauses, and the words of a clause that hold it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum

from bot.kb.model.periods import ALWAYS, Validity


class Standing(str, Enum):
    """How far a source can be relied on; decides the caution printed with it."""

    PLAN = "plan"
    OFFICIAL = "official"
    NATIONAL = "national"
    SECONDARY = "secondary"


@dataclass(frozen=True)
class Source:
    """A registered document. ``dated`` is the date as the document or its report gives it, for people to read."""

    id: str
    title: str
    document_number: str | None
    issuer: str
    date: date | None
    dated: str
    standing: Standing
    scope: str
    url: str | None


@dataclass(frozen=True)
class Clause:
    """A passage of a source. ``is_verbatim`` tells the official wording from a summary of what was read.

    ``validity`` is when it is in force, as it says itself.
    """

    id: str
    source: Source
    label: str
    text: str
    is_verbatim: bool
    offices: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    validity: Validity = ALWAYS


@dataclass(frozen=True)
class Citation:
    """The words of a clause that hold a statement."""

    clause: Clause
    quote: str
