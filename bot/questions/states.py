"""The words of the queue of questions: how a kept question stands, what was said of an answer, which ends of a turn are kept. Pure."""

from __future__ import annotations

from enum import Enum

from bot.conversation import Outcome


class QuestionState(str, Enum):
    """How a kept question stands.

    BRIEF: its words are kept for a day, for a rating that may come; OPEN: in the queue; SETTLED: dealt with.
    """

    BRIEF = "brief"
    OPEN = "open"
    SETTLED = "settled"


class Rating(str, Enum):
    """What the person said of the answer."""

    USEFUL = "useful"
    USELESS = "useless"


# Small talk, consents and the offer of a person answer no question; what was said of them would say nothing.
RATABLE = frozenset(
    outcome.value
    for outcome in (
        Outcome.ANSWERED,
        Outcome.VERDICT,
        Outcome.CLARIFY,
        Outcome.NOT_COVERED,
        Outcome.REFERRED,
        Outcome.OUT_OF_SCOPE,
        Outcome.ERROR,
    )
)
# What was typed and ended so was not answered, whatever the person says of it. HANDOFF: only one that was not understood twice.
UNANSWERED = frozenset(
    outcome.value for outcome in (Outcome.CLARIFY, Outcome.NOT_COVERED, Outcome.ERROR, Outcome.HANDOFF)
)
# The wishes of the office's own rooms begin so; they ask nothing of the knowledge base.
OFFICE_WISH = "/office_"


def door_of(conversation: str) -> str:
    """Return the door through which a conversation is held.

    >>> door_of("wx:0123abcd"), door_of("web:x")
    ('wx', 'web')
    """
    return conversation.partition(":")[0][:16]
