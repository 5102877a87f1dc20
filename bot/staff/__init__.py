"""The colleagues of the office: who they are, what they may do, how they sign in, and what they did."""

from bot.staff.accounts import Accounts, PasswordAccepted
from bot.staff.audit import AuditEntry, AuditLog, Wanted, write_within
from bot.staff.audit_exports import ChainFault, bring_back, export_days, verify
from bot.staff.colleagues import LONGEST_NAME, USERID, Colleague, Role, Staff, replay_rights
from bot.staff.feedback import FeedbackGiven, StaffFeedback
from bot.staff.makers import handed_at, makers_of
from bot.staff.permissions import Permission, may
from bot.staff.quiz_answers import KEPT_FOR_DAYS, OpenQuestion, QuizAnswer, QuizAnswers
from bot.staff.second_factor import address_of, fresh_key, is_key
from bot.staff.second_person import NotSecond, why_not_second
from bot.staff.sessions import LONGEST, Session, SignInStage, StaffSessions, end_every_session
from bot.staff.switches import (
    LONGEST_REASON,
    SHORTEST_REASON,
    RememberedSwitches,
    Switch,
    Switches,
    Turned,
    is_on,
    switch_off_within,
)

__all__ = [
    "KEPT_FOR_DAYS",
    "LONGEST",
    "LONGEST_NAME",
    "LONGEST_REASON",
    "SHORTEST_REASON",
    "USERID",
    "Accounts",
    "AuditEntry",
    "AuditLog",
    "ChainFault",
    "Colleague",
    "FeedbackGiven",
    "NotSecond",
    "OpenQuestion",
    "PasswordAccepted",
    "Permission",
    "QuizAnswer",
    "QuizAnswers",
    "RememberedSwitches",
    "Role",
    "Session",
    "SignInStage",
    "Staff",
    "StaffFeedback",
    "StaffSessions",
    "Switch",
    "Switches",
    "Turned",
    "Wanted",
    "address_of",
    "bring_back",
    "end_every_session",
    "export_days",
    "fresh_key",
    "handed_at",
    "is_key",
    "is_on",
    "makers_of",
    "may",
    "replay_rights",
    "switch_off_within",
    "verify",
    "why_not_second",
    "write_within",
]
