"""Two-way introductions (双向推介): the person is asked, then the employer; each pair once, each step once, told as it happens.

Consent is a condition of every statement that goes on with one; what stops it is written down, and said.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import exists, or_, select, update
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.sql.elements import ColumnElement

from bot.errors import SituationError
from bot.jobs import is_public
from bot.jobs.seekers import day_of, may_be_introduced
from bot.people import Sealer
from bot.referrals.history import write_event
from bot.referrals.introductions.claim import claimed, why_not
from bot.referrals.introductions.introduction import Introduction, introduction_of
from bot.referrals.introductions.states import (
    BEFORE,
    CLOSED,
    INTRODUCTION_STATES,
    NEEDS_REASON,
    NOTED,
    OPEN,
    REACHABLE,
    WITHDRAWN,
    IntroductionState,
)
from bot.referrals.states import CITIZEN, SYSTEM, Act
from bot.referrals.steps import Acting
from bot.referrals.talk_lines import Speaker, write_line
from bot.storage.tables import channel_identities, introductions, openings, seekers
from bot.wording import jobs as say

LONGEST_REASON, SHORTEST_REASON = 200, 2
GONE = "没有这次推介，或者居民已经删除了自己的资料。请不要再联系单位。"
NO_STEP = "现在不能这样记：这次推介“{state}”。请刷新后再看。"
SAY_WHY = f"请写为什么没成，{SHORTEST_REASON}到{LONGEST_REASON}个字。"
NO_PHONE = "本人没有留电话，或者还没同意、已经停了。可以在对话里联系。"
_S = IntroductionState


class Introductions:
    """The introductions of the installation. Every method is one transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._acting = Acting(engine)

    def ask(self, referral: int, opening: int, about: str, who: str, at: datetime) -> Introduction:
        """Ask the person of a referral whether they want to be introduced to the employer of an opening.

        Args:
            about: the opening and why it is proposed, in words.

        Raises:
            SituationError: the pair was brought together before, the person does not agree, or the opening is not public.
        """
        with self._engine.begin() as connection:
            if not claimed(connection, referral, opening, who, at):
                raise SituationError(why_not(connection, referral, opening, at))
            this = (introductions.c.referral == referral, introductions.c.opening == opening)
            made = _first(connection, *this)
            assert made is not None
            write_line(connection, made.conversation, Speaker.SYSTEM, say.ask_introduction(about), at)
            _note(connection, made, who, f"问本人要不要推荐给{made.name}", at)
            return made

    def answer(self, conversation: str, introduction: int, at: datetime, *, agrees: bool) -> Introduction | None:
        """Take the answer of the person; return the introduction as it stands then, None when it is not theirs.

        An answer that comes too late changes nothing; what may not go on any more is stopped.
        """
        to = _S.AGREED if agrees else _S.DECLINED
        with self._engine.begin() as connection:
            known = _first(connection, introductions.c.id == introduction, _is_of(conversation))
            if known is None or known.state is not _S.ASKED:
                return known
            self._go(connection, known, to, CITIZEN, at, None, {"answered_at": at})
            return _first(connection, introductions.c.id == introduction)

    def note(self, introduction: int, state: IntroductionState, reason: str, who: str, at: datetime) -> Introduction:
        """Note what the employer answered, or how it ended, and tell the person.

        Raises:
            SituationError: it does not stand so that this can be noted, a reason is missing, or nothing is there any more.
        """
        words = reason.strip()
        if state in NEEDS_REASON and not SHORTEST_REASON <= len(words) <= LONGEST_REASON:
            raise SituationError(SAY_WHY)
        with self._engine.begin() as connection:
            known = _first(connection, introductions.c.id == introduction)
            if known is None:
                raise SituationError(GONE)
            moment = {"employer_at": at} if state in (_S.WILLING, _S.TURNED_DOWN) else {}
            if state not in NOTED or not self._go(connection, known, state, who, at, words or None, moment):
                fresh = _first(connection, introductions.c.id == introduction) or known
                if fresh.state is _S.STOPPED and known.is_open:
                    return fresh
                raise SituationError(NO_STEP.format(state=INTRODUCTION_STATES[fresh.state]))
            if known.referral is not None and moment:
                self._count(connection, known, INTRODUCTION_STATES[state], who, at)
            write_line(
                connection, known.conversation, Speaker.SYSTEM, say.tell_introduction(state.value, known.name), at
            )
            return _first(connection, introductions.c.id == introduction) or known

    def stop_ended(self, at: datetime, person: str | None = None) -> int:
        """Stop what may not go on: whose person does not agree any more, and whose opening is closed before it was seen.

        May be called at any time, any number of times; return how many.
        """
        query = select(introductions).where(_in(BEFORE[_S.STOPPED]), or_(~_agrees(at), _is_closed(at)))
        query = query if person is None else query.where(introductions.c.person == person)
        with self._engine.begin() as connection:
            found = [introduction_of(row) for row in connection.execute(query).mappings()]
            return sum(self._stop(connection, each, at) for each in found)

    def asked_of(self, conversation: str) -> list[Introduction]:
        """Return what a person is being asked, in order."""
        return self._list(_is_of(conversation), introductions.c.state == _S.ASKED.value)

    def of_person(self, conversation: str) -> list[Introduction]:
        """Return all introductions of the person behind a conversation, in order."""
        return self._list(_is_of(conversation))

    def of_same_person(self, person: str) -> list[Introduction]:
        """Return all introductions of a person, in order."""
        return self._list(introductions.c.person == person)

    def of_referral(self, referral: int) -> list[Introduction]:
        """Return the introductions of a referral, in order."""
        return self._list(introductions.c.referral == referral)

    def waiting_for(self, who: str) -> int:
        """Return for how many introductions of a colleague an employer has to be asked."""
        return len(self._list(introductions.c.introduced_by == who, introductions.c.state == _S.AGREED.value))

    def find(self, introduction: int, referral: int) -> Introduction:
        """Return an introduction of a referral.

        Raises:
            SituationError: there is none, or the person erased what was held of them.
        """
        found = self._list(introductions.c.id == introduction, introductions.c.referral == referral)
        if not found:
            raise SituationError(GONE)
        return found[0]

    def phone(self, introduction: int, sealer: Sealer, at: datetime) -> str:
        """Return the number that a person left, who agreed to this introduction and still does.

        Raises:
            SituationError: there is none, or it may not be seen.
            SettingsError: it was sealed with another key.
        """
        joined = introductions.join(seekers, seekers.c.person == introductions.c.person)
        may = (introductions.c.id == introduction, _in(REACHABLE), may_be_introduced(day_of(at), at))
        with self._engine.connect() as connection:
            sealed = connection.execute(select(seekers.c.phone_sealed).select_from(joined).where(*may)).scalar()
        if sealed is None:
            raise SituationError(NO_PHONE)
        return sealer.open(sealed)

    def _go(
        self,
        connection: Connection,
        known: Introduction,
        to: IntroductionState,
        who: str,
        at: datetime,
        reason: str | None,
        moments: dict[str, Any],
    ) -> bool:
        """Take one step, if it stands so and may still go on; what may not is stopped instead."""
        is_end = to not in OPEN
        this = [introductions.c.id == known.id, _in(BEFORE[to])]
        this += [_agrees(at)] if to in (_S.AGREED, _S.WILLING, _S.TURNED_DOWN) else []
        this += [~_is_closed(at)] if to is _S.AGREED else []
        values = {"state": to.value, "reason": reason, **moments, **({"ended_at": at} if is_end else {})}
        if not connection.execute(update(introductions).where(*this).values(**values)).rowcount:
            self._stop(connection, known, at)
            return False
        if known.referral is not None:
            words = f"{known.name}：{INTRODUCTION_STATES[to]}" + (f"（{reason}）" if reason else "")
            _note(connection, known, who, words, at)
        return True

    def _stop(self, connection: Connection, known: Introduction, at: datetime) -> bool:
        """Stop an introduction that may not go on, and say so; one that may is left as it is."""
        for reason, condition in ((WITHDRAWN, ~_agrees(at)), (CLOSED, _is_closed(at))):
            change = update(introductions).where(introductions.c.id == known.id, _in(BEFORE[_S.STOPPED]), condition)
            values = {"state": _S.STOPPED.value, "reason": reason, "ended_at": at}
            if connection.execute(change.values(**values)).rowcount:
                _note(connection, known, SYSTEM, f"{known.name}：停了（{reason}）", at)
                if reason is CLOSED:
                    said = say.tell_introduction(_S.STOPPED.value, known.name)
                    write_line(connection, known.conversation, Speaker.SYSTEM, said, at)
                return True
        return False

    def _count(self, connection: Connection, known: Introduction, answer: str, who: str, at: datetime) -> None:
        """Let the promise of the referral be kept by the answer of the employer: both sides were asked."""
        assert known.referral is not None
        self._acting.introduce_within(connection, known.referral, f"{known.id}号，{known.name}，{answer}", who, at)

    def _list(self, *conditions: ColumnElement[bool]) -> list[Introduction]:
        query = select(introductions).where(*conditions).order_by(introductions.c.id)
        with self._engine.connect() as connection:
            return [introduction_of(row) for row in connection.execute(query).mappings()]


def _first(connection: Connection, *conditions: ColumnElement[bool]) -> Introduction | None:
    row = connection.execute(select(introductions).where(*conditions)).mappings().first()
    return None if row is None else introduction_of(row)


def _note(connection: Connection, known: Introduction, who: str, words: str, at: datetime) -> None:
    if known.referral is not None:
        write_event(connection, known.referral, who, Act.NOTED, at, words)


def _is_of(conversation: str) -> ColumnElement[bool]:
    """Return the condition that an introduction is that of whoever speaks in a conversation."""
    person = select(channel_identities.c.person).where(channel_identities.c.conversation == conversation)
    return introductions.c.person.in_(person)


def _in(states: Iterable[IntroductionState]) -> ColumnElement[bool]:
    return introductions.c.state.in_([each.value for each in states])


def _agrees(at: datetime) -> ColumnElement[bool]:
    """Return the condition that the person of an introduction may still be introduced; a pause stops nothing that is under way."""
    return exists().where(seekers.c.person == introductions.c.person, may_be_introduced(day_of(at), None))


def _is_closed(at: datetime) -> ColumnElement[bool]:
    """Return the condition that the opening of an introduction is closed before the employer was asked."""
    return _in(BEFORE[_S.STOPPED]) & ~exists().where(openings.c.id == introductions.c.opening, is_public(day_of(at)))
