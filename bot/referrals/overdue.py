"""Finds promises that were broken, each once whatever the number of processes, and what is due today; says so to colleagues on WeCom."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import func, or_, select, update
from sqlalchemy.engine import Connection, Engine

from bot.clock import SHANGHAI
from bot.messaging.ledgers import StaffLetter
from bot.referrals.history import write_event
from bot.referrals.states import SYSTEM, Act, ReferralKind, ReferralState
from bot.staff import Role
from bot.storage.tables import referrals, staff

DIGEST_FROM, DIGEST_UNTIL = time(9, 0), time(12, 0)
PROMISES = (
    ("contact", (ReferralState.OPEN,), "当天联系"),
    ("introduce", (ReferralState.OPEN, ReferralState.CONTACTED), "3日内双向推介"),
)


def escalate(engine: Engine, at: datetime) -> list[StaffLetter]:
    """Mark the promises that were broken since the last time, and return what is to be written about them, to whom."""
    letters: list[StaffLetter] = []
    for name, states, title in PROMISES:
        due, escalated = referrals.c[f"{name}_due_at"], referrals.c[f"{name}_escalated_at"]
        is_late = referrals.c.state.in_([each.value for each in states])
        kinds = (ReferralKind.CALL.value, ReferralKind.ALARM.value)
        late = (due < at, escalated.is_(None), is_late, referrals.c.kind.in_(kinds))
        with engine.begin() as connection:
            found = connection.execute(select(referrals).where(*late).order_by(referrals.c.id)).all()
            for row in found:
                this = update(referrals).where(referrals.c.id == row.id, escalated.is_(None))
                # Two processes may have read the row; one of them marks it.
                if connection.execute(this.values({escalated.name: at})).rowcount:
                    write_event(connection, row.id, SYSTEM, Act.ESCALATED, at, title)
                    letters += _letters(connection, row, name, title)
    return letters


def digests(engine: Engine, at: datetime) -> list[StaffLetter]:
    """Return the morning's word to each colleague with something due today or overdue; its key makes it one a day."""
    local = at.astimezone(SHANGHAI)
    if not DIGEST_FROM <= local.time() < DIGEST_UNTIL:
        return []
    end_of_day = datetime.combine(local.date() + timedelta(days=1), time(0), SHANGHAI)
    r = referrals.c
    contact = (r.state == ReferralState.OPEN.value) & (r.contact_due_at < end_of_day)
    introduce = (r.state == ReferralState.CONTACTED.value) & (r.introduce_due_at < end_of_day)
    query = select(r.assigned_to, func.count()).where(r.assigned_to.is_not(None), or_(contact, introduce))
    with engine.connect() as connection:
        rows = connection.execute(query.group_by(r.assigned_to)).all()
    text = "您有{}件呼叫今天到期或已经过期。请打开工作台的“呼叫”处理：/desk/referrals?shelf=overdue"
    return [StaffLetter(f"digest-{local:%Y%m%d}-{userid}"[:64], userid, text.format(count)) for userid, count in rows]


def _letters(connection: Connection, row: Any, name: str, title: str) -> Sequence[StaffLetter]:
    """Return the letters about one broken promise: to whose it is, to the others of the station, to the admins."""
    place = row.station or "没有指派服务站"
    is_alarm = row.kind == ReferralKind.ALARM.value
    late = f"呼叫{row.id}超时：{title}没有做到（{place}）。请打开工作台处理：/desk/referrals/{row.id}"
    text = f"紧急：有居民写了不想活的话，请马上联系：/desk/referrals/{row.id}" if is_alarm else late
    admins = staff.c.role == Role.ADMIN.value
    station = staff.c.station == row.station if row.station is not None else staff.c.userid == row.assigned_to
    query = select(staff.c.userid).where(staff.c.is_active, or_(admins, station, staff.c.userid == row.assigned_to))
    userids = connection.execute(query.order_by(staff.c.userid)).scalars()
    return [StaffLetter(f"late-{row.id}-{name}-{userid}"[:64], userid, text) for userid in userids]
