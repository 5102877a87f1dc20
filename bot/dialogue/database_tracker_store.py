"""Keeps Rasa's trackers in the one database: one short row per conversation, holding the last few turns and the slots."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Iterable, List, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, Event, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot import clock
from bot.storage import Conversations, open_database

# Enough for every rule and story; what people wrote before is not needed and therefore not kept.
TURNS_KEPT = 4


class DatabaseTrackerStore(TrackerStore):
    """Rasa's tracker store on `bot.storage`; a turn costs one read and one write, however long people talk.

    Args:
        database_url: the address of the database, from endpoints.yml.
    """

    def __init__(
        self,
        domain: Optional[Domain],
        host: Optional[Text] = None,
        event_broker: Optional[EventBroker] = None,
        database_url: Text = "",
        **kwargs: Any,
    ) -> None:
        self._conversations = Conversations(open_database(database_url))
        super().__init__(domain, event_broker, **kwargs)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Store the tracker in place of the one before."""
        await self.stream_events(tracker)
        state = json.dumps([event.as_dict() for event in events_worth_keeping(tracker)], ensure_ascii=False)
        await asyncio.to_thread(self._conversations.keep, tracker.sender_id, state, clock.now())

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Return the tracker of a conversation, or None."""
        state = await asyncio.to_thread(self._conversations.load, sender_id)
        if state is None:
            return None
        return DialogueStateTracker.from_dict(
            sender_id, json.loads(state), self.domain.slots, max_event_history=self.max_event_history
        )

    async def keys(self) -> Iterable[Text]:
        """Return the ids of all conversations."""
        return await asyncio.to_thread(self._conversations.ids)


def events_worth_keeping(tracker: DialogueStateTracker) -> List[Event]:
    """Return the events of the last turns of this session, led by the slots that earlier ones had set."""
    events = _since_session_start(list(tracker.events))
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= TURNS_KEPT:
        return events
    remembered = tracker.current_slot_values()
    slots: List[Event] = [SlotSet(name, value) for name, value in remembered.items() if value is not None]
    return [*slots, ActionExecuted(ACTION_LISTEN_NAME), *events[turns[-TURNS_KEPT] :]]


def _since_session_start(events: List[Event]) -> List[Event]:
    starts = [index for index, event in enumerate(events) if isinstance(event, SessionStarted)]
    return events[starts[-1] :] if starts else events
