"""How many notices came how far: the sums of reports, which an erased person leaves behind as numbers."""

from __future__ import annotations

from typing import Any

from sqlalchemy import and_, case, func

from bot.storage.tables import notices

# A notice in one of these states reached someone's address.
REACHED = ("sent", "delivered", "read")
WAITING = ("planned", "claimed")
ENDS = ("failed", "unknown", "suppressed", "expired", "cancelled")
ANSWERS = ("applied", "not_yet", "not_eligible")


def is_first_letter() -> Any:
    """Return the condition that a row is a notice and not the question that follows one up."""
    return notices.c.kind != "follow_up"


def notice_sums() -> list[Any]:
    """Return the labelled sums: a later stage counts as the earlier ones, too, for platforms do not report every step."""
    state, is_read = notices.c.state, notices.c.read_at.is_not(None)
    conditions = {
        "planned": state.in_(WAITING),
        "told": state.in_(REACHED),
        "delivered": notices.c.delivered_at.is_not(None) | is_read,
        "read": is_read,
        "asked": notices.c.asked_at.is_not(None),
        **{name: notices.c.answer == name for name in ANSWERS},
        **{name: state == name for name in ENDS},
    }
    return [_sum(condition).label(name) for name, condition in conditions.items()]


def kept_sums() -> list[Any]:
    """Return the sums that outlive a person: all but what still waits, for nobody will be sent that any more."""
    return [each for each in notice_sums() if each.name != "planned"]


def belongs_to(campaign: str) -> Any:
    """Return the condition that a row is a first letter of a campaign."""
    return and_(notices.c.campaign == campaign, is_first_letter())


def _sum(condition: Any) -> Any:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)
