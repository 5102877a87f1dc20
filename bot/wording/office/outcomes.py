"""How a turn ended, for those who look at counts and for those who read the queue: the columns of ``bot/conversation/outcomes.yml``."""

from __future__ import annotations

from bot.conversation import outcome_table


def outcome_labels() -> dict[str, str]:
    """Return a few words for every outcome, from what answers to what does not."""
    return {outcome.value: entry.label for outcome, entry in outcome_table().items()}


def outcome_colours() -> dict[str, str]:
    """Return the colour of every outcome in a chart."""
    return {outcome.value: entry.colour for outcome, entry in outcome_table().items()}


def queue_labels() -> dict[str, str]:
    """Return the words of the outcomes that come into the queue of questions."""
    entries = outcome_table().items()
    return {outcome.value: entry.in_queue for outcome, entry in entries if entry.in_queue is not None}
