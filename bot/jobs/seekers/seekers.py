"""The seekers of an installation. A row says something only while its person agrees and the day they named has not passed.

Each method is one short transaction, but registering and stopping: there the consent comes first, in one of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import and_, delete, or_, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.clock import SHANGHAI, start_of
from bot.conversation import Channel, channel_of
from bot.jobs.model import WorkForm
from bot.jobs.pay import PayPeriod
from bot.jobs.search import JobWish
from bot.jobs.seekers.model import Seeker, SeekerQuestion
from bot.people import JOB_SEEKING, Consents, Identities, Identity, agrees_to
from bot.storage import put
from bot.storage.tables import channel_identities, seekers

# The version of what people are told before they agree; another text has another one.
NOTICE_WORDING = "2026-11"
ORIGIN = "chat"
EXPIRED = "expired"
BATCH = 500
# Colleagues ask in WeCom for others; only these two are people who speak for themselves.
SPEAK_FOR_THEMSELVES = (Channel.WECHAT.value, Channel.WEB.value)


def is_agreed(at: datetime | None = None) -> ColumnElement[bool]:
    """Return the condition that the person of a row of ``seekers`` agrees; with a moment, also that nothing rests then."""
    return agrees_to(JOB_SEEKING, seekers.c.person, at)


def may_be_introduced(on: date, at: datetime | None) -> ColumnElement[bool]:
    """Return the condition that a row of ``seekers`` may be introduced to an employer on a day.

    Args:
        at: the moment at which nothing may rest; None where a pause does not matter.
    """
    is_known = and_(seekers.c.trade.is_not(None), seekers.c.town.is_not(None))
    return and_(is_known, seekers.c.until >= on, is_agreed(at))


class Seekers:
    """The seekers of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._identities = Identities(engine)
        self._consents = Consents(engine)

    def may_register(self, conversation: str) -> bool:
        """Tell whether somebody speaks here for themselves."""
        identity = self._identities.find(conversation)
        return channel_of(conversation) is Channel.WEB if identity is None else _is_oneself(identity)

    def register(self, conversation: str, wish: JobWish, until: date, at: datetime) -> Seeker | None:
        """Record what a person just agreed to, and what they said already; None where nobody speaks for themselves.

        A visitor of the web page becomes a person only now. Who is registered stays so, until the later of both days.
        """
        identity = self._identities.find(conversation)
        if identity is None and channel_of(conversation) is Channel.WEB:
            identity = self._identities.meet(Channel.WEB.value, Channel.WEB.value, conversation, at, conversation)
        if identity is None or not _is_oneself(identity):
            return None
        self._agree(identity, until, at)
        said = _said_in(wish)
        values = {"conversation": conversation, "until": until, "updated_at": at, **said}
        fresh = {"pay_period": wish.period.value, "certificates": {}, "created_at": at, **values}
        with self._engine.begin() as connection:
            change = update(seekers).where(seekers.c.person == identity.person)
            if not connection.execute(change.values(**values)).rowcount:
                put(connection, seekers, {"person": identity.person}, fresh)
        return self.of(conversation, at)

    def of(self, conversation: str, at: datetime) -> Seeker | None:
        """Return the seeker behind a conversation, while they agree and their last day has not passed."""
        person = select(channel_identities.c.person).where(channel_identities.c.conversation == conversation)
        return self._first(seekers.c.person.in_(person), at)

    def of_person(self, person: str, at: datetime) -> Seeker | None:
        """Return the registration of a person, while they agree and their last day has not passed."""
        return self._first(seekers.c.person == person, at)

    def known_since(self, seeker: int, since: datetime, at: datetime) -> Seeker | None:
        """Return the seeker of a number who was registered by a moment and may be introduced now; None otherwise.

        Numbers are given again once the last one is gone: who registered later is somebody else.
        """
        this = (seekers.c.id == seeker, seekers.c.created_at <= since, may_be_introduced(day_of(at), at))
        return self._first(and_(*this), at)

    def note(self, seeker: Seeker, values: Mapping[str, Any], asked: SeekerQuestion | None, at: datetime) -> None:
        """Keep what a seeker said, as columns, and what they are asked now."""
        change = {**values, "asked": None if asked is None else asked.value, "asked_at": at, "updated_at": at}
        with self._engine.begin() as connection:
            connection.execute(update(seekers).where(seekers.c.id == seeker.id, is_agreed()).values(**change))

    def stop(self, person: str, by: str, at: datetime) -> bool:
        """End it at once: the consent, and what was kept because of it; tell whether there was any."""
        ended = self._consents.withdraw(person, by, at, JOB_SEEKING)
        with self._engine.begin() as connection:
            gone = connection.execute(delete(seekers).where(seekers.c.person == person)).rowcount
        return bool(ended or gone)

    def forget_ended(self, at: datetime) -> int:
        """End what was agreed to until a day that has passed, and delete every row without a consent; return how many."""
        on, count = day_of(at), 0
        ended = or_(seekers.c.until < on, ~is_agreed())
        query = select(seekers.c.person).where(ended).order_by(seekers.c.id).limit(BATCH)
        while True:
            with self._engine.connect() as connection:
                batch = list(connection.execute(query).scalars())
            for person in batch:
                count += self.stop(person, EXPIRED, at)
            if not batch:
                return count

    def _first(self, this: ColumnElement[bool], at: datetime) -> Seeker | None:
        query = select(seekers).where(this, is_agreed(), seekers.c.until >= day_of(at))
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
        return None if row is None else seeker_of(row)

    def _agree(self, identity: Identity, until: date, at: datetime) -> None:
        with self._engine.connect() as connection:
            query = select(seekers.c.until).where(seekers.c.person == identity.person)
            last: date | None = connection.execute(query).scalar()
        if last is not None and last < day_of(at):
            # What was agreed to before ended with its last day; this is a consent of its own.
            ended_at = start_of(last + timedelta(days=1))
            self._consents.withdraw(identity.person, EXPIRED, ended_at, JOB_SEEKING)
        basis = f"本人在对话里点“同意登记”：求职登记告知 {NOTICE_WORDING} 版，到 {until.isoformat()}"
        self._consents.give(identity.person, JOB_SEEKING, identity.channel, ORIGIN, at, basis)


def seeker_of(row: Mapping[str, Any]) -> Seeker:
    """Return the seeker of a row."""
    plain = ("id", "person", "conversation", "trade", "town", "until", "floor", "works_nights", "asked_at")
    return Seeker(
        **{name: row[name] for name in plain},
        period=PayPeriod(row["pay_period"]),
        form=None if row["form"] is None else WorkForm(row["form"]),
        certificates=row["certificates"],
        has_phone=row["phone_sealed"] is not None,
        asked=None if row["asked"] is None else SeekerQuestion(row["asked"]),
    )


def day_of(at: datetime) -> date:
    """Return the day of a moment where the office is."""
    return at.astimezone(SHANGHAI).date()


def _is_oneself(identity: Identity) -> bool:
    return identity.channel in SPEAK_FOR_THEMSELVES


def _said_in(wish: JobWish) -> dict[str, Any]:
    """Return what a wish says beyond doubt: of several trades or towns a person is asked which."""
    said: dict[str, Any] = {}
    if len(wish.trades) == 1:
        said["trade"] = wish.trades[0]
    if len(wish.towns) == 1:
        said["town"] = wish.towns[0]
    if wish.floor is not None:
        said |= {"floor": wish.floor, "pay_period": wish.period.value}
    return said
