"""Who asked to be reminded of which fair. A row says something only while its person agrees to it.

Each method is one short transaction, but asking and stopping: there the consent is one of its own.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import String, and_, cast, delete, exists, func, literal, or_, select
from sqlalchemy.engine import Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.clock import SHANGHAI
from bot.conversation import Channel, channel_of
from bot.jobs.fairs.fairs import fair_of
from bot.jobs.fairs.model import Fair
from bot.jobs.fairs.reminder import FairReminder, remind_at
from bot.jobs.fairs.reminder_rows import reminder_of, rewrite, row_of
from bot.people import FAIR_REMINDERS, Consents, Identities, agrees_to
from bot.storage import insert_new
from bot.storage.tables import channel_identities, consents, fair_reminders, fairs

# The version of what people are told before they agree; another text has another one.
NOTICE_WORDING = "2026-12"
ORIGIN = "chat"
EXPIRED = "expired"
# Stands before the number of a fair where the ledger names what a notice is about.
ABOUT = "fair:"
# Colleagues ask in WeCom for others; only these two are people who speak for themselves.
SPEAK_FOR_THEMSELVES = (Channel.WECHAT.value, Channel.WEB.value)


class FairReminders:
    """The reminders of an installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._identities = Identities(engine)
        self._consents = Consents(engine)

    def may_ask(self, conversation: str) -> bool:
        """Tell whether somebody speaks here for themselves."""
        identity = self._identities.find(conversation)
        if identity is None:
            return channel_of(conversation) is Channel.WEB
        return identity.channel in SPEAK_FOR_THEMSELVES

    def ask(self, conversation: str, fair: Fair, at: datetime) -> FairReminder | None:
        """Record what a person just agreed to; None where nobody can be reminded, or it is too late.

        A visitor of the web page becomes a person only now. Who asked already keeps the reminder they have.
        """
        moment = remind_at(fair.held_on, fair.begins, at)
        identity = self._identities.find(conversation)
        if moment is None or not self.may_ask(conversation):
            return None
        if identity is None:
            identity = self._identities.meet(Channel.WEB.value, Channel.WEB.value, conversation, at, conversation)
        asked = FairReminder(
            identity.person, fair.id, fair.title, fair.held_on, fair.begins, fair.town, fair.place, at, moment
        )
        basis = f"本人在对话里点“好的，提醒我”：招聘会提醒告知 {NOTICE_WORDING} 版，到 {fair.held_on.isoformat()}"
        with self._engine.begin() as connection:
            # What was kept because of a consent that ended is nothing any more.
            connection.execute(delete(fair_reminders).where(fair_reminders.c.person == asked.person, ~_is_agreed()))
        self._consents.give(identity.person, FAIR_REMINDERS, identity.channel, ORIGIN, at, basis)
        with self._engine.begin() as connection:
            insert_new(connection, fair_reminders, row_of(asked))
        return next((each for each in self.of(conversation) if each.fair == fair.id), None)

    def of(self, conversation: str) -> list[FairReminder]:
        """Return what the person of a conversation is to be reminded of, the nearest first."""
        person = select(channel_identities.c.person).where(channel_identities.c.conversation == conversation)
        this = (fair_reminders.c.person.in_(person), _is_agreed(), ~fair_reminders.c.is_gone)
        query = select(fair_reminders).where(*this).order_by(fair_reminders.c.held_on, fair_reminders.c.fair)
        with self._engine.connect() as connection:
            return [reminder_of(row) for row in connection.execute(query).mappings()]

    def asked_for(self, fair: int) -> int:
        """Return how many people are to be reminded of a fair."""
        query = select(func.count()).where(fair_reminders.c.fair == fair, _is_agreed(), ~fair_reminders.c.is_gone)
        with self._engine.connect() as connection:
            return int(connection.execute(query).scalar_one())

    def stop(self, conversation: str, by: str, at: datetime) -> int:
        """End all reminders of the person of a conversation at once; return how many there were."""
        asked = self.of(conversation)
        for person in {each.person for each in asked}:
            self.stop_person(person, by, at)
        return len(asked)

    def stop_person(self, person: str, by: str, at: datetime) -> None:
        """End all reminders of a person at once: the consent, and what was kept because of it."""
        self._consents.withdraw(person, by, at, FAIR_REMINDERS)
        with self._engine.begin() as connection:
            connection.execute(delete(fair_reminders).where(fair_reminders.c.person == person))

    def has_any(self) -> bool:
        """Tell whether anybody is to be reminded of anything."""
        with self._engine.connect() as connection:
            return connection.execute(select(fair_reminders.c.id).where(_is_agreed()).limit(1)).first() is not None

    def matching(self, condition: ColumnElement[bool] | None = None) -> list[FairReminder]:
        """Return the reminders whose people agree, all or those of a condition over the table."""
        query = select(fair_reminders).where(_is_agreed(), *([] if condition is None else [condition]))
        with self._engine.connect() as connection:
            return [reminder_of(row) for row in connection.execute(query.order_by(fair_reminders.c.id)).mappings()]

    def out_of_date(self) -> list[tuple[FairReminder, Fair]]:
        """Return the reminders of fairs that are no more when or where their people were told, with the fair as it is."""
        joined = fair_reminders.join(fairs, fairs.c.id == fair_reminders.c.fair)
        kept = [column.label(f"kept_{column.name}") for column in fair_reminders.columns]
        query = select(*kept, fairs).select_from(joined).where(_is_agreed(), ~fair_reminders.c.is_gone, ~_is_same())
        with self._engine.connect() as connection:
            found = connection.execute(query.order_by(fair_reminders.c.id)).mappings().all()
        names = FairReminder.__dataclass_fields__
        return [(reminder_of({name: row[f"kept_{name}"] for name in names}), fair_of(row)) for row in found]

    def tell_change(self, told: FairReminder) -> None:
        """Keep a fair as its person is told of it from now on."""
        with self._engine.begin() as connection:
            rewrite(connection, told)

    def forget_ended(self, at: datetime) -> int:
        """Delete what is over, or has no consent, and end the consents that nothing is left of; return how many rows it was."""
        ended = or_(fair_reminders.c.held_on < at.astimezone(SHANGHAI).date(), ~_is_agreed())
        with self._engine.begin() as connection:
            count = int(connection.execute(delete(fair_reminders).where(ended)).rowcount)
        has_any = exists().where(fair_reminders.c.person == consents.c.person)
        left = (consents.c.topic == FAIR_REMINDERS, consents.c.withdrawn_at.is_(None), consents.c.given_at < at)
        with self._engine.connect() as connection:
            done = list(connection.execute(select(consents.c.person).where(*left, ~has_any).distinct()).scalars())
        for person in done:
            self._consents.withdraw(person, EXPIRED, at, FAIR_REMINDERS)
        return count


def moved(told: FairReminder, fair: Fair, at: datetime) -> FairReminder:
    """Return what somebody is to be told of a fair that moved, instead of what they were told last. Pure."""
    return replace(
        told,
        title=fair.title,
        held_on=fair.held_on,
        begins=fair.begins,
        town=fair.town,
        place=fair.place,
        changes=told.changes + 1,
        remind_at=remind_at(fair.held_on, fair.begins, at),
    )


def is_wanted(
    person: ColumnElement[Any], about: ColumnElement[Any], version: ColumnElement[Any]
) -> ColumnElement[bool]:
    """Return the condition that what a row of the ledger would say is still asked for, agreed to, and so.

    Args:
        person: the columns of the row: whose it is, what it is about (``fair:12``), which reminder or change.
    """
    kept = fair_reminders
    this = and_(
        kept.c.person == person,
        literal(ABOUT) + cast(kept.c.fair, String) == about,
        or_(kept.c.due_version == version, kept.c.change_version == version),
        or_(kept.c.is_gone, _is_same()),
        agrees_to(FAIR_REMINDERS, person),
    )
    found = select(literal(1)).select_from(kept.outerjoin(fairs, fairs.c.id == kept.c.fair)).where(this)
    return found.correlate(person.table).exists()


def _is_agreed() -> ColumnElement[bool]:
    return agrees_to(FAIR_REMINDERS, fair_reminders.c.person)


def _is_same() -> ColumnElement[bool]:
    """Return the condition that a fair, joined to a reminder, is when and where the person was told."""
    kept, now = fair_reminders.c, fairs.c
    alike = (func.coalesce(now[name], "") == func.coalesce(kept[name], "") for name in ("begins", "town", "place"))
    # Of a fair that is not there, nothing is the same.
    return and_(now.id.is_not(None), func.coalesce(now.held_on == kept.held_on, False), *alike)
