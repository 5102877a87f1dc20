"""What a check knows of the person who asks, as the form of 我能领什么 takes it: nobody tells the same twice."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.answering.checks.state import SELF, Check
from bot.conversation import Reply
from bot.kb import Interval, KnowledgeBase, Value


def with_known(kb: KnowledgeBase, reply: Reply, check: Check) -> Reply:
    """Return the reply with what is known of the person who speaks, for a door that has a form; never a sensitive fact."""
    if reply.outline is None or check.who != SELF:
        return reply
    known = {
        name: _written(value)
        for name, value in check.known.items()
        if not isinstance(value, Interval) and not kb.facts[name].is_sensitive
    }
    return replace(reply, outline=replace(reply.outline, known=known))


def _written(value: Value) -> str:
    """Return a value as a form takes it.

    >>> [_written(value) for value in (True, 52, date(1974, 3, 1))]
    ['yes', '52', '1974-03-01']
    """
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, date) else str(value)
