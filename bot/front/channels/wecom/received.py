"""The first steps for whatever comes in from WeCom: which colleague it is, by the table alone, and written into the ledger once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.messaging.ledgers import ReceivedKey, record
from bot.messaging.protocol import Inbound
from bot.people import conversation_for
from bot.staff import Colleague, Staff

CHANNEL = "wecom"


@dataclass(frozen=True)
class StaffReceived:
    """Something that came in for the first time; ``colleague`` is None when the table does not hold its sender."""

    inbound: Inbound
    colleague: Colleague | None
    conversation: str
    entry: ReceivedKey


class StaffReception:
    """Receives for one app of one company."""

    def __init__(self, engine: Engine, secret: str, corp_id: str) -> None:
        self._engine = engine
        self._secret = secret
        self._corp_id = corp_id
        self._staff = Staff(engine)

    def receive(self, inbound: Inbound, at: datetime) -> StaffReceived | None:
        """Record something that came in; None when it is recorded already.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        conversation = self.conversation(inbound.address)
        # Keys of events name the address; the ledger must not.
        key = inbound.key.replace(inbound.address, conversation.rpartition(":")[2])[:200]
        entry = ReceivedKey(self._corp_id, key)
        with self._engine.begin() as connection:
            if not record(connection, entry, conversation, type(inbound).__name__.lower(), at):
                return None
        return StaffReceived(inbound, self._staff.find(inbound.address), conversation, entry)

    def conversation(self, userid: str) -> str:
        """Return the id of the conversation with a userid, whatever its letters' case."""
        return conversation_for(self._secret, CHANNEL, self._corp_id, userid.lower())

    def colleague_of(self, conversation: str) -> Colleague | None:
        """Return the colleague whose conversation it is."""
        return next((each for each in self._staff.all() if self.conversation(each.userid) == conversation), None)
