"""Gives a referral to a colleague or a station, with a note: who, when and why stay with it, the promises keep their time, the person is told once. One short transaction."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.engine import Connection, Engine

from bot.errors import SituationError
from bot.referrals.assignment import give, next_matchmaker, station_of, wait_for_turn
from bot.referrals.history import write_event
from bot.referrals.states import Act, ReferralState
from bot.referrals.takeovers import IDLE_AFTER
from bot.referrals.talk_lines import Speaker, write_line
from bot.staff import Permission, Role, may
from bot.storage.tables import referral_events, referrals, staff, station_areas, takeovers
from bot.wording.office import ROLES, name_of, say_handed_on

SHORTEST_WHY, LONGEST_WHY = 2, 300


@dataclass(frozen=True)
class Transfer:
    """To whom a referral goes, and why.

    Args:
        to: a userid; empty where it goes to a station, which gives it to whose turn it is.
        station: a station; empty where it goes to a colleague.
        area: where the person lives, if it turned out to be another town; empty for no change.
        turn: how often the referral had been assigned when the form was made, so that a form sent twice moves it once.
    """

    to: str = ""
    station: str = ""
    why: str = ""
    area: str = ""
    turn: int | None = None


class Transfers:
    """The transfers of one installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def make(self, referral: int, wanted: Transfer, who: str, at: datetime, *, is_anywhere: bool = False) -> str | None:
        """Move a referral and return whose it is now; None where it had been moved already.

        Args:
            is_anywhere: whether whoever moves it may give it to a station that does not serve the person's town.

        Raises:
            SituationError: it says no reason, is closed, somebody else is speaking with the person, or who shall get it
                has not the right or the town.
        """
        why = wanted.why.strip()
        if not SHORTEST_WHY <= len(why) <= LONGEST_WHY:
            raise SituationError(f"请写一句为什么转、接的人要知道什么，{SHORTEST_WHY}到{LONGEST_WHY}个字。")
        with self._engine.begin() as connection:
            wait_for_turn(connection, at)
            row = _open_row(connection, referral)
            if wanted.turn is not None and wanted.turn != _times_assigned(connection, referral):
                return None
            area = _area(connection, row, wanted.area)
            colleague = _receiver(connection, wanted, area, is_anywhere=is_anywhere)
            if row.assigned_to == colleague.userid:
                return None
            is_bot_next = _leave_talk(connection, row, who, colleague.userid, at)
            if area != row.area:
                connection.execute(update(referrals).where(referrals.c.id == referral).values(area=area))
            station = colleague.station or row.station
            give(connection, referral, station, colleague.userid)
            write_event(connection, referral, who, Act.ASSIGNED, at, colleague.userid)
            write_event(connection, referral, who, Act.HANDED_ON, at, why)
            if row.conversation is not None:
                name = (
                    f"{colleague.station}的{name_of(colleague.name)}" if colleague.station else name_of(colleague.name)
                )
                told = say_handed_on(name, is_bot_next=is_bot_next)
                write_line(connection, row.conversation, Speaker.SYSTEM, told, at)
            return str(colleague.userid)

    def was_made_by(self, referral: int, userid: str) -> bool:
        """Tell whether the last who got the referral got it from this colleague."""
        assigned = (referral_events.c.referral == referral, referral_events.c.act == Act.ASSIGNED.value)
        query = select(referral_events.c.who).where(*assigned).order_by(referral_events.c.id.desc()).limit(1)
        with self._engine.connect() as connection:
            return bool(connection.execute(query).scalar() == userid)


def _open_row(connection: Connection, referral: int) -> Any:
    row = connection.execute(select(referrals).where(referrals.c.id == referral)).first()
    if row is None:
        raise SituationError("没有这件事，或者居民已经删除了自己的资料。")
    if row.state == ReferralState.CLOSED.value:
        raise SituationError("已经办结，不用再转。")
    return row


def _times_assigned(connection: Connection, referral: int) -> int:
    assigned = (referral_events.c.referral == referral, referral_events.c.act == Act.ASSIGNED.value)
    query = select(func.count()).select_from(referral_events).where(*assigned)
    return int(connection.execute(query).scalar_one())


def _area(connection: Connection, row: Any, wanted: str) -> str | None:
    """Return the town of the person, as it was or as it turned out to be."""
    if not wanted:
        return str(row.area) if row.area is not None else None
    if station_of(connection, wanted) is None:
        raise SituationError(f"没有服务站管“{wanted}”，请从名单里选街镇。")
    return wanted


def _receiver(connection: Connection, wanted: Transfer, area: str | None, *, is_anywhere: bool) -> Any:
    """Return the colleague who gets it."""
    if wanted.station:
        served = select(station_areas.c.area).where(station_areas.c.station == wanted.station).limit(1)
        if connection.execute(served).first() is None:
            raise SituationError("没有这个服务站。请从名单里选。")
        _refuse_other_town(connection, wanted.station, wanted.station, area, is_anywhere=is_anywhere)
    userid = next_matchmaker(connection, wanted.station) if wanted.station else wanted.to
    if userid is None:
        raise SituationError(f"{wanted.station}现在没有红娘，转过去没有人接。")
    colleague = connection.execute(select(staff).where(staff.c.userid == userid, staff.c.is_active)).first()
    if colleague is None:
        raise SituationError("没有这位同事。请从名单里选一位。")
    if not may(Role(colleague.role), Permission.REFERRALS):
        raise SituationError(f"{colleague.name}是{ROLES[Role(colleague.role)]}，不能办呼叫。")
    if not may(Role(colleague.role), Permission.STAFF):
        _refuse_other_town(connection, colleague.station, colleague.name, area, is_anywhere=is_anywhere)
    return colleague


def _refuse_other_town(
    connection: Connection, station: str | None, name: str, area: str | None, *, is_anywhere: bool
) -> None:
    serving = station_of(connection, area)
    if is_anywhere or serving is None or station == serving:
        return
    raise SituationError(
        f"{area}归{serving}管，{name}不管那里。居民其实住在别的街镇，就在“居民住在”里改；要跨站转，请管理员来转。"
    )


def _leave_talk(connection: Connection, row: Any, who: str, to: str, at: datetime) -> bool:
    """End the talk of whoever gives the referral on; tell whether there was one."""
    is_open = (takeovers.c.conversation == row.conversation, takeovers.c.ended_at.is_(None))
    query = select(takeovers.c.id, takeovers.c.userid, staff.c.name).select_from(
        takeovers.outerjoin(staff, staff.c.userid == takeovers.c.userid)
    )
    speaking = connection.execute(query.where(*is_open, takeovers.c.last_at > at - IDLE_AFTER)).first()
    if speaking is None or speaking.userid == to:
        return False
    if speaking.userid != who:
        raise SituationError(f"{name_of(speaking.name)}正在和这位居民说话，等说完再转。")
    connection.execute(update(takeovers).where(takeovers.c.id == speaking.id).values(ended_at=at, ended_by=who))
    return True
