"""Who looks for a job of some kind, or in some town, sees openings: three with reasons, the next ones, nearer, better paid.

There somebody may have themselves registered; nothing is kept of who only looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage, Reply
from bot.jobs.search import JobSearch, JobWish, read_wish, seeks_work, wish_of
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.wording.jobs import FIND, offer_registration, reply_found


class JobTalk:
    """Listens for who looks for a job; nobody registers for it, and what is picked next carries the whole wish.

    Args:
        today: the day on which openings have to be public.
    """

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], today: Callable[[], date]) -> None:
        self._engine, self._kb, self._today = engine, kb, today
        self._seekers = Seekers(engine)

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return openings; None for anything else, and where none fits, so that the dialogue says what it knows of 求职."""
        if spoken.wish is not None:
            return self._picked(spoken, at) if spoken.wish.intent == FIND else None
        if not seeks_work(spoken.text):
            return None
        on, search = self._today(), JobSearch(self._engine, self._kb())
        wish = read_wish(spoken.text, search.towns(), on)
        found = search.find(wish, on)
        if not found.openings:
            return None
        return HandlerResult.replies(self._with_offer(spoken, wish, reply_found(wish, found, 1, on), at))

    def _picked(self, spoken: IncomingMessage, at: datetime) -> HandlerResult:
        assert spoken.wish is not None
        wish, page = wish_of(spoken.wish.entities)
        on = self._today()
        found = JobSearch(self._engine, self._kb()).find(wish, on, page)
        reply = reply_found(wish, found, page, on)
        return HandlerResult.replies(self._with_offer(spoken, wish, reply, at) if found.openings else reply)

    def _with_offer(self, spoken: IncomingMessage, wish: JobWish, reply: Reply, at: datetime) -> Reply:
        """Return what was found, with the offer to be registered for who is not, and speaks for themselves."""
        conversation = spoken.conversation
        if self._seekers.of(conversation, at) is not None or not self._seekers.may_register(conversation):
            return reply
        return replace(reply, choices=(*reply.choices, offer_registration(wish)))
