"""The colleagues of the office: who they are, what they may do, how they sign in, and what they did."""

from bot.staff.accounts import Accounts, Opened
from bot.staff.audit import AuditLog, Entry, Wanted
from bot.staff.colleagues import LONGEST_NAME, USERID, Colleague, Role, Staff
from bot.staff.feedback import Given, StaffFeedback
from bot.staff.permissions import Permission, may
from bot.staff.second_factor import address_of, fresh_key
from bot.staff.sessions import LONGEST, Session, Sessions, Stage
from bot.staff.switches import LONGEST_REASON, SHORTEST_REASON, RememberedSwitches, Switch, Switches, Turned, is_on

__all__ = [
    "LONGEST",
    "LONGEST_NAME",
    "LONGEST_REASON",
    "SHORTEST_REASON",
    "USERID",
    "Accounts",
    "AuditLog",
    "Colleague",
    "Entry",
    "Given",
    "Opened",
    "Permission",
    "RememberedSwitches",
    "Role",
    "Session",
    "Sessions",
    "Staff",
    "StaffFeedback",
    "Stage",
    "Switch",
    "Switches",
    "Turned",
    "Wanted",
    "address_of",
    "fresh_key",
    "is_on",
    "may",
]
