"""What is said about getting notices at all: a stop acts at once and in every state, a start is asked back before anything is stored.

No model takes part. That a stop becomes a start is impossible by construction: only the pick of an offered "要" gives a
consent, and words that hold a stop are never answered by that offer.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation import Channel, HandlerResult, IncomingMessage, Reply, Wish, channel_of
from bot.jobs.fairs import FairReminders
from bot.kb import STARTS, KnowledgeBase, SpokenAct
from bot.outreach.notice_talk import NoticeTalk
from bot.people import ALL_TOPICS, Subscribed, Subscriptions
from bot.storage import OfferedChoices
from bot.understanding import BareKind, bare_message
from bot.understanding.acts import ActReader, HeardAct, pause_end
from bot.wording import notices as say
from bot.wording.jobs import topics_of_fairs

ORIGIN = "chat"
# An offer that was not answered for so long is not what 好 means any more.
STILL_MEANT = timedelta(minutes=30)


class ConsentTalk:
    """Hears stops, pauses and the question how it stands, before everyone else.

    Args:
        acts: reads what a message does.
        notices: knows what "this kind" means after a notice.
        today: the day to answer for.
    """

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        acts: Callable[[], ActReader],
        notices: NoticeTalk,
        today: Callable[[], date],
    ) -> None:
        self._subscriptions = Subscriptions(engine)
        self._reminders = FairReminders(engine)
        self._kb = kb
        self._acts = acts
        self._notices = notices
        self._today = today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what is done and said; None for anything but a stop, a pause, or the question how it stands."""
        if spoken.wish is not None:
            is_stop = spoken.wish.intent == say.STOP
            return HandlerResult.replies(self._stop(spoken.conversation, at)) if is_stop else None
        stopped = self._notices.stop_this(spoken, at)
        if stopped is not None:
            return stopped
        heard = self._acts().about_notices(spoken.text, self._today())
        if heard is None or heard.act in STARTS:
            return None
        held = self._subscriptions.of(spoken.conversation, at)
        if heard.is_weak and not held.topics:
            return None
        return HandlerResult.replies(self._carry_out(heard, held, spoken, at))

    def _carry_out(self, heard: HeardAct, held: Subscribed, spoken: IncomingMessage, at: datetime) -> Reply:
        if heard.act is SpokenAct.STOP_TOPIC:
            return self._stop_topics(spoken.conversation, heard.topics, held, at)
        if heard.act is SpokenAct.PAUSE:
            return self._pause(spoken, at)
        if heard.act is SpokenAct.ASK_STATUS:
            return self._status(held)
        return self._stop(spoken.conversation, at)

    def _stop(self, conversation: str, at: datetime) -> Reply:
        seeks_work = self._subscriptions.seeks_work(conversation)
        reminded = self._reminders.stop(conversation, ORIGIN, at) > 0
        stopped = self._subscriptions.stop(conversation, at) > 0 or reminded
        return say.confirm_stop(self._today(), had_any=stopped, seeks_work=seeks_work, reminded=reminded)

    def _stop_topics(self, conversation: str, topics: Sequence[str], held: Subscribed, at: datetime) -> Reply:
        known = [topic.id for topic in self._kb().topics.values() if topic.told_about]
        is_held = ALL_TOPICS in held.topics or not set(topics).isdisjoint(held.topics)
        if is_held:
            self._subscriptions.stop_topics(conversation, topics, known, at)
        if not topics_of_fairs(self._kb()).isdisjoint(topics) and self._reminders.stop(conversation, ORIGIN, at):
            is_held = True
        titles = say.name_topics(self._kb(), topics, ALL_TOPICS)
        return say.confirm_topics_stopped(titles, self._today(), had_any=is_held)

    def _pause(self, spoken: IncomingMessage, at: datetime) -> Reply:
        until = pause_end(spoken.text, self._today())
        paused = self._subscriptions.pause(spoken.conversation, datetime.combine(until, time(0), SHANGHAI), at)
        return say.confirm_pause(until, self._today(), had_any=paused > 0)

    def _status(self, held: Subscribed) -> Reply:
        titles = say.name_topics(self._kb(), held.topics, ALL_TOPICS)
        return say.say_status(titles, _day(held.paused_until), _day(held.stopped_at), self._today())


class StartTalk:
    """Hears who wants notices, after everyone who may have the conversation to themselves: asks, and stores what is picked."""

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        acts: Callable[[], ActReader],
        today: Callable[[], date],
    ) -> None:
        self._subscriptions = Subscriptions(engine)
        self._offered = OfferedChoices(engine)
        self._kb = kb
        self._acts = acts
        self._today = today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the question whether they want it, or what came of the answer; None for anything else."""
        if spoken.wish is not None:
            said = self._picked(spoken.conversation, spoken.wish, at)
            return None if said is None else HandlerResult.replies(said)
        heard = self._acts().about_notices(spoken.text, self._today())
        if heard is None or heard.act not in STARTS:
            return self._asked_again(spoken, at)
        held = self._subscriptions.of(spoken.conversation, at)
        if heard.is_weak and not held.stopped and held.paused_until is None:
            # 点错了 of someone who never stopped anything is about something else.
            return None
        return HandlerResult.replies(self._asked(heard, held))

    def _asked_again(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the open question once more to 好, 行 or 嗯: they are no consent, but they mean this question."""
        bare = bare_message(spoken.text)
        latest = self._offered.latest(spoken.conversation) if bare is not None and bare.kind is BareKind.ASSENT else []
        wishes = [Wish.decode(choice.payload) for choice in latest if choice.offered_at > at - STILL_MEANT]
        topics = next((wish.entities.get("topics", "") for wish in wishes if wish.intent == say.START), "")
        if len(wishes) != len((say.START, say.LEAVE)) or not topics:
            return None
        return HandlerResult.replies(say.ask_start(self._kb(), topics.split(","), ALL_TOPICS, self._today()))

    def _asked(self, heard: HeardAct, held: Subscribed) -> Reply:
        """Return the question; it stores nothing."""
        is_again = heard.act is SpokenAct.START_AGAIN
        paused = held.topics if is_again and held.paused_until is not None else ()
        topics = heard.topics or paused or (held.stopped if is_again else ())
        if topics:
            return say.ask_start(self._kb(), topics, ALL_TOPICS, self._today())
        return say.ask_which(self._kb(), ALL_TOPICS, self._today(), is_again=is_again)

    def _picked(self, conversation: str, wish: Wish, at: datetime) -> Reply | None:
        if wish.intent == say.LEAVE:
            return say.leave_start(self._today())
        if wish.intent != say.START:
            return None
        known = {*self._kb().topics, ALL_TOPICS}
        topics = [topic for topic in wish.entities.get("topics", "").split(",") if topic in known]
        if not topics or not self._subscriptions.start(conversation, topics, at):
            return say.refuse_start(self._today())
        titles = say.name_topics(self._kb(), topics, ALL_TOPICS)
        on_wechat = channel_of(conversation) is Channel.WECHAT
        return say.confirm_start(titles, self._today(), on_wechat=on_wechat)


def _day(moment: datetime | None) -> date | None:
    return None if moment is None else moment.astimezone(SHANGHAI).date()
