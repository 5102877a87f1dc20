"""Which column of a list is what: the mapping file as frozen objects. Written by the operator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from bot.kb import Fact, Value


@dataclass(frozen=True)
class KeyColumn:
    """The column that tells people of one list apart; hashed when it is an id number, so that the number is kept nowhere."""

    column: str
    is_hashed: bool


@dataclass(frozen=True)
class FactColumn:
    """How a column states a fact.

    Args:
        values: what each text of the column means (None: unknown); None for the usual words for yes and no, numbers and labels.
        unit: of the numbers in the column when they name none.
        is_since: whether the column holds the day from which the fact counts its months or years.
        basis: why this may be kept of a person.
    """

    fact: Fact
    column: str
    values: Mapping[str, Value | None] | None
    unit: str
    is_since: bool
    basis: str


@dataclass(frozen=True)
class ConsentColumn:
    """How a column states a consent; ``given_on`` names the column of its day, None for the day of the list."""

    column: str
    values: Mapping[str, Value | None] | None
    topic: str
    channel: str
    basis: str
    given_on: str | None


@dataclass(frozen=True)
class IdentityColumn:
    """The column that holds the address of a person on one channel of one account."""

    channel: str
    app: str
    column: str


@dataclass(frozen=True)
class PersonColumns:
    """The columns that describe a person apart from facts; None for what the list does not hold."""

    town: str | None = None
    station: str | None = None
    born_on: str | None = None
    id_number: str | None = None
    name: str | None = None
    phone: str | None = None


@dataclass(frozen=True)
class ListMapping:
    """What the columns of a list mean.

    Args:
        source: the id of the list; the same list imported again meets the same people.
        facts_on: the day on which the list was true.
        basis: the consent or the law by which it may be kept; a fact may have its own.
    """

    source: str
    key: KeyColumn
    facts_on: date
    basis: str
    person: PersonColumns
    facts: tuple[FactColumn, ...] = ()
    consents: tuple[ConsentColumn, ...] = ()
    identity: IdentityColumn | None = None
    header_row: int = 1
    sheet: str | None = None

    @property
    def origin(self) -> str:
        """Return where facts and consents of this list come from, as it is written beside them."""
        return f"import:{self.source}"

    def columns(self) -> Iterator[str]:
        """Yield the name of every column that is read."""
        yield self.key.column
        yield from (column for column in vars(self.person).values() if column is not None)
        yield from (each.column for each in self.facts)
        for consent in self.consents:
            yield consent.column
            if consent.given_on is not None:
                yield consent.given_on
        if self.identity is not None:
            yield self.identity.column
