"""What somebody who looks for work said, and what is asked next. Frozen; no database."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import Enum

from bot.jobs.model import WorkForm
from bot.jobs.pay import PayPeriod
from bot.jobs.seekers.certificates import certificate_of_trade

# The town of who takes any.
ANYWHERE = "不限"


class SeekerQuestion(str, Enum):
    """What is asked of a seeker, in this order, one at a time."""

    TRADE = "trade"
    TOWN = "town"
    PAY = "pay"
    NIGHTS = "nights"
    FORM = "form"
    CERTIFICATE = "certificate"
    PHONE = "phone"


# Without these nobody can be introduced; all others may be left unsaid.
REQUIRED = (SeekerQuestion.TRADE, SeekerQuestion.TOWN)


@dataclass(frozen=True)
class Seeker:
    """A seeker; ``floor`` is the least pay in 分 for one ``period``, ``until`` the last day for which they agreed.

    What was not said is None; of ``certificates`` those are known of which they said whether they have them.
    """

    id: int
    person: str
    conversation: str
    trade: str | None
    town: str | None
    until: date
    floor: int | None = None
    period: PayPeriod = PayPeriod.MONTH
    form: WorkForm | None = None
    works_nights: bool | None = None
    certificates: Mapping[str, bool] = field(default_factory=dict)
    has_phone: bool = False
    asked: SeekerQuestion | None = None
    asked_at: datetime | None = None

    @property
    def is_complete(self) -> bool:
        """Tell whether enough is known to be introduced."""
        return self.trade is not None and self.town is not None


def next_question(seeker: Seeker, after: SeekerQuestion | None, *, asks_phone: bool) -> SeekerQuestion | None:
    """Return what is asked next; None when nothing is left.

    Args:
        after: what was asked last, whose place in the order is not gone back to but for what is required.
        asks_phone: whether a number could be kept.
    """
    known = {
        SeekerQuestion.TRADE: seeker.trade is not None,
        SeekerQuestion.TOWN: seeker.town is not None,
        SeekerQuestion.PAY: seeker.floor is not None,
        SeekerQuestion.NIGHTS: seeker.works_nights is not None,
        SeekerQuestion.FORM: seeker.form is not None,
        SeekerQuestion.CERTIFICATE: _is_settled(seeker),
        SeekerQuestion.PHONE: seeker.has_phone or not asks_phone,
    }
    order = list(SeekerQuestion)
    first = next((each for each in REQUIRED if not known[each]), None)
    behind = order[0 if after is None else order.index(after) + 1 :]
    return first or next((each for each in behind if not known[each]), None)


def _is_settled(seeker: Seeker) -> bool:
    certificate = certificate_of_trade(seeker.trade or "")
    return certificate is None or certificate in seeker.certificates
