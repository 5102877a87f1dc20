"""What is known of a resident before a colleague speaks: what was asked and answered, as far as it is kept, and the facts that were told."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.engine import Engine

from bot.answering import Check
from bot.kb import KnowledgeBase, Value
from bot.questions import questions_of
from bot.storage import Conversations, StoredReplies
from bot.wording.checks import say_value
from bot.wording.office import passage_title

SHOWN = 12
SLOT = "check"


@dataclass(frozen=True)
class EarlierLine:
    """One thing said before: by the resident, masked, or by the assistant; ``about`` is what to look up, for a question."""

    at: datetime
    is_question: bool
    text: str
    about: str = ""


def earlier_lines(engine: Engine, kb: KnowledgeBase, conversation: str) -> list[EarlierLine]:
    """Return what was asked and what the assistant said, in the order in which it was."""
    lines = [
        EarlierLine(each.at, True, each.text, _about(kb, each.policy, each.facets))
        for each in questions_of(engine, conversation, SHOWN)
    ]
    for at, replies in StoredReplies(engine).latest(conversation, SHOWN):
        lines += [EarlierLine(at, False, str(reply.get("text", ""))) for reply in replies]
    return sorted(lines, key=lambda line: (line.at, not line.is_question))[-SHOWN:]


def told_facts(engine: Engine, kb: KnowledgeBase, conversation: str) -> Mapping[str, Value]:
    """Return what a person told of themselves in a check that the conversation remembers."""
    state = Conversations(engine).load(conversation)
    known = Check.from_slot(_slot(json.loads(state))).known if state is not None else {}
    return {name: value for name, value in known.items() if name in kb.facts}


def fact_lines(kb: KnowledgeBase, facts: Mapping[str, Value]) -> list[tuple[str, str]]:
    """Return facts as they are read: what it is, and how it is."""
    return [(kb.facts[name].label, say_value(kb.facts[name], value)) for name, value in facts.items()]


def _about(kb: KnowledgeBase, policy: str | None, facets: tuple[str, ...]) -> str:
    return passage_title(kb, policy, next(iter(facets), None)) if policy in kb.policies and policy else ""


def _slot(events: Any) -> Mapping[str, Any] | None:
    """Return the last value of the slot among the events of a conversation."""
    values = [event.get("value") for event in _events(events) if event.get("name") == SLOT]
    return values[-1] if values and isinstance(values[-1], dict) else None


def _events(kept: Any) -> Iterator[Mapping[str, Any]]:
    for event in kept if isinstance(kept, list) else ():
        if isinstance(event, dict) and event.get("event") == "slot":
            yield event
