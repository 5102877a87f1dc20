"""A question that an editor wrote beside a statement: it is answered by that statement, whatever else a message sounds like."""

from __future__ import annotations

from datetime import date

from bot.answering.heard import heard
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.eligibility import rule_for
from bot.kb import Policy
from bot.lookup.statements import RankedStatement, asked_verbatim
from bot.understanding import CONSENT_INTENTS, FORGETTING, Reading


def known_question(known: Toolbox, turn: Turn) -> RankedStatement | None:
    """Return the statement that the message asks for in nearly the words of a question beside it; None for other messages.

    What changes what a person gets, or forgets what they told, is never taken for a question.
    """
    if turn.picked or turn.intent in (*CONSENT_INTENTS, *FORGETTING):
        return None
    message = heard(known, turn)
    last = turn.context.policy or ""
    found = asked_verbatim(turn.text, message.ranked, known.statements.table.without_fillers, last)
    if found is None or found.entry.policy == last or _is_meant(found, message.reading):
        return found
    return None


def _is_meant(found: RankedStatement, reading: Reading) -> bool:
    """Tell whether a question means the policy beside which it stands, though nobody spoke of it before.

    社保补贴怎么申请 stands beside the policy for firms, where a firm asks on; whoever begins with it means the main one of the topic.
    """
    of_topic = [subject.policy for subject in reading.named if subject.topic == found.entry.topic]
    return found.entry.is_default or not of_topic or found.entry.policy in of_topic


def is_judged(known: Toolbox, policy: Policy, day: date) -> bool:
    """Tell whether a rule of the policy is in force on a day, so that a verdict says more than a statement."""
    return policy.criteria is not None and rule_for(known.kb, policy, day).root is not None
