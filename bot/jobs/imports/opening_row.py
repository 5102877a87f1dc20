"""What one row of a list says of an opening and its employer. Frozen."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from bot.jobs.model import OpeningFlag, WorkForm
from bot.jobs.pay import PayRange
from bot.jobs.town_names import bare_town

LONGEST_NAME = 128


@dataclass(frozen=True)
class EmployerRow:
    """The employer of a row; what the list does not say is None."""

    name: str
    credit_code: str | None = None
    kind: str | None = None
    size: str | None = None
    contact: str | None = field(default=None, repr=False)
    phone: str | None = field(default=None, repr=False)

    @property
    def name_key(self) -> str:
        """Return the name as it is compared."""
        return compared(self.name)[:LONGEST_NAME]


@dataclass(frozen=True)
class OpeningRow:
    """A row ready to be stored.

    Args:
        number: of the row in the list, as a spreadsheet counts, on ``sheet_number``.
        key: the list's own number of the opening; empty where it has none.
        hidden: what was taken out of the public texts.
    """

    number: int
    sheet_number: int
    key: str
    employer: EmployerRow
    title: str
    trade: str
    town: str | None = None
    place: str | None = None
    duties: str | None = None
    requirements: str | None = None
    hours: str | None = None
    insurance: str | None = None
    pay_text: str | None = None
    pay: PayRange = field(default_factory=PayRange)
    form: WorkForm | None = None
    headcount: int | None = None
    until: date | None = None
    flags: tuple[OpeningFlag, ...] = ()
    hidden: tuple[str, ...] = field(default=(), repr=False)

    @property
    def digest(self) -> str:
        """Return what makes two rows of any lists the same opening: employer, title, town, pay and form."""
        pay = [self.pay.low, self.pay.high, self.pay.period] if self.pay.low is not None else [self.pay_text]
        return _digest([self.employer.name_key, compared(self.title), bare_town(self.town or ""), pay, self.form])

    @property
    def source_key(self) -> str:
        """Return what tells the row from others of its list."""
        return _digest(["key", self.key]) if self.key else self.digest

    def content(self, secret: str) -> str:
        """Return a digest of everything the row says; keyed, for it covers telephone numbers."""
        said = [
            self.public(),
            self.hidden,
            *(getattr(self.employer, name) for name in EmployerRow.__dataclass_fields__),
        ]
        return _digest([secret, said])

    def public(self) -> Mapping[str, object]:
        """Return what a colleague lets pass, by column of the table of openings."""
        return {
            "title": self.title,
            "trade": self.trade,
            "town": self.town,
            "place": self.place,
            "duties": self.duties,
            "requirements": self.requirements,
            "hours": self.hours,
            "insurance": self.insurance,
            "pay_text": self.pay_text,
            "pay_period": None if self.pay.period is None else self.pay.period.value,
            "pay_low": self.pay.low,
            "pay_high": self.pay.high,
            "form": None if self.form is None else self.form.value,
            "headcount": self.headcount,
            "until": self.until,
            "flags": [{"kind": flag.kind.value, "found": flag.found, "clause": flag.clause} for flag in self.flags],
        }


def compared(text: str) -> str:
    """Return a name as it is compared: half-width, without blanks, with one kind of brackets.

    >>> compared("天津 某某（西青）有限公司")
    '天津某某(西青)有限公司'
    """
    return "".join(unicodedata.normalize("NFKC", text).split()).lower()


def _digest(content: object) -> str:
    return hashlib.sha256(json.dumps(content, ensure_ascii=False, default=str).encode()).hexdigest()
