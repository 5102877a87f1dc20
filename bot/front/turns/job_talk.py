"""Who looks for a job of some kind, or in some town, sees openings: three with reasons, the next ones, nearer, better paid.

There somebody may have themselves registered; nothing is kept of who only looks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage, Reply
from bot.jobs.matches import KeptMatches
from bot.jobs.search import FoundOpenings, JobSearch, JobWish, asks_for_own, names_work, read_wish, seeks_work, wish_of
from bot.jobs.seekers import Seeker, Seekers
from bot.kb import KnowledgeBase
from bot.wording.jobs import FIND, offer_registration, offer_without, reply_found, reply_own

MOST_OWN = 3


class JobTalk:
    """Listens for who looks for a job; nobody registers for it, and what is picked next carries the whole wish.

    Who is registered and says no more than that is shown what fits the registration, kept at night or looked for now.

    Args:
        today: the day on which openings have to be public.
    """

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], today: Callable[[], date]) -> None:
        self._engine, self._kb, self._today = engine, kb, today
        self._seekers = Seekers(engine)

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return openings, or that none fits; None for anything else, and where none is public at all, so that the dialogue says what it knows of 求职."""
        if spoken.wish is not None:
            return self._picked(spoken, at) if spoken.wish.intent == FIND else None
        seeker = self._seekers.of(spoken.conversation, at)
        if seeker is not None and asks_for_own(spoken.text):
            return HandlerResult.replies(self._own(seeker, at))
        if not seeks_work(spoken.text):
            return None
        on, search = self._today(), JobSearch(self._engine, self._kb())
        wish = read_wish(spoken.text, search.towns(), on)
        is_placed = seeker is not None and seeker.trade is not None and seeker.town is not None
        if seeker is not None and is_placed and wish.is_open and names_work(spoken.text):
            return HandlerResult.replies(self._own(seeker, at))
        found = search.find(wish, on)
        if not found.openings and (wish.is_open or not search.has_any(on)):
            return None
        return HandlerResult.replies(self._shown(spoken, wish, found, 1, at))

    def _own(self, seeker: Seeker, at: datetime) -> Reply:
        """Return the openings that fit a registration best."""
        on, matches = self._today(), KeptMatches(self._engine, self._kb())
        kept = matches.still_true(seeker, on, at, MOST_OWN)
        return reply_own(kept or matches.openings_for(seeker, on, at, MOST_OWN), on, is_of_night=kept is not None)

    def _picked(self, spoken: IncomingMessage, at: datetime) -> HandlerResult:
        assert spoken.wish is not None
        wish, page = wish_of(spoken.wish.entities)
        found = JobSearch(self._engine, self._kb()).find(wish, self._today(), page)
        return HandlerResult.replies(self._shown(spoken, wish, found, page, at))

    def _shown(self, spoken: IncomingMessage, wish: JobWish, found: FoundOpenings, page: int, at: datetime) -> Reply:
        """Return what was found, or that nothing was, with the offer to be registered for who is not, and speaks for themselves."""
        reply, conversation = reply_found(wish, found, page, self._today()), spoken.conversation
        is_end = page > 1 and not found.openings
        if is_end or self._seekers.of(conversation, at) is not None or not self._seekers.may_register(conversation):
            return reply
        choices = (*reply.choices, offer_registration(wish))
        return replace(reply, choices=choices) if found.openings else offer_without(reply, choices)
