"""The states of runs and of notices, and which may follow which. Every statement that moves a row takes its condition from here."""

from __future__ import annotations

from enum import Enum


class RunState(str, Enum):
    """How far a campaign is for one version of its policy."""

    PROPOSED = "proposed"
    REHEARSED = "rehearsed"
    APPROVED = "approved"
    RUNNING = "running"
    PAUSED = "paused"
    STOPPED = "stopped"
    FINISHED = "finished"


class NoticeState(str, Enum):
    """How far one notice to one person is; ``unknown``: it may have been sent, nobody knows, so it is never sent again."""

    PLANNED = "planned"
    CLAIMED = "claimed"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"
    FAILED = "failed"
    UNKNOWN = "unknown"
    EXPIRED = "expired"
    SUPPRESSED = "suppressed"
    CANCELLED = "cancelled"


class NoticeKind(str, Enum):
    """Why a notice exists; part of its key, so that each person gets each kind once for a version of a policy."""

    NOTICE = "notice"
    POLICY_CHANGE = "policy_change"
    DEADLINE_REMINDER = "deadline_reminder"
    FOLLOW_UP = "follow_up"
    FAIR_REMINDER = "fair_reminder"


class KnockState(str, Enum):
    """Whether a matchmaker still has to call on someone (敲门), or it is done (销号)."""

    OPEN = "open"
    CLOSED = "closed"


RUN_MOVES = {
    RunState.PROPOSED: {RunState.REHEARSED, RunState.STOPPED, RunState.FINISHED},
    RunState.REHEARSED: {RunState.REHEARSED, RunState.APPROVED, RunState.STOPPED, RunState.FINISHED},
    RunState.APPROVED: {RunState.REHEARSED, RunState.RUNNING, RunState.PAUSED, RunState.STOPPED, RunState.FINISHED},
    RunState.RUNNING: {RunState.PAUSED, RunState.STOPPED, RunState.FINISHED},
    RunState.PAUSED: {RunState.REHEARSED, RunState.RUNNING, RunState.STOPPED, RunState.FINISHED},
    RunState.STOPPED: set(),
    RunState.FINISHED: set(),
}
NOTICE_MOVES = {
    NoticeState.PLANNED: {
        NoticeState.CLAIMED,
        NoticeState.EXPIRED,
        NoticeState.SUPPRESSED,
        NoticeState.CANCELLED,
    },
    NoticeState.CLAIMED: {
        NoticeState.PLANNED,
        NoticeState.SENT,
        NoticeState.FAILED,
        NoticeState.UNKNOWN,
        NoticeState.SUPPRESSED,
        NoticeState.CANCELLED,
    },
    NoticeState.SENT: {NoticeState.DELIVERED, NoticeState.READ, NoticeState.FAILED},
    NoticeState.DELIVERED: {NoticeState.READ},
    NoticeState.READ: set(),
    # Only by hand: `leye outreach retry`.
    NoticeState.FAILED: {NoticeState.PLANNED},
    # The sender came back late with an answer, or the person read it.
    NoticeState.UNKNOWN: {
        NoticeState.SENT,
        NoticeState.DELIVERED,
        NoticeState.READ,
        NoticeState.FAILED,
        NoticeState.SUPPRESSED,
    },
    NoticeState.EXPIRED: set(),
    # Nothing was sent; whoever agrees again is told after all.
    NoticeState.SUPPRESSED: {NoticeState.PLANNED},
    NoticeState.CANCELLED: set(),
}
# The person was told, or may have been.
TOLD = (NoticeState.SENT, NoticeState.DELIVERED, NoticeState.READ, NoticeState.UNKNOWN)


def before_run(state: RunState) -> tuple[str, ...]:
    """Return the states from which a run may come into a state.

    >>> before_run(RunState.RUNNING)
    ('approved', 'paused')
    """
    return tuple(origin.value for origin, targets in RUN_MOVES.items() if state in targets)


def before_notice(state: NoticeState) -> tuple[str, ...]:
    """Return the states from which a notice may come into a state.

    >>> before_notice(NoticeState.CLAIMED)
    ('planned',)
    """
    return tuple(origin.value for origin, targets in NOTICE_MOVES.items() if state in targets)
