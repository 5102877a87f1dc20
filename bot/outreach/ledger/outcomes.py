"""What becomes of a notice after its letter was handed over or refused: the one right consequence of each reaction. Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.messaging.api import PlatformRefusal, Reaction, Receipt, Way
from bot.outreach.ledger.start import Started
from bot.outreach.runs.states import NoticeState

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 25, 60, 120))
ONE_MINUTE = timedelta(minutes=1)
STOPPED_BECAUSE = "平台不让发（{code}），请先按 docs/outreach.md 检查账号，再恢复"
MISTAKEN_BECAUSE = "平台说内容不对（{code}），请先检查模板和文字，再恢复"


@dataclass(frozen=True)
class NoticeOutcome:
    """How a notice goes on.

    Args:
        not_before: when a planned notice is tried again.
        attempts: how often a passing fault was met so far.
        gives_back: nothing was delivered, so the one-off grant and the place in the reply window are free again.
        forgets_grant: the platform says that the person does not allow it.
        unreachable: why the address is dead; None while it is not.
        holds_run_until: the platform's limit is reached for all.
        pauses_run: why nothing more of the run may be sent until someone looked; None while it may.
    """

    notice: Started
    state: NoticeState
    reason: str | None = None
    message_id: str | None = None
    not_before: datetime | None = None
    attempts: int = 0
    gives_back: bool = False
    forgets_grant: bool = False
    unreachable: str | None = None
    holds_run_until: datetime | None = None
    pauses_run: str | None = None


def sent(notice: Started, receipt: Receipt) -> NoticeOutcome:
    """Return the outcome of a letter that the platform took."""
    return NoticeOutcome(notice, NoticeState.SENT, message_id=receipt.message_id, attempts=notice.attempts)


def unclear(notice: Started, reason: str = "no_answer") -> NoticeOutcome:
    """Return the outcome of a letter of which nobody knows whether it was taken; it is never sent again."""
    return NoticeOutcome(notice, NoticeState.UNKNOWN, reason, attempts=notice.attempts)


def refused(notice: Started, refusal: PlatformRefusal, at: datetime, next_day: datetime) -> NoticeOutcome:
    """Return the outcome of a refused letter; ``next_day`` is when the platform counts anew and people may be written to."""
    if refusal.reaction is Reaction.UNKNOWN_OUTCOME:
        return unclear(notice)
    return _CONSEQUENCES.get(refusal.reaction, _mistake)(notice, refusal, at, next_day)


def _again(notice: Started, refusal: PlatformRefusal, at: datetime, _next_day: datetime) -> NoticeOutcome:
    attempts = notice.attempts + 1
    if attempts >= len(WAITS):
        return NoticeOutcome(notice, NoticeState.FAILED, _reason(refusal), attempts=attempts, gives_back=True)
    wait = at + WAITS[attempts - 1]
    return _planned(notice, refusal, not_before=wait, attempts=attempts)


def _next_minute(notice: Started, refusal: PlatformRefusal, at: datetime, _next_day: datetime) -> NoticeOutcome:
    return _planned(notice, refusal, holds_run_until=at + ONE_MINUTE, attempts=notice.attempts)


def _next_day(notice: Started, refusal: PlatformRefusal, _at: datetime, next_day: datetime) -> NoticeOutcome:
    return _planned(notice, refusal, holds_run_until=next_day, attempts=notice.attempts)


def _window_closed(notice: Started, refusal: PlatformRefusal, _at: datetime, next_day: datetime) -> NoticeOutcome:
    """Wait for another way: our count of the window was wrong, so nothing is given back."""
    planned = _planned(notice, refusal, not_before=next_day, attempts=notice.attempts)
    return NoticeOutcome(**{**vars(planned), "gives_back": False})


def _no_consent(notice: Started, refusal: PlatformRefusal, _at: datetime, _next_day: datetime) -> NoticeOutcome:
    forgets = notice.way is Way.SUBSCRIBE
    return NoticeOutcome(
        notice, NoticeState.SUPPRESSED, _reason(refusal), attempts=notice.attempts, forgets_grant=forgets
    )


def _unreachable(notice: Started, refusal: PlatformRefusal, _at: datetime, _next_day: datetime) -> NoticeOutcome:
    reason = _reason(refusal)
    return NoticeOutcome(
        notice, NoticeState.FAILED, reason, attempts=notice.attempts, gives_back=True, unreachable=reason
    )


def _stop(notice: Started, refusal: PlatformRefusal, _at: datetime, _next_day: datetime) -> NoticeOutcome:
    because = STOPPED_BECAUSE.format(code=refusal.code)
    return _planned(notice, refusal, pauses_run=because, attempts=notice.attempts)


def _mistake(notice: Started, refusal: PlatformRefusal, _at: datetime, _next_day: datetime) -> NoticeOutcome:
    because = MISTAKEN_BECAUSE.format(code=refusal.code)
    return NoticeOutcome(
        notice, NoticeState.FAILED, _reason(refusal), attempts=notice.attempts, gives_back=True, pauses_run=because
    )


def _planned(
    notice: Started,
    refusal: PlatformRefusal,
    attempts: int,
    not_before: datetime | None = None,
    holds_run_until: datetime | None = None,
    pauses_run: str | None = None,
) -> NoticeOutcome:
    return NoticeOutcome(
        notice,
        NoticeState.PLANNED,
        _reason(refusal),
        not_before=not_before,
        attempts=attempts,
        gives_back=True,
        holds_run_until=holds_run_until,
        pauses_run=pauses_run,
    )


def _reason(refusal: PlatformRefusal) -> str:
    return refusal.reaction.value if refusal.code is None else f"{refusal.reaction.value}:{refusal.code}"


_CONSEQUENCES: dict[Reaction, Callable[[Started, PlatformRefusal, datetime, datetime], NoticeOutcome]] = {
    Reaction.RETRY: _again,
    # The client has refreshed once already; in a minute the platform may have recovered.
    Reaction.REFRESH_TOKEN: _again,
    Reaction.NEXT_MINUTE: _next_minute,
    Reaction.NEXT_DAY: _next_day,
    Reaction.OUTSIDE_WINDOW: _window_closed,
    Reaction.USED_UP: _window_closed,
    Reaction.NO_CONSENT: _no_consent,
    Reaction.UNFOLLOWED: _unreachable,
    Reaction.BLOCKED: _unreachable,
    Reaction.DEAD_RECIPIENT: _unreachable,
    Reaction.STOP: _stop,
    Reaction.SHORTEN: _mistake,
    Reaction.AS_TEXT: _mistake,
    Reaction.OUR_MISTAKE: _mistake,
}
