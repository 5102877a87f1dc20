"""Who looks for a job of some kind, or in some town, sees openings: three with reasons, the next ones, nearer, better paid."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage
from bot.jobs.search import JobSearch, read_wish, seeks_work, wish_of
from bot.kb import KnowledgeBase
from bot.wording.jobs import FIND, reply_found


class JobTalk:
    """Listens for who looks for a job; nobody registers for it, and what is picked next carries the whole wish.

    Args:
        today: the day on which openings have to be public.
    """

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], today: Callable[[], date]) -> None:
        self._engine, self._kb, self._today = engine, kb, today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return openings; None for anything else, and where none fits, so that the dialogue says what it knows of 求职."""
        if spoken.wish is not None:
            return self._picked(spoken) if spoken.wish.intent == FIND else None
        if not seeks_work(spoken.text):
            return None
        on, search = self._today(), JobSearch(self._engine, self._kb())
        wish = read_wish(spoken.text, search.towns(), on)
        found = search.find(wish, on)
        return HandlerResult.replies(reply_found(wish, found, 1, on)) if found.openings else None

    def _picked(self, spoken: IncomingMessage) -> HandlerResult:
        assert spoken.wish is not None
        wish, page = wish_of(spoken.wish.entities)
        on = self._today()
        found = JobSearch(self._engine, self._kb()).find(wish, on, page)
        return HandlerResult.replies(reply_found(wish, found, page, on))
