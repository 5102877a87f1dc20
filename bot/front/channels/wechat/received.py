"""The first steps for whatever comes in from a platform: who it is, written into the ledger once, the reply window it opens. One trip to the database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.messaging.ledgers import ReceivedKey, open_window, record
from bot.messaging.protocol import Followed, Inbound, Interaction, Media, MenuTapped, Scanned, Text, Unfollowed, Voice
from bot.messaging.protocol import Location as Place
from bot.people import Identities, Identity

# What a person may do that lets us write back. A tapped choice arrives as a text but buys no more than a tap on the menu does
# (「在用户点击菜单消息时……不会产生用户发送消息场景的额度」), so the smaller allowance is counted.
INTERACTIONS: dict[type[Inbound], Interaction] = {
    Text: Interaction.MESSAGE,
    Voice: Interaction.MESSAGE,
    Media: Interaction.MESSAGE,
    Place: Interaction.MESSAGE,
    MenuTapped: Interaction.MENU,
    Followed: Interaction.FOLLOW,
    Scanned: Interaction.SCAN,
}


@dataclass(frozen=True)
class Received:
    """Something that came in for the first time."""

    inbound: Inbound
    identity: Identity
    entry: ReceivedKey


class Reception:
    """Receives for one account of one channel."""

    def __init__(self, engine: Engine, identities: Identities, channel: str, app: str) -> None:
        self._engine = engine
        self._identities = identities
        self._channel = channel
        self._app = app

    def receive(self, inbound: Inbound, at: datetime) -> Received | None:
        """Record something that came in; None when it is recorded already.

        Raises:
            SQLAlchemyError: the database does not answer.
        """
        identity = self._identities.meet(self._channel, self._app, inbound.address, at)
        # Keys of events name the address; the ledger must not.
        entry = ReceivedKey(self._app, _without_address(inbound, identity))
        interaction = _interaction(inbound)
        with self._engine.begin() as connection:
            if not record(connection, entry, identity.conversation, type(inbound).__name__.lower(), at):
                return None
            if interaction is not None:
                open_window(connection, identity.conversation, interaction, at)
        if interaction is not None and not identity.is_reachable:
            # Whoever writes can be written to.
            self._identities.set_reachable(identity.conversation)
        return Received(inbound, identity, entry)


def _interaction(inbound: Inbound) -> Interaction | None:
    if isinstance(inbound, Unfollowed):
        return None
    if isinstance(inbound, Text) and inbound.choice is not None:
        return Interaction.MENU
    return INTERACTIONS.get(type(inbound))


def _without_address(inbound: Inbound, identity: Identity) -> str:
    return inbound.key.replace(inbound.address, identity.conversation.rpartition(":")[2])[:200]
