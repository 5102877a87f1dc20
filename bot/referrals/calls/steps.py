"""The three steps in which someone calls a matchmaker: the offer, the town, the telephone number; then what is promised."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation import Channel, Choice, ConversationId, Outcome, Reply, Wish
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.questions import last_question_of
from bot.referrals.areas import StationAreas
from bot.referrals.calls.drafts import Draft, Drafts, DraftStep
from bot.referrals.calls.progress import CallProgress
from bot.referrals.calls.words import (
    LONGEST_SHORT,
    agrees,
    declines,
    is_only_a_number,
    phone_number,
    seems_a_number,
)
from bot.referrals.case_codes import CaseCodes
from bot.referrals.open import PersonCall, note_phone, open_call, open_call_of
from bot.storage import OfferedChoices
from bot.wording.office import referrals as say

# The wishes of the choices that are offered on the way.
CALL, AREA, HERE, NOT_NOW = "office_call", "office_area", "office_here", "office_not_now"


class CallSteps:
    """Leads people through a call.

    Args:
        sealer: seals phone numbers; without it none is asked for.
        today: the day to answer for.
    """

    def __init__(
        self, engine: Engine, kb: Callable[[], KnowledgeBase], today: Callable[[], date], sealer: Sealer | None
    ) -> None:
        self._engine = engine
        self._kb = kb
        self._today = today
        self._sealer = sealer
        self._drafts = Drafts(engine)
        self._areas = StationAreas(engine)
        self._offered = OfferedChoices(engine)
        self._progress = CallProgress(engine)
        self._codes = CaseCodes(engine)

    def offer(self, conversation: str, at: datetime) -> Reply:
        """Offer a matchmaker; what was asked before goes along, as it is kept: masked."""
        asked = last_question_of(self._engine, conversation)
        about = (None, None, None) if asked is None else (asked.topic, asked.policy, asked.text)
        self._drafts.keep(Draft(conversation, DraftStep.OFFERED, at, None, *about))
        return self.reply(say.offer_person(self._kb()), (Choice(say.CALL_ME, CALL), Choice(say.NOT_NOW, NOT_NOW)))

    def pick(self, conversation: str, wish: Wish, at: datetime) -> Reply:
        """Go on with what was picked."""
        if wish.intent == NOT_NOW:
            self._drafts.drop(conversation)
            return self.reply(say.LEFT_ALONE)
        draft = self._drafts.find(conversation, at) or Draft(conversation, DraftStep.OFFERED, at)
        areas = self._areas.all() if wish.intent == CALL else {}
        if areas:
            self._drafts.keep(draft.at(DraftStep.AREA, at))
            names = [Choice(area, AREA, {"area": area}) for area in areas]
            return self.reply(say.ASK_AREA, (*names, Choice(say.ELSEWHERE, AREA)))
        if wish.intent in (CALL, AREA):
            return self._live_in(draft, wish.entities.get("area"), at)
        return self._promise(draft, None, at)

    def answer(self, conversation: str, words: str, at: datetime) -> Reply | None:
        """Go on with what was typed; None when it answers none of the steps."""
        draft = self._drafts.find(conversation, at)
        if draft is None:
            return None
        if draft.step is DraftStep.PHONE and seems_a_number(words):
            return self._be_reached_at(draft, words, at)
        if self._sealer is not None and phone_number(words) is not None and is_only_a_number(words):
            # Whoever leaves a number while a call is offered wants it, and where they live can be asked on the phone.
            return self._be_reached_at(draft, words, at)
        if draft.step is DraftStep.AREA:
            area = self._area_in(words)
            return None if area is None else self._live_in(draft, area, at)
        return self._agreed(draft, words, at) if self._was_asked_last(conversation) else None

    def _agreed(self, draft: Draft, words: str, at: datetime) -> Reply | None:
        """Go on with a yes or no to the offer, or to the question for a number."""
        is_offer = draft.step is DraftStep.OFFERED
        if agrees(words):
            return self.pick(draft.conversation, Wish(CALL), at) if is_offer else self._ask_phone()
        return self.pick(draft.conversation, Wish(NOT_NOW if is_offer else HERE), at) if declines(words) else None

    def _was_asked_last(self, conversation: str) -> bool:
        """Tell whether nothing else was offered since: only then does a bare 好 answer the call."""
        latest = self._offered.latest(conversation)
        return bool(latest) and all(Wish.decode(choice.payload).intent in (CALL, NOT_NOW, HERE) for choice in latest)

    def be_reached_otherwise(self, conversation: str, words: str, at: datetime) -> Reply | None:
        """Take in a number that nobody asked for: for the call that is open, else offer one; None where none can be kept."""
        if self._sealer is None or not is_only_a_number(words):
            return None
        number = phone_number(words)
        known = open_call_of(self._engine, conversation)
        if number is not None and known is not None:
            note_phone(self._engine, known.id, self._sealer.seal(number), at)
            return self.reply(say.confirm_phone(known.id, number))
        self._drafts.keep(Draft(conversation, DraftStep.OFFERED, at))
        return self.reply(say.UNASKED_PHONE, (Choice(say.CALL_ME, CALL), Choice(say.NOT_NOW, NOT_NOW)))

    def _area_in(self, words: str) -> str | None:
        """Return the town that an answer names (我在甲镇), the longest where one name holds another."""
        named = [area for area in self._areas.all() if area in words] if len(words) <= LONGEST_SHORT else []
        return max(named, key=len, default=None)

    def reply(self, text: str, choices: tuple[Choice, ...] = ()) -> Reply:
        """Return what is said about a call."""
        return Reply(text, Outcome.HANDOFF, self._today(), choices=choices)

    def _live_in(self, draft: Draft, area: str | None, at: datetime) -> Reply:
        if self._sealer is None:
            return self._promise(draft.at(DraftStep.PHONE, at, area), None, at)
        self._drafts.keep(draft.at(DraftStep.PHONE, at, area))
        return self._ask_phone()

    def _ask_phone(self) -> Reply:
        return self.reply(say.ASK_PHONE, (Choice(say.HERE, HERE),))

    def _be_reached_at(self, draft: Draft, words: str, at: datetime) -> Reply:
        number = phone_number(words)
        if number is None or self._sealer is None:
            return self.reply(say.NO_PHONE, (Choice(say.HERE, HERE),))
        return self._promise(draft, self._sealer.seal(number), at)

    def _promise(self, draft: Draft, phone_sealed: str | None, at: datetime) -> Reply:
        call = PersonCall(draft.conversation, draft.area, draft.topic, draft.policy, draft.question, phone_sealed)
        opened = open_call(self._engine, call, at, self._kb().calendar)
        self._drafts.drop(draft.conversation)
        day, given = at.astimezone(SHANGHAI).date(), opened.promise
        by = say.say_when(given.contact_by, day), say.say_when(given.introduce_by, day)
        who = self._progress.matchmaker(opened.assigned_to)
        channel = ConversationId.parse(draft.conversation).channel
        how = say.say_how(channel, has_phone=phone_sealed is not None)
        # Where messages reach people wherever they are, nobody needs a code.
        code = self._codes.issue(opened.id, draft.conversation, at) if channel is Channel.WEB else ""
        text = say.confirm_call(opened.id, who, opened.station, *by, how, code)
        return replace(self.reply(text), outline=say.confirmation_outline(text))
