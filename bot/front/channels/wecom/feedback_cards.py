"""The card under an answer with 有用 and 这条不对, and what a tap on it does: kept once, and the card says so."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime

from starlette.concurrency import run_in_threadpool

from bot.front.web.metrics import Metrics
from bot.messaging.api import PlatformRefusal, WecomApi
from bot.messaging.ledgers import StaffLetter, StaffLetters
from bot.messaging.protocol import Button, CardTapped, Content, Style, button_interaction
from bot.staff import Colleague, FeedbackGiven, StaffFeedback
from bot.wording.office import wecom as say

logger = logging.getLogger(__name__)

BUTTONS = {"useful": say.USEFUL, "wrong": say.WRONG}


def feedback_card(task: str, userid: str, title: str, about: str) -> StaffLetter:
    """Return the card that asks a colleague about an answer; the letter keeps what it is about until a tap needs it.

    Args:
        task: unique for each lookup.
    """
    buttons = [Button("useful", say.USEFUL, Style.MAIN), Button("wrong", say.WRONG)]
    content = Content(say.FEEDBACK_TITLE, title, say.FEEDBACK_TEXT)
    return StaffLetter(task, userid, about, button_interaction(content, task, buttons))


class StaffCards:
    """Takes the taps."""

    def __init__(
        self,
        letters: StaffLetters,
        feedback: StaffFeedback,
        api: WecomApi,
        metrics: Metrics,
        now: Callable[[], datetime],
    ) -> None:
        self._letters = letters
        self._feedback = feedback
        self._api = api
        self._metrics = metrics
        self._now = now

    async def tapped(self, colleague: Colleague, tap: CardTapped) -> FeedbackGiven | None:
        """Keep a colleague's word; None when the card is none of ours, too old, or was sent to someone else."""
        return await run_in_threadpool(self._keep, colleague, tap)

    async def update(self, tap: CardTapped, given: FeedbackGiven) -> None:
        """Replace the buttons of the card; a response code that was used or has ended is no failure, the word is kept already."""
        said = say.RECORDED if given.is_new else say.RECORDED_BEFORE
        try:
            await self._api.update_card(tap.response_code, tap.address, said)
        except PlatformRefusal as refused:
            self._metrics.refused("wecom_card_update")
            logger.info("a card keeps its buttons", extra={"fields": {"code": refused.code}})

    def _keep(self, colleague: Colleague, tap: CardTapped) -> FeedbackGiven | None:
        letter = self._letters.find(tap.task)
        if letter is None or letter.card is None or letter.userid != colleague.userid or tap.button not in BUTTONS:
            return None
        return self._feedback.give(tap.task, colleague.userid, tap.button, letter.text, self._now())
