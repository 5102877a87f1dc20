"""The words and colours of every way a turn can end, as ``outcomes.yml`` has them. Read on first use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

from bot.conversation.reply import Outcome

FILE = Path(__file__).with_name("outcomes.yml")


@dataclass(frozen=True)
class OutcomeEntry:
    """What is said of an outcome.

    Args:
        label: for those who look at counts.
        colour: of its part of a chart, as CSS writes it.
        when: what makes a turn end so; in English, as ``shown`` and ``sources``.
        shown: what the person sees.
        sources: which sources are named.
        in_queue: for those who read the queue of questions; None for one that never comes into it.
    """

    label: str
    colour: str
    when: str
    shown: str
    sources: str
    in_queue: str | None = None


@lru_cache(maxsize=1)
def outcome_table() -> Mapping[Outcome, OutcomeEntry]:
    """Return every outcome with what is said of it, from what answers to what does not."""
    entries = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return {Outcome(name): OutcomeEntry(**entry) for name, entry in entries.items()}
