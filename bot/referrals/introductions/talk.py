"""Hears whether somebody wants to be introduced to the employer they were asked about, and how their introductions stand."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage, Reply
from bot.referrals.calls import agrees, bare_words, declines
from bot.referrals.introductions.introduction import Introduction
from bot.referrals.introductions.introductions import Introductions
from bot.storage import OfferedChoices
from bot.wording import jobs as say

LONGEST = 16
_WHOM = "(?:我)?(?:给|到|去)?(?:这家|他们?家?|它|单位|那家)?(?:公司|单位)?(?:吧|了|啊|呗)?"
_YES = re.compile(
    f"(?:愿意|同意|可以|行|好的?|要|想)?[,，、]?(?:请|帮我|把我)?推荐{_WHOM}|(?:我)?(?:愿意|同意)(?:推荐)?"
)
_NO = re.compile(
    f"(?:算了|不了)?[,，、]?(?:不用|不要|不想|先不|别|不)(?:把我)?推荐{_WHOM}|(?:我)?不(?:愿意|同意)|不想去(?:这家)?"
)
_STATUS = re.compile(
    "(?:看看|查?看)?我的推荐|推荐(?:的事|得|到)?(?:怎么样|咋样|哪一?步|如何)了?|推荐有(?:信儿?|消息|结果)(?:了)?(?:吗|没有?)"
)


class IntroductionTalk:
    """Listens for answers: those that name 推荐 at any time, a bare 好 only right after the question.

    Args:
        today: the day to answer for.
    """

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self._introductions, self._offered, self._today = Introductions(engine), OfferedChoices(engine), today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what came of an answer; None for anything else."""
        said = self._typed(spoken, at) if spoken.wish is None else self._picked(spoken, at)
        return None if said is None else HandlerResult.replies(said)

    def _picked(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        wish = spoken.wish
        if wish is None or wish.intent != say.INTRODUCE:
            return None
        number = wish.entities.get("introduction", "")
        known = [each for each in self._introductions.of_person(spoken.conversation) if str(each.id) == number]
        return self._answered(known[0], at, agrees=wish.entities.get("yes") == "1") if known else self._told([])

    def _typed(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        words = bare_words(spoken.text)
        if not 0 < len(words) <= LONGEST:
            return None
        if _STATUS.fullmatch(words):
            found = self._introductions.of_person(spoken.conversation)
            return self._told(found) if found else None
        is_yes, is_no = _YES.fullmatch(words) is not None, _NO.fullmatch(words) is not None
        is_bare = not (is_yes or is_no)
        if is_bare and not (agrees(words) or declines(words)):
            return None
        asked = self._introductions.asked_of(spoken.conversation)
        if not asked or (is_bare and not self._was_asked_last(asked[-1])):
            return None
        if len(asked) > 1:
            return say.ask_which([(each.id, each.name) for each in asked], self._today())
        return self._answered(asked[0], at, agrees=is_yes or (is_bare and agrees(words)))

    def _was_asked_last(self, asked: Introduction) -> bool:
        """Tell whether nothing was offered since: only then does a bare 好 answer the question."""
        return all(choice.offered_at < asked.asked_at for choice in self._offered.latest(asked.conversation))

    def _answered(self, known: Introduction, at: datetime, *, agrees: bool) -> Reply:
        fresh = self._introductions.answer(known.conversation, known.id, at, agrees=agrees)
        if fresh is None:
            return self._told([])
        is_new = fresh.answered_at == at or fresh.ended_at == at
        return say.confirm_answer(fresh.state.value, fresh.name, self._today(), is_new=is_new)

    def _told(self, found: list[Introduction]) -> Reply:
        return say.say_introductions([(each.name, each.state.value) for each in found], self._today())
