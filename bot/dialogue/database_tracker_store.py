"""Keeps Rasa's trackers in the one database: one short row per conversation, holding the last few turns and the slots."""

from __future__ import annotations

import asyncio
import json
from typing import Any, Dict, Iterable, List, Mapping, Optional, Sequence, Text

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
# What was written is read in the next turn that is written, whatever is picked in between, and in none later.
TURNS_WITH_WORDS = 2
PICKED = "/"


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
        kept = without_old_words([event.as_dict() for event in events_worth_keeping(tracker)])
        state = json.dumps(kept, ensure_ascii=False)
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
    """Return the events of the last turns of this session, led by the slots that earlier ones had set.

    Of each slot the last value stays only: what was dropped from it, as sensitive facts are with the verdict, is dropped.
    """
    events = _last_slots(_since_session_start(list(tracker.events)))
    turns = [index for index, event in enumerate(events) if isinstance(event, UserUttered)]
    if len(turns) <= TURNS_KEPT:
        return events
    remembered = tracker.current_slot_values()
    slots: List[Event] = [SlotSet(name, value) for name, value in remembered.items() if value is not None]
    return [*slots, ActionExecuted(ACTION_LISTEN_NAME), *events[turns[-TURNS_KEPT] :]]


def without_old_words(events: Sequence[Dict[Text, Any]]) -> List[Dict[Text, Any]]:
    """Return stored events without what was said before the last turns: intents and the names of actions stay."""
    written = [index for index, event in enumerate(events) if _is_written(event)]
    if len(written) <= TURNS_WITH_WORDS:
        return list(events)
    first = written[-TURNS_WITH_WORDS]
    return [_wordless(event) if index < first else event for index, event in enumerate(events)]


def _is_written(event: Mapping[Text, Any]) -> bool:
    return event["event"] == "user" and not str(event.get("text") or "").startswith(PICKED)


def _wordless(event: Dict[Text, Any]) -> Dict[Text, Any]:
    if event["event"] == "bot":
        return {**event, "text": None, "data": {}}
    if event["event"] != "user":
        return event
    parsed = {**event["parse_data"], "text": "", "entities": []}
    return {**event, "text": "", "parse_data": parsed}


def _last_slots(events: List[Event]) -> List[Event]:
    last = {event.key: index for index, event in enumerate(events) if isinstance(event, SlotSet)}
    return [event for index, event in enumerate(events) if not isinstance(event, SlotSet) or last[event.key] == index]


def _since_session_start(events: List[Event]) -> List[Event]:
    starts = [index for index, event in enumerate(events) if isinstance(event, SessionStarted)]
    return events[starts[-1] :] if starts else events
