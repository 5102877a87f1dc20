"""What one row of a list says of a person. Frozen; made by ``row_reading``, stored by ``batches``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.kb import Value
from bot.people.imports.mapping import ConsentColumn
from bot.people.unions import StrongKey

# The fact that an id number states.
SEX = "sex"
# The fact that holds a birth of which only the month or year is known.
BORN = "born_on"


@dataclass(frozen=True)
class StatedConsent:
    """A yes or no to one consent, given on a day."""

    column: ConsentColumn
    is_given: bool
    on: date


@dataclass(frozen=True)
class PersonRow:
    """A row ready to be stored; what the list does not say is None or not there.

    Args:
        number: of the row in the list, as a spreadsheet counts.
        key: tells people of the list apart.
        since: the day from which a fact counts, in ISO form, by fact id.
        unread: facts whose cells hold something that could not be read; a blank takes a fact back, these do not.
        sheet: the name of its sheet where a list has several, and the place of that among them.
        strong: what proves on any list that it is this person.
        columns: where each cell stood in its sheet, from 0; empty when they stand as they come.
    """

    number: int
    key: str
    town: str | None = None
    station: str | None = None
    born_on: date | None = None
    name: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)
    facts: Mapping[str, Value] = field(default_factory=dict)
    since: Mapping[str, str] = field(default_factory=dict)
    unread: frozenset[str] = frozenset()
    consents: tuple[StatedConsent, ...] = ()
    sheet: str = ""
    sheet_number: int = 0
    address: str | None = field(default=None, repr=False)
    strong: tuple[StrongKey, ...] = ()
    columns: tuple[int, ...] = ()


@dataclass(frozen=True)
class RowMistake:
    """What is wrong in a row and how to mend it, in Chinese, without what stands there.

    Args:
        is_row_lost: whether the whole row was left out; otherwise only this cell.
        place: of the cell, as spreadsheets write it (C17); empty where it has none.
        is_reminder: whether nothing was left out, and only somebody should look.
    """

    number: int
    column: str
    message: str
    is_row_lost: bool = False
    place: str = ""
    is_reminder: bool = False
