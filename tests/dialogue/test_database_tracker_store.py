"""Trackers live in one short row each: the last turns and the slots, nothing older."""

from __future__ import annotations

from pathlib import Path

import pytest
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import ActionExecuted, BotUttered, SessionStarted, SlotSet, UserUttered
from rasa.shared.core.trackers import DialogueStateTracker

from bot.dialogue.database_tracker_store import (
    TURNS_KEPT,
    TURNS_WITH_WORDS,
    DatabaseTrackerStore,
    events_worth_keeping,
    without_old_words,
)
from tests.databases import lay_out

DOMAIN = Domain.from_dict({"slots": {"policy": {"type": "text", "mappings": [{"type": "custom"}]}}})


@pytest.fixture
def store(tmp_path: Path) -> DatabaseTrackerStore:
    url = f"sqlite:///{tmp_path}/leye.db"
    lay_out(url)
    return DatabaseTrackerStore(DOMAIN, database_url=url)


def talk(tracker: DialogueStateTracker, *texts: str) -> None:
    for text in texts:
        tracker.update(UserUttered(text))
        tracker.update(ActionExecuted("action_listen"))


def said(tracker: DialogueStateTracker) -> list[str]:
    return [event.text for event in tracker.events if isinstance(event, UserUttered)]


@pytest.mark.anyio
async def test_a_conversation_goes_on_where_it_was(store: DatabaseTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("web:a")
    talk(tracker, "能贷多少")
    tracker.update(SlotSet("policy", "loan"))
    await store.save(tracker)
    again = await store.get_or_create_tracker("web:a")
    assert (said(again), again.get_slot("policy")) == (["能贷多少"], "loan")
    assert list(await store.keys()) == ["web:a"]


@pytest.mark.anyio
async def test_an_unknown_conversation_has_no_tracker(store: DatabaseTrackerStore) -> None:
    assert await store.retrieve("web:nobody") is None


@pytest.mark.anyio
async def test_only_the_last_turns_are_kept_and_the_slots_survive(store: DatabaseTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("web:a")
    tracker.update(SlotSet("policy", "loan"))
    texts = [f"第{number}问" for number in range(TURNS_KEPT + 3)]
    talk(tracker, *texts)
    await store.save(tracker)
    again = await store.get_or_create_tracker("web:a")
    assert said(again) == [*("" for _ in range(TURNS_KEPT - TURNS_WITH_WORDS)), *texts[-TURNS_WITH_WORDS:]]
    assert again.get_slot("policy") == "loan"
    assert events_worth_keeping(again) == list(again.events)


def test_what_was_said_before_a_new_session_is_not_kept() -> None:
    tracker = DialogueStateTracker("web:a", DOMAIN.slots)
    talk(tracker, "很久以前问的")
    tracker.update(ActionExecuted("action_session_start"))
    tracker.update(SessionStarted())
    talk(tracker, "今天问的")
    kept = events_worth_keeping(tracker)
    assert [event.text for event in kept if isinstance(event, UserUttered)] == ["今天问的"]


@pytest.mark.anyio
async def test_what_was_dropped_from_a_slot_is_in_no_event_either(store: DatabaseTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("web:a")
    tracker.update(SlotSet("policy", "a secret of the person"))
    talk(tracker, "能贷多少")
    tracker.update(SlotSet("policy", None))
    await store.save(tracker)
    assert "a secret of the person" not in state_of(store, "web:a")
    assert (await store.get_or_create_tracker("web:a")).get_slot("policy") is None


@pytest.mark.anyio
async def test_the_words_of_a_turn_are_kept_for_one_more_and_what_was_meant_stays(store: DatabaseTrackerStore) -> None:
    tracker = await store.get_or_create_tracker("web:a")
    for number in range(TURNS_KEPT):
        meant = {"intent": {"name": f"ask_{number}", "confidence": 1.0}, "entities": [], "text": f"第{number}问"}
        tracker.update(UserUttered(f"第{number}问", intent=meant["intent"], parse_data=meant))
        tracker.update(BotUttered(f"第{number}答", {"custom": {"text": f"第{number}答"}}))
        tracker.update(ActionExecuted("action_listen"))
    await store.save(tracker)
    again = await store.get_or_create_tracker("web:a")
    old, kept = range(TURNS_KEPT - TURNS_WITH_WORDS), range(TURNS_KEPT - TURNS_WITH_WORDS, TURNS_KEPT)
    state = state_of(store, "web:a")
    assert not [number for number in old if f"第{number}" in state]
    assert said(again) == [*("" for _ in old), *(f"第{number}问" for number in kept)]
    turns = [event for event in again.events if isinstance(event, UserUttered)]
    assert [turn.intent_name for turn in turns] == [f"ask_{number}" for number in range(TURNS_KEPT)]


def test_what_was_written_outlives_what_is_picked_after_it() -> None:
    texts = ("我的事是这样的", "/ask_amount", "/ask_materials", "/ask_where", "那要带什么")
    events = [UserUttered(text).as_dict() for text in texts]
    assert [event["text"] for event in without_old_words(events)] == list(texts)


def state_of(store: DatabaseTrackerStore, conversation: str) -> str:
    """Return what the database holds of a conversation."""
    state = store._conversations.load(conversation)
    assert state is not None
    return state
