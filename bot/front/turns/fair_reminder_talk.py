"""Who wants to be reminded of a fair is asked whether that may be kept; nothing is kept before they say so."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime, timedelta

from sqlalchemy.engine import Engine

from bot.conversation import Channel, Choice, HandlerResult, IncomingMessage, Reply, Wish, channel_of
from bot.jobs.fairs import Fair, FairReminders, Fairs, remind_at
from bot.storage import OfferedChoices
from bot.wording import jobs as say

ORIGIN = "chat"
# Fairs that were named so long ago are not what 提醒我 means any more.
STILL_MEANT = timedelta(minutes=30)
PUNCTUATION = " ,，.。!！~"
_ASKS = re.compile(
    "(?:好的?|行|那|请|麻烦)?[,，]?(?:到时候?|前一天|提前)?(?:你|您)?再?"
    "(?:提醒(?:一下|一声)?(?:我|俺|咱)?|(?:叫|告诉|通知|喊)(?:一下|一声)?(?:我|俺|咱))(?:一下|一声)?(?:吧|啊|呗|行吗|好吗|可以吗)?"
)
_SHOWS = re.compile(
    "(?:看看|看一下|查查|查一下)?(?:我的|你要|你会|我让你)(?:招聘会)?(?:的)?提醒(?:我)?(?:有哪些|是哪几场|哪几场|的是哪场)?(?:呢|啊)?"
)


class FairReminderTalk:
    """Hears who wants to be reminded of a fair that was just named, and what they pick.

    Args:
        today: the day to answer for.
    """

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self._fairs, self._reminders = Fairs(engine), FairReminders(engine)
        self._offered, self._today = OfferedChoices(engine), today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what is asked, kept or ended; None for anything else."""
        said = self._typed(spoken, at) if spoken.wish is None else self._picked(spoken.conversation, spoken.wish, at)
        return None if said is None else HandlerResult.replies(said)

    def _typed(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        words = spoken.text.strip(PUNCTUATION)
        if _SHOWS.fullmatch(words):
            kept = self._reminders.of(spoken.conversation)
            return say.say_kept_all(kept, self._today()) if kept else None
        if not _ASKS.fullmatch(words):
            return None
        latest = [
            choice for choice in self._offered.latest(spoken.conversation) if choice.offered_at > at - STILL_MEANT
        ]
        wished = [(choice.label, Wish.decode(choice.payload)) for choice in latest]
        offered = [(label, wish) for label, wish in wished if wish.intent == say.REMIND]
        if len(offered) == 1:
            return self._asked(spoken.conversation, offered[0][1], at)
        choices = [Choice(label, wish.intent, dict(wish.entities)) for label, wish in offered]
        return say.ask_which_fair(choices, self._today()) if choices else None

    def _picked(self, conversation: str, wish: Wish, at: datetime) -> Reply | None:
        if wish.intent == say.REMIND:
            return self._asked(conversation, wish, at)
        if wish.intent == say.REMIND_AGREE:
            return self._agreed(conversation, wish, at)
        if wish.intent == say.REMIND_LEAVE:
            return say.say_plainly(say.REMINDERS_LEFT, self._today())
        if wish.intent == say.REMIND_STOP:
            self._reminders.stop(conversation, ORIGIN, at)
            return say.say_plainly(say.REMINDERS_STOPPED, self._today())
        return None

    def _asked(self, conversation: str, wish: Wish, at: datetime) -> Reply:
        fair = self._fair(wish)
        if fair is None:
            return say.say_plainly(say.FAIR_GONE, self._today())
        known = next((each for each in self._reminders.of(conversation) if each.fair == fair.id), None)
        if known is not None:
            return say.say_kept_already(known, self._today())
        if not self._reminders.may_ask(conversation):
            return say.say_plainly(say.NO_REMINDERS_HERE, self._today())
        moment = remind_at(fair.held_on, fair.begins, at)
        if moment is None:
            return say.say_too_late(fair, self._today())
        return say.ask_reminder(fair, moment, self._today())

    def _agreed(self, conversation: str, wish: Wish, at: datetime) -> Reply:
        fair = self._fair(wish)
        kept = None if fair is None else self._reminders.ask(conversation, fair, at)
        if fair is None or kept is None or kept.remind_at is None:
            return self._asked(conversation, wish, at)
        on_wechat = channel_of(conversation) is Channel.WECHAT
        return say.confirm_reminder(kept, self._today(), on_wechat=on_wechat)

    def _fair(self, wish: Wish) -> Fair | None:
        """Return the fair of a wish while it is to come."""
        number = wish.entities.get(say.FAIR, "")
        found = self._fairs.find(int(number)) if number.isdecimal() and len(number) < 10 else None
        return found if found is not None and found.held_on >= self._today() else None
