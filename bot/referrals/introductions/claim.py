"""The one statement that brings a seeker and an opening together: it holds the consent, the opening and the once. And why it did not."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import literal, or_, select
from sqlalchemy.engine import Connection
from sqlalchemy.sql.elements import ColumnElement

from bot.jobs import is_public
from bot.jobs.seekers import day_of, may_be_introduced
from bot.referrals.introductions.states import INTRODUCTION_STATES, IntroductionState
from bot.referrals.states import ReferralState
from bot.storage import insert_for
from bot.storage.tables import channel_identities, employers, introductions, openings, referrals, seekers

NO_REFERRAL = "这件呼叫已经办结，或者居民删除了资料，不能再推介。"
NOT_REGISTERED = "居民没有登记求职（或者停了、暂停了、没说工种街镇），不能推介。请先让他在对话里登记。"
NOT_PUBLIC = "这个岗位没有通过审核，或者招满、过期了，不能推介。"
ONCE = "这个人和这个岗位已经推介过（{state}），不再推介第二次。"


def claimed(connection: Connection, referral: int, opening: int, who: str, at: datetime) -> bool:
    """Write the introduction of a pair down, if the person agrees, the opening is public, and it is the first; tell whether."""
    values = {
        "person": seekers.c.person,
        "conversation": seekers.c.conversation,
        "opening": openings.c.id,
        "referral": referrals.c.id,
        "title": openings.c.title,
        "employer_name": employers.c.name,
        "state": literal(IntroductionState.ASKED.value),
        "introduced_by": literal(who),
        "asked_at": literal(at, introductions.c.asked_at.type),
    }
    query = (
        select(*values.values())
        .select_from(seekers)
        .join(referrals, is_of_referral())
        .join(openings, openings.c.id == opening)
        .join(employers, employers.c.id == openings.c.employer)
        .where(referrals.c.id == referral, referrals.c.state != ReferralState.CLOSED.value)
        .where(may_be_introduced(day_of(at), at), is_public(day_of(at)))
    )
    statement = insert_for(connection, introductions).from_select(list(values), query).on_conflict_do_nothing()
    return bool(connection.execute(statement).rowcount)


def is_of_referral() -> ColumnElement[bool]:
    """Return the condition that a seeker is the person of a referral, who may have become one only after they called."""
    by_talk = select(channel_identities.c.person).where(channel_identities.c.conversation == referrals.c.conversation)
    return or_(seekers.c.person == referrals.c.person, seekers.c.person == by_talk.scalar_subquery())


def why_not(connection: Connection, referral: int, opening: int, at: datetime) -> str:
    """Return why a pair was not brought together."""
    on = day_of(at)
    row = connection.execute(select(referrals.c.state).where(referrals.c.id == referral)).first()
    if row is None or row.state == ReferralState.CLOSED.value:
        return NO_REFERRAL
    person = select(seekers.c.person).select_from(seekers).join(referrals, is_of_referral())
    known = connection.execute(person.where(referrals.c.id == referral, may_be_introduced(on, at))).scalar()
    if known is None:
        return NOT_REGISTERED
    pair = (introductions.c.person == known, introductions.c.opening == opening)
    state = connection.execute(select(introductions.c.state).where(*pair)).scalar()
    return NOT_PUBLIC if state is None else ONCE.format(state=INTRODUCTION_STATES[IntroductionState(state)])
