"""What an employer and one of its openings are. Frozen; no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from bot.jobs.pay import PayPeriod


class OpeningState(str, Enum):
    """Where an opening stands. ``EXPIRED`` is never stored: a passed one is expired on the day after its last."""

    WAITING = "waiting"
    PASSED = "passed"
    REFUSED = "refused"
    FILLED = "filled"
    EXPIRED = "expired"


class WorkForm(str, Enum):
    """How somebody is employed."""

    FULL_TIME = "full_time"
    PART_TIME = "part_time"
    TEMPORARY = "temporary"
    INTERNSHIP = "internship"


class FlagKind(str, Enum):
    """What a colleague has to look at before an opening becomes public."""

    FEE = "fee"
    PAPERS = "papers"
    FAKE_ORDERS = "fake_orders"
    LOW_PAY = "low_pay"
    SEX = "sex"
    AGE = "age"
    MARRIAGE = "marriage"
    ORIGIN = "origin"
    ETHNICITY = "ethnicity"
    HEALTH = "health"
    DISABILITY = "disability"
    CONTACT = "contact"
    NO_CREDIT_CODE = "no_credit_code"


@dataclass(frozen=True)
class OpeningFlag:
    """One thing to look at: the words of the opening, and the clause it is measured by, None where no source holds one."""

    kind: FlagKind
    found: str
    clause: str | None = None


@dataclass(frozen=True)
class Employer:
    """An employer as colleagues see it; the contact stays sealed."""

    id: int
    name: str
    credit_code: str | None
    kind: str | None
    size: str | None
    town: str | None


@dataclass(frozen=True)
class Opening:
    """An opening; texts are the public ones, pay in 分 for one ``pay_period``."""

    id: int
    employer: Employer
    title: str
    trade: str
    town: str | None
    place: str | None
    duties: str | None
    requirements: str | None
    hours: str | None
    insurance: str | None
    pay_text: str | None
    pay_period: PayPeriod | None
    pay_low: int | None
    pay_high: int | None
    form: WorkForm | None
    headcount: int | None
    until: date | None
    flags: tuple[OpeningFlag, ...]
    state: OpeningState
    reason: str | None
    created_at: datetime
    updated_at: datetime
    has_hidden: bool = False

    def state_on(self, day: date) -> OpeningState:
        """Return where it stands on a day: one that is passed is expired after its last day."""
        is_over = self.state is OpeningState.PASSED and self.until is not None and self.until < day
        return OpeningState.EXPIRED if is_over else self.state
