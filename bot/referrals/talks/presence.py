"""Whether the page of a person who called is open: it asks what is new every few seconds while it is looked at. On the web only; nothing tells it of WeChat."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, update
from sqlalchemy.engine import Engine

from bot.conversation import Channel, channel_of
from bot.referrals.states import ReferralState
from bot.storage.tables import referrals

# The page asks every four seconds while somebody is expected; three that get lost say that it is gone.
OPEN_FOR = timedelta(seconds=15)
WRITTEN_EVERY = timedelta(seconds=3)


@dataclass(frozen=True)
class Presence:
    """What can honestly be said of a person's page.

    Args:
        is_known: false where nothing tells it, as on WeChat.
        is_open: whether the page is being looked at now.
        seen_at: when it last was.
    """

    is_known: bool
    is_open: bool = False
    seen_at: datetime | None = None


def presence_of(conversation: str, seen_at: datetime | None, at: datetime) -> Presence:
    """Return what is to be said of the page of a conversation.

    >>> presence_of("wx:a", None, datetime(2026, 12, 1)).is_known
    False
    """
    if channel_of(conversation) is not Channel.WEB:
        return Presence(is_known=False)
    return Presence(True, seen_at is not None and seen_at > at - OPEN_FOR, seen_at)


def note_open_page(engine: Engine, conversation: str, at: datetime) -> None:
    """Record that the page of a conversation is open, as far as someone called there; not at each time that it asks."""
    this = (referrals.c.conversation == conversation, referrals.c.state != ReferralState.CLOSED.value)
    seen = referrals.c.page_seen_at
    with engine.begin() as connection:
        stale = or_(seen.is_(None), seen <= at - WRITTEN_EVERY)
        connection.execute(update(referrals).where(*this, stale).values(page_seen_at=at))
