"""While the assistant is switched off, every message gets one polite sentence; only who wants no more notices is heard. The first listener of a turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage, wants_no_more
from bot.kb import KnowledgeBase
from bot.people import Subscriptions
from bot.staff import RememberedSwitches, Switch, Switches
from bot.wording.notices import confirm_stop
from bot.wording.office import out_of_service


class ChatSwitch:
    """Listens before everyone else."""

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        today: Callable[[], date],
        switches: RememberedSwitches | None = None,
    ) -> None:
        self._switches = switches or RememberedSwitches(Switches(engine))
        self._subscriptions = Subscriptions(engine)
        self._kb = kb
        self._today = today

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return the sentence for someone who asks while nobody answers; None while the assistant answers."""
        if not self._switches.is_off(Switch.CHAT):
            return None
        if wants_no_more(spoken):
            stopped = self._subscriptions.stop(spoken.conversation, at)
            return HandlerResult((confirm_stop(self._today(), had_any=stopped > 0),))
        return HandlerResult((out_of_service(self._kb(), self._today()),))
