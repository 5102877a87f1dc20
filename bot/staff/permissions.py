"""What each role may do on the desk: the whole matrix on one page. Pure."""

from __future__ import annotations

from enum import Enum

from bot.staff.colleagues import Role


class Permission(str, Enum):
    """Something that may be done."""

    LOOK_UP = "look_up"
    CHECK = "check"
    # Referrals of the own station and those without one; an admin has those of all stations.
    REFERRALS = "referrals"
    # To read what was asked, and to propose.
    QUESTIONS = "questions"
    # To settle proposals and put questions away.
    SETTLE = "settle"
    # To change amounts and sentences of the knowledge base, as a proposal.
    EDIT = "edit"
    # To publish what somebody else proposed, to decline it, and to undo what was published.
    PUBLISH = "publish"
    # To read campaigns, rehearsals and reports.
    OUTREACH = "outreach"
    REHEARSE = "rehearse"
    APPROVE = "approve"
    # To pause, resume and stop, and to try the failed again.
    CONTROL = "control"
    # To bring in lists of people; names, phones and numbers are never shown.
    IMPORT = "import"
    # To judge openings of employers, and to see whom to call.
    JOBS = "jobs"
    OVERVIEW = "overview"
    SWITCH = "switch"
    AUDIT = "audit"
    STAFF = "staff"


_MATCHMAKER, _EDITOR, _APPROVER, _AUDITOR = Role.MATCHMAKER, Role.EDITOR, Role.APPROVER, Role.AUDITOR
_GRANTED: dict[Permission, frozenset[Role]] = {
    Permission.LOOK_UP: frozenset({_MATCHMAKER, _EDITOR, _APPROVER, _AUDITOR}),
    Permission.CHECK: frozenset({_MATCHMAKER, _EDITOR, _APPROVER}),
    Permission.REFERRALS: frozenset({_MATCHMAKER}),
    Permission.QUESTIONS: frozenset({_MATCHMAKER, _EDITOR}),
    Permission.SETTLE: frozenset({_EDITOR}),
    Permission.EDIT: frozenset({_EDITOR}),
    Permission.PUBLISH: frozenset({_EDITOR, _APPROVER}),
    Permission.OUTREACH: frozenset({_EDITOR, _APPROVER, _AUDITOR}),
    Permission.REHEARSE: frozenset({_EDITOR, _APPROVER}),
    Permission.APPROVE: frozenset({_APPROVER}),
    Permission.CONTROL: frozenset({_APPROVER}),
    Permission.IMPORT: frozenset({_EDITOR}),
    Permission.JOBS: frozenset({_MATCHMAKER, _EDITOR}),
    Permission.OVERVIEW: frozenset({_APPROVER, _AUDITOR}),
    Permission.SWITCH: frozenset({_APPROVER}),
    Permission.AUDIT: frozenset({_AUDITOR}),
    Permission.STAFF: frozenset(),
}


def may(role: Role, permission: Permission) -> bool:
    """Tell whether a role may do something; an admin may do everything.

    >>> may(Role.MATCHMAKER, Permission.APPROVE), may(Role.APPROVER, Permission.APPROVE)
    (False, True)
    """
    return role is Role.ADMIN or role in _GRANTED[permission]
