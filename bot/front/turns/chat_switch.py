"""While the assistant is switched off, every message gets one polite sentence; heard are who wants no more notices and who wants a person."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.conversation import Choice, HandlerResult, IncomingMessage, Reply, wants_no_more
from bot.front.turns.choices import TypedChoice, TypedLabel
from bot.kb import KnowledgeBase
from bot.people import Subscriptions
from bot.referrals import CALL_WISH, ReferralTalk
from bot.staff import RememberedSwitches, Switch, Switches
from bot.storage import OfferedChoices
from bot.wording.notices import confirm_stop
from bot.wording.office import CALL_ME, out_of_service


class ChatSwitch:
    """Listens before everyone else."""

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        today: Callable[[], date],
        switches: RememberedSwitches | None = None,
        call: ReferralTalk | None = None,
    ) -> None:
        self._call = call
        offered = OfferedChoices(engine)
        # The words and the number of a button that was offered are its pick.
        self._pick_readers = (TypedLabel(offered), TypedChoice(offered, today))
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
            return HandlerResult.replies(confirm_stop(self._today(), had_any=stopped > 0))
        return self._person(spoken, at) or HandlerResult.replies(self._out_of_service())

    def _person(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what is said to who wants a person: they are needed most while nobody else answers."""
        if self._call is None:
            return None
        heard = self._call.hear_alone(spoken, at)
        if heard is not None:
            return heard
        picks = (reader.hear(spoken, at) for reader in self._pick_readers)
        return next((pick for pick in picks if pick and pick.wish and self._call.is_own(pick.wish)), None)

    def _out_of_service(self) -> Reply:
        said = out_of_service(self._kb(), self._today())
        return said if self._call is None else replace(said, choices=(Choice(CALL_ME, CALL_WISH),))
