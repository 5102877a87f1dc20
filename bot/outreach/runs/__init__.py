"""A campaign for one version of its policy: states, log, who may approve."""

from bot.outreach.runs.approvers import known_as, require_account
from bot.outreach.runs.runs import OUTBOX, Run, content_of, get, latest, log_of, propose, runs_in
from bot.outreach.runs.states import KnockState, NoticeKind, NoticeState, RunState, before_run

__all__ = [
    "OUTBOX",
    "KnockState",
    "NoticeKind",
    "NoticeState",
    "Run",
    "RunState",
    "before_run",
    "content_of",
    "get",
    "known_as",
    "latest",
    "log_of",
    "propose",
    "require_account",
    "runs_in",
]
