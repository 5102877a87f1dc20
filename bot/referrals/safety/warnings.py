"""Hears who tells of fraud, and puts a prepared sentence before the answer to who complains or offers what identifies them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime

from bot.conversation import HandlerResult, IncomingMessage, Outcome, Reply
from bot.kb import FIRST_WORDS, KnowledgeBase, SpokenAct
from bot.understanding.acts import ActReader
from bot.wording.office import say_first, warn_of_fraud

# What the dialogue says when it did not find what is meant: the sentence takes its place.
SAYS_NOTHING = (Outcome.CLARIFY, Outcome.OUT_OF_SCOPE, Outcome.SMALL_TALK, Outcome.HANDOFF, Outcome.REFERRED)


class FraudListener:
    """Hears who tells of fraud: the warning is all that is said, so that no clause of ours lends it weight.

    Args:
        acts: reads what a message does.
        today: the day to answer for.
    """

    def __init__(
        self, kb: Callable[[], KnowledgeBase], acts: Callable[[], ActReader], today: Callable[[], date]
    ) -> None:
        self._kb = kb
        self._acts = acts
        self._today = today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the warning; None for anything else."""
        if spoken.wish is not None or self._acts().warning(spoken.text, self._today()) is not SpokenAct.FRAUD:
            return None
        prepared = self._kb().acts.prepared.get(SpokenAct.FRAUD)
        return None if prepared is None else HandlerResult.replies(warn_of_fraud(prepared, self._today()))


class PreparedNote:
    """Says first where to ask (after something that takes too long, about being forced) that we are sorry, or not to send numbers; then what was found."""

    def __init__(
        self, kb: Callable[[], KnowledgeBase], acts: Callable[[], ActReader], today: Callable[[], date]
    ) -> None:
        self._kb = kb
        self._acts = acts
        self._today = today

    def before(self, spoken: IncomingMessage, replies: Sequence[Reply]) -> Sequence[Reply]:
        """Return the replies with the sentence before them, or in place of one that answers nothing."""
        if spoken.wish is not None or not spoken.text or not replies:
            return replies
        heard = self._acts().warning(spoken.text, self._today())
        prepared = self._kb().acts.prepared.get(heard) if heard in FIRST_WORDS else None
        if heard is None or prepared is None:
            return replies
        answers = [reply for reply in replies if reply.outcome not in SAYS_NOTHING or reply.verdict is not None]
        return (say_first(heard, prepared, self._today()).typeset(), *answers)
