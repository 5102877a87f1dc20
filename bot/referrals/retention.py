"""Forgets what a referral needs no longer: the phone number and the words 60 days after it was closed, as people are told."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.engine import Engine

from bot.referrals.states import Act
from bot.storage.tables import referral_events, referrals

KEPT_FOR = timedelta(days=60)
# The acts whose note is what somebody wrote, and not a name or an outcome.
NOTES = (Act.NOTED.value, Act.HANDED_ON.value)


def forget_closed(engine: Engine, at: datetime) -> int:
    """Take phone, question and notes out of what was closed long ago; return how many referrals it concerned."""
    old = referrals.c.closed_at < at - KEPT_FOR
    holds = or_(referrals.c.phone_sealed.is_not(None), referrals.c.question.is_not(None))
    with engine.begin() as connection:
        whose = referral_events.c.referral.in_(select(referrals.c.id).where(old))
        noted = (whose, referral_events.c.act.in_(NOTES), referral_events.c.note.is_not(None))
        connection.execute(update(referral_events).where(*noted).values(note=None))
        change = update(referrals).where(old, holds).values(phone_sealed=None, question=None)
        return int(connection.execute(change).rowcount)
