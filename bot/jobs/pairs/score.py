"""What a seeker and an opening are worth for each other, with reasons: one function for both sides. Pure.

It knows nothing of sex, age, origin or health, and cannot: a seeker has no such column.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum

from bot.jobs.model import Opening, WorkForm
from bot.jobs.pairs.shift import asks_for_nights
from bot.jobs.search import Fit, pay_worth, town_worth
from bot.jobs.seekers import ANYWHERE, Seeker, certificates_in
from bot.jobs.trades import likeness

# The trade says how much can be had at all; these say how much of it is.
PAY, TOWN, SHIFT, FORM = 0.35, 0.3, 0.2, 0.15
# What nobody knows is worth less than what fits, and more than what does not.
UNKNOWN = 0.6
# Who was asked for the least they take named it: what is below is worth less than to who only looks around.
LESS_THAN_ASKED = 0.5
# What is left of a pair of which a hard condition fails: it is seen that nothing else is there, and why.
FAILED = 0.2
ALIKE = 0.99


class PairAspect(str, Enum):
    """What a reason is about; a shift, a form and a certificate are hard conditions where somebody said so."""

    TRADE = "trade"
    TOWN = "town"
    PAY = "pay"
    SHIFT = "shift"
    FORM = "form"
    CERTIFICATE = "certificate"


@dataclass(frozen=True)
class PairReason:
    """One reason; ``asks`` names whom to ask where it is unknown: seeker or employer.

    Args:
        detail: the certificate, by id.
        kilometres: the way between two towns, where it is known.
    """

    aspect: PairAspect
    fit: Fit
    asks: str | None = None
    detail: str = ""
    kilometres: float | None = None


@dataclass(frozen=True)
class JobPair:
    """A seeker and an opening: what they are worth for each other (0 to 1) and why."""

    seeker: Seeker
    opening: Opening
    score: float
    reasons: tuple[PairReason, ...]

    @property
    def question(self) -> PairReason | None:
        """Return the one unknown that is worth asking about first: a hard condition before the rest."""
        unknown = [reason for reason in self.reasons if reason.fit is Fit.UNKNOWN and reason.asks is not None]
        order = (PairAspect.CERTIFICATE, PairAspect.SHIFT, PairAspect.FORM, PairAspect.PAY, PairAspect.TOWN)
        return min(unknown, key=lambda reason: order.index(reason.aspect), default=None)

    @property
    def is_ruled_out(self) -> bool:
        """Tell whether a hard condition fails."""
        return any(reason.fit is Fit.MISSES and reason.aspect in HARD for reason in self.reasons)


HARD = (PairAspect.CERTIFICATE, PairAspect.SHIFT)
SEEKER, EMPLOYER = "seeker", "employer"


@dataclass(frozen=True)
class OpeningDemands:
    """What the words of an opening ask for: nights, None where nothing says it, and certificates by id."""

    nights: bool | None
    certificates: tuple[str, ...]


def demands_of(opening: Opening) -> OpeningDemands:
    """Return what an opening asks for; read once where one opening meets many seekers."""
    text = "\n".join(filter(None, [opening.title, opening.requirements, opening.duties]))
    return OpeningDemands(asks_for_nights(opening), tuple(certificates_in(text)))


def pair_of(
    seeker: Seeker, opening: Opening, ways: Mapping[str, float], demands: OpeningDemands | None = None
) -> JobPair:
    """Return what the two are worth for each other.

    Args:
        ways: kilometres from the seeker's town, by the bare name of each town from which they are known.
        demands: what ``demands_of`` read of the opening, where it was read before.
    """
    asked = demands or demands_of(opening)
    alike = likeness(seeker.trade or "other", opening.trade)
    is_same = Fit.FITS if alike > ALIKE else Fit.MISSES
    parts = (
        (PAY, _pay(seeker, opening)),
        (TOWN, _town(seeker, opening, ways)),
        (SHIFT, _shift(seeker, asked.nights)),
        (FORM, _form(seeker.form, opening.form)),
    )
    certificates = tuple(_certificates(seeker, asked.certificates))
    reasons = [PairReason(PairAspect.TRADE, is_same), *(part[1] for _, part in parts if part[1]), *certificates]
    score = alike * sum(weight * worth for weight, (worth, _) in parts)
    pair = JobPair(seeker, opening, score, tuple(reason for reason in reasons if reason is not None))
    return JobPair(seeker, opening, score * FAILED, pair.reasons) if pair.is_ruled_out else pair


Part = tuple[float, "PairReason | None"]


def _pay(seeker: Seeker, opening: Opening) -> Part:
    if seeker.floor is None:
        return 1.0, None
    worth, reason = pay_worth(seeker.floor, seeker.period, opening)
    asks = EMPLOYER if reason.fit is Fit.UNKNOWN else None
    if reason.fit is Fit.MISSES:
        worth *= LESS_THAN_ASKED
    return (UNKNOWN if asks else worth), PairReason(PairAspect.PAY, reason.fit, asks)


def _town(seeker: Seeker, opening: Opening, ways: Mapping[str, float]) -> Part:
    if seeker.town is None or seeker.town == ANYWHERE:
        return 1.0, None
    worth, reason = town_worth((seeker.town,), opening.town, ways)
    asks = EMPLOYER if reason.fit is Fit.UNKNOWN else None
    return worth, PairReason(PairAspect.TOWN, reason.fit, asks, kilometres=reason.kilometres)


def _shift(seeker: Seeker, nights: bool | None) -> Part:
    if seeker.works_nights is True:
        return 1.0, None
    if nights is False:
        return 1.0, PairReason(PairAspect.SHIFT, Fit.FITS)
    if nights is None:
        # Who did not say that nights are out is not asked before the employer says that there are some.
        return (1.0, None) if seeker.works_nights is None else _unknown(PairAspect.SHIFT, EMPLOYER)
    return (
        (0.0, PairReason(PairAspect.SHIFT, Fit.MISSES))
        if seeker.works_nights is False
        else _unknown(PairAspect.SHIFT, SEEKER)
    )


def _form(wanted: WorkForm | None, offered: WorkForm | None) -> Part:
    if wanted is None:
        return 1.0, None
    if offered is None:
        return _unknown(PairAspect.FORM, EMPLOYER)
    is_same = wanted is offered
    return float(is_same), PairReason(PairAspect.FORM, Fit.FITS if is_same else Fit.MISSES)


def _certificates(seeker: Seeker, names: Iterable[str]) -> Iterator[PairReason]:
    for name in names:
        is_held = seeker.certificates.get(name)
        fit = Fit.UNKNOWN if is_held is None else Fit.FITS if is_held else Fit.MISSES
        yield PairReason(PairAspect.CERTIFICATE, fit, SEEKER if is_held is None else None, name)


def _unknown(aspect: PairAspect, asks: str) -> Part:
    return UNKNOWN, PairReason(aspect, Fit.UNKNOWN, asks)
