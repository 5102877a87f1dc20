"""How far the latest call of a conversation has come, as its person hears it, and its end when they want it no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine
from sqlalchemy.sql import Select

from bot.clock import SHANGHAI
from bot.referrals.states import CITIZEN, ReferralOutcome, ReferralState
from bot.referrals.steps import Acting
from bot.staff import Staff
from bot.storage.tables import referrals as table
from bot.wording.office import referrals as say

LATE = "late"


@dataclass(frozen=True)
class LatestCall:
    """The latest referral of a conversation."""

    id: int
    state: ReferralState
    station: str | None
    assigned_to: str | None
    contact_due_at: datetime
    introduce_due_at: datetime
    opened_at: datetime
    closed_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to come of it."""
        return self.state is not ReferralState.CLOSED


class CallProgress:
    """The calls of people as they ask for them."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._staff = Staff(engine)
        self._acting = Acting(engine)

    def latest(self, conversation: str) -> LatestCall | None:
        """Return the latest call of a conversation, open or closed."""
        query = select(table).where(table.c.conversation == conversation).order_by(table.c.id.desc()).limit(1)
        return self._first(query)

    def of(self, referral: int) -> LatestCall | None:
        """Return one call, open or closed."""
        return self._first(select(table).where(table.c.id == referral))

    def _first(self, query: Select) -> LatestCall | None:
        with self._engine.connect() as connection:
            row = connection.execute(query).first()
        if row is None:
            return None
        due = (row.contact_due_at, row.introduce_due_at)
        time = (row.opened_at, row.closed_at)
        return LatestCall(row.id, ReferralState(row.state), row.station, row.assigned_to, *due, *time)

    def say(self, call: LatestCall, at: datetime) -> str:
        """Return how far it has come; a promise that is broken is owned up to."""
        day = at.astimezone(SHANGHAI).date()
        is_late = call.state is ReferralState.OPEN and call.contact_due_at < at
        by = say.say_when(call.contact_due_at, day), say.say_when(call.introduce_due_at, day)
        state = LATE if is_late else call.state.value
        return say.say_progress(call.id, state, self.matchmaker(call.assigned_to), call.station, *by)

    def cancel(self, call: LatestCall, at: datetime) -> None:
        """Close the call of someone who wants nothing any more; its matchmaker sees it on the board."""
        self._acting.close(call.id, ReferralOutcome.NOT_WANTED, CITIZEN, at)

    def matchmaker(self, userid: str | None) -> str:
        """Return how people are told who takes care."""
        return say.name_of(None if userid is None else self._staff.name_of(userid))
