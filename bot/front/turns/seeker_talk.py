"""Who wants a matchmaker to look for work with them: what they agree to, one question after the other, how it stands, its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage, Reply, Wish
from bot.jobs import WorkForm, trades
from bot.jobs.search import JobSearch
from bot.jobs.seekers import Seeker, SeekerQuestion, Seekers, certificate_of_trade, next_question, read_answer
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.referrals.calls import is_only_a_number, phone_number, seems_a_number
from bot.referrals.introductions import Introductions
from bot.wording import jobs as say

ORIGIN = "chat"
LONGEST = 24
# A question that was not answered for so long is not what a bare 能 means any more.
STILL_MEANT = timedelta(minutes=30)
PUNCTUATION = " ,，.。!！~"
_STOPS = re.compile(
    "(?:我|先|暂时|现在)?(?:不找(?:工作|活儿?)?了|不用(?:再)?(?:帮我|给我)?(?:找(?:工作|活儿?)|推荐(?:岗位|工作|活儿?)?)了?"
    "|(?:已经)?找(?:到|着)(?:工作|活儿?)了|(?:取消|停止|撤销|注销)(?:我的)?求职(?:登记)?)(?:啊|吧|谢谢)?"
)
_SHOWS = re.compile("(?:看看|查看?|查一下)?我的求职(?:登记)?(?:情况)?")


class SeekerTalk:
    """Registers who agrees; nothing is kept before that.

    Args:
        sealer: seals telephone numbers; without it none is asked for.
        today: the day to answer for.
    """

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        today: Callable[[], date],
        sealer: Sealer | None,
    ) -> None:
        self._engine, self._kb, self._today, self._sealer = engine, kb, today, sealer
        self._seekers, self._introductions = Seekers(engine), Introductions(engine)

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what is said about a registration; None for anything else."""
        said = self._typed(spoken, at) if spoken.wish is None else self._picked(spoken.conversation, spoken.wish, at)
        return None if said is None else HandlerResult.replies(said)

    def _picked(self, conversation: str, wish: Wish, at: datetime) -> Reply | None:
        if wish.intent == say.SEEK_OFFER:
            return self._offered(conversation, wish.entities, at)
        if wish.intent == say.SEEK_AGREE:
            return self._agreed(conversation, wish.entities, at)
        if wish.intent == say.SEEK_LEAVE:
            return say.say_plainly(say.LEFT, self._today())
        if wish.intent in (say.SEEK_ANSWER, say.SEEK_DONE, say.SEEK_STOP, say.SEEK_SHOW):
            return self._of_registered(conversation, wish, at)
        return None

    def _offered(self, conversation: str, entities: Mapping[str, str], at: datetime) -> Reply:
        known = self._seekers.of(conversation, at)
        if known is not None:
            return say.say_registered(known, self._today())
        if not self._seekers.may_register(conversation):
            return say.say_plainly(say.NOT_HERE, self._today())
        return say.ask_agreement(dict(entities), self._today())

    def _agreed(self, conversation: str, entities: Mapping[str, str], at: datetime) -> Reply:
        wish, days = say.agreed_wish(dict(entities))
        seeker = self._seekers.register(conversation, wish, self._today() + timedelta(days=days), at)
        if seeker is None:
            return say.say_plainly(say.NOT_HERE, self._today())
        return self._next(seeker, None, wish.trades, at)

    def _of_registered(self, conversation: str, wish: Wish, at: datetime) -> Reply:
        seeker = self._seekers.of(conversation, at)
        if wish.intent == say.SEEK_STOP:
            return self._stop(seeker, at)
        if seeker is None:
            return say.say_plainly(say.STOPPED, self._today())
        if wish.intent == say.SEEK_ANSWER:
            return self._answered(seeker, SeekerQuestion(wish.entities["question"]), wish.entities, at)
        if wish.intent == say.SEEK_DONE:
            self._seekers.note(seeker, {}, None, at)
        return say.say_registered(seeker, self._today())

    def _answered(self, seeker: Seeker, question: SeekerQuestion, picked: Mapping[str, str], at: datetime) -> Reply:
        values: dict[str, Any] = {name: picked[name] for name in ("trade", "town", "form") if name in picked}
        if values.get("trade", "cleaning") not in trades() or not _is_form(values.get("form")):
            return say.say_registered(seeker, self._today())
        if "yes" in picked:
            values["works_nights" if question is SeekerQuestion.NIGHTS else "certificate"] = picked["yes"] == "1"
        return self._kept(seeker, question, values, at)

    def _typed(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        words = spoken.text.strip(PUNCTUATION)
        if not 0 < len(words) <= LONGEST:
            return None
        seeker = self._seekers.of(spoken.conversation, at)
        if seeker is None:
            return None
        if _STOPS.fullmatch(words):
            return self._stop(seeker, at)
        if _SHOWS.fullmatch(words):
            return say.say_registered(seeker, self._today())
        if seeker.asked is None or seeker.asked_at is None or seeker.asked_at < at - STILL_MEANT:
            return None
        if seeker.asked is SeekerQuestion.PHONE and seems_a_number(words):
            return self._phone(seeker, words, at)
        towns = JobSearch(self._engine, self._kb()).towns() if seeker.asked is SeekerQuestion.TOWN else ()
        answer = read_answer(seeker.asked, words, towns, self._today())
        return None if answer is None else self._kept(seeker, seeker.asked, answer.values, at)

    def _phone(self, seeker: Seeker, words: str, at: datetime) -> Reply | None:
        number = phone_number(words) if is_only_a_number(words) else None
        if number is None or self._sealer is None:
            return say.say_plainly(say.WRONG_PHONE, self._today())
        return self._kept(seeker, SeekerQuestion.PHONE, {"phone_sealed": self._sealer.seal(number)}, at)

    def _kept(self, seeker: Seeker, question: SeekerQuestion, values: Mapping[str, Any], at: datetime) -> Reply:
        change = dict(values)
        if "certificate" in change:
            name, is_held = certificate_of_trade(seeker.trade or ""), change.pop("certificate")
            change |= {} if name is None else {"certificates": {**seeker.certificates, name: is_held}}
        self._seekers.note(seeker, change, None, at)
        fresh = self._seekers.of(seeker.conversation, at)
        # Whoever stopped in another window meanwhile is registered no more.
        return say.say_plainly(say.STOPPED, self._today()) if fresh is None else self._next(fresh, question, (), at)

    def _next(self, seeker: Seeker, after: SeekerQuestion | None, named: Iterable[str], at: datetime) -> Reply:
        question = next_question(seeker, after, asks_phone=self._sealer is not None)
        if question is None:
            return say.say_registered(seeker, self._today())
        self._seekers.note(seeker, {}, question, at)
        places = JobSearch(self._engine, self._kb()).towns() if question is SeekerQuestion.TOWN else ()
        is_first = question not in (SeekerQuestion.TRADE, SeekerQuestion.TOWN) and after in (
            None,
            SeekerQuestion.TRADE,
            SeekerQuestion.TOWN,
        )
        return say.ask(question, seeker, places, named, self._today(), say.MORE_TO_SAY if is_first else "")

    def _stop(self, seeker: Seeker | None, at: datetime) -> Reply:
        if seeker is not None:
            self._seekers.stop(seeker.person, ORIGIN, at)
            self._introductions.stop_ended(at, seeker.person)
        return say.say_plainly(say.STOPPED, self._today())


def _is_form(name: str | None) -> bool:
    return name is None or name in {form.value for form in WorkForm}
