"""The talks in which a colleague speaks now, so that they can go from one to the other. Reading only."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, func, select
from sqlalchemy.engine import Engine
from sqlalchemy.sql import Select

from bot.referrals.takeovers import IDLE_AFTER
from bot.referrals.talk_lines import Speaker
from bot.referrals.talks.presence import Presence, presence_of
from bot.storage.tables import referrals, takeovers, talk_lines


@dataclass(frozen=True)
class OpenTalk:
    """One talk.

    Args:
        unread: how many lines of the person no page of the colleague has shown.
        said: what the person said last, empty for nothing.
    """

    referral: int
    policy: str | None
    topic: str | None
    conversation: str
    unread: int
    said: str
    presence: Presence


def open_talks(engine: Engine, userid: str, at: datetime) -> list[OpenTalk]:
    """Return the talks of a colleague in the order in which they began, so that none moves under a finger."""
    with engine.connect() as connection:
        rows = connection.execute(_talks(userid, at)).all()
    return [
        OpenTalk(
            row.id,
            row.policy,
            row.topic,
            row.conversation,
            int(row.unread),
            row.said or "",
            presence_of(row.conversation, row.page_seen_at, at),
        )
        for row in rows
    ]


def _talks(userid: str, at: datetime) -> Select:
    heard = and_(talk_lines.c.takeover == takeovers.c.id, talk_lines.c.speaker == Speaker.CITIZEN.value)
    fresh = talk_lines.c.id > func.coalesce(takeovers.c.read_line, 0)
    unread = select(func.count()).select_from(talk_lines).where(heard, fresh).correlate(takeovers).scalar_subquery()
    last = select(talk_lines.c.text).where(heard).order_by(talk_lines.c.id.desc()).limit(1)
    said = last.correlate(takeovers).scalar_subquery()
    columns = [referrals.c[name] for name in ("id", "policy", "topic", "conversation", "page_seen_at")]
    mine = (takeovers.c.userid == userid, takeovers.c.ended_at.is_(None), takeovers.c.last_at > at - IDLE_AFTER)
    joined = takeovers.join(referrals, referrals.c.id == takeovers.c.referral)
    return (
        select(*columns, unread.label("unread"), said.label("said"))
        .select_from(joined)
        .where(*mine)
        .order_by(takeovers.c.began_at, takeovers.c.id)
    )
