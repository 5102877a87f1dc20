"""What is new for a colleague, in a few numbers: calls that nobody has contacted, lines of residents that were not read. Reading, but for what was read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.referrals.board import seen_by
from bot.referrals.states import Act, ReferralState
from bot.referrals.talk_lines import Speaker
from bot.referrals.talks.presence import OPEN_FOR
from bot.staff import Colleague
from bot.storage.tables import referral_events, referrals, takeovers, talk_lines


@dataclass(frozen=True)
class InboxNews:
    """What is new.

    Args:
        calls: referrals that wait for a first contact, as far as they are the colleague's to see.
        handed: referrals further on that another colleague gave to this one, who has done nothing about them yet.
        unread: lines in talks of the colleague that no page of theirs has shown.
        mark: changes whenever anything happened on the board or in a talk, or the page of a person in one was opened or left.
    """

    calls: int
    handed: int
    unread: int
    mark: str


class Inbox:
    """The inboxes of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def news(self, colleague: Colleague, at: datetime) -> InboxNews:
        """Return what is new for a colleague, on one connection that is given back at once."""
        waits = (referrals.c.state == ReferralState.OPEN.value, seen_by(colleague))
        newest = [select(func.max(table.c.id)).scalar_subquery() for table in (referrals, referral_events, talk_lines)]
        states = select(func.count()).where(talk_lines.c.state == "sent").scalar_subquery()
        with self._engine.connect() as connection:
            calls = int(connection.execute(select(func.count()).select_from(referrals).where(*waits)).scalar_one())
            unread = connection.execute(select(func.count()).select_from(_joined()).where(_unread(colleague)))
            handed = connection.execute(select(func.count()).select_from(referrals).where(*_handed(colleague)))
            parts = [*connection.execute(select(*newest, states)).one(), *_open_pages(connection, colleague, at)]
            mark = "-".join(str(each or 0) for each in parts)
            return InboxNews(calls, int(handed.scalar_one()), int(unread.scalar_one()), mark)

    def unread_by_referral(self, colleague: Colleague) -> dict[int, int]:
        """Return how many lines were not read, by referral."""
        query = select(takeovers.c.referral, func.count()).select_from(_joined()).where(_unread(colleague))
        with self._engine.connect() as connection:
            return {row[0]: int(row[1]) for row in connection.execute(query.group_by(takeovers.c.referral))}

    def mark_read(self, takeover: int, line: int) -> None:
        """Record up to which line a page of the colleague who speaks has shown a talk."""
        this = (takeovers.c.id == takeover, func.coalesce(takeovers.c.read_line, 0) < line)
        with self._engine.begin() as connection:
            connection.execute(update(takeovers).where(*this).values(read_line=line))


def _handed(colleague: Colleague) -> list[ColumnElement[Any]]:
    """Return the conditions of what was handed on to a colleague; what nobody has contacted counts as a call already."""
    given, later = referral_events.alias(), referral_events.alias()
    touched = select(later.c.id).where(
        later.c.referral == given.c.referral, later.c.id > given.c.id, later.c.who == colleague.userid
    )
    is_given = (given.c.referral == referrals.c.id, given.c.act == Act.HANDED_ON.value, given.c.who != colleague.userid)
    found = select(given.c.id).where(*is_given, ~touched.correlate(given).exists()).correlate(referrals)
    later_states = (ReferralState.CONTACTED.value, ReferralState.INTRODUCED.value)
    return [referrals.c.assigned_to == colleague.userid, referrals.c.state.in_(later_states), found.exists()]


def _open_pages(connection: Connection, colleague: Colleague, at: datetime) -> list[int]:
    """Return the referrals in whose talk the colleague speaks and whose person has the page open."""
    joined = takeovers.join(referrals, referrals.c.id == takeovers.c.referral)
    mine = (takeovers.c.userid == colleague.userid, takeovers.c.ended_at.is_(None))
    query = select(referrals.c.id).select_from(joined).where(*mine, referrals.c.page_seen_at > at - OPEN_FOR)
    return list(connection.execute(query.order_by(referrals.c.id)).scalars())


def _joined() -> Any:
    return talk_lines.join(takeovers, takeovers.c.id == talk_lines.c.takeover)


def _unread(colleague: Colleague) -> ColumnElement[Any]:
    return and_(
        takeovers.c.userid == colleague.userid,
        takeovers.c.ended_at.is_(None),
        talk_lines.c.speaker == Speaker.CITIZEN.value,
        talk_lines.c.id > func.coalesce(takeovers.c.read_line, 0),
    )
