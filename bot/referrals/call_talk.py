"""The talk with someone who asks for a person: offered, asked for town and phone, promised; and how far it has come. Heard by front before the dialogue."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import date, datetime
from unicodedata import normalize

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation import Choice, HandlerResult, IncomingMessage, Reply
from bot.conversation import Outcome as TurnOutcome
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.referrals.areas import StationAreas
from bot.referrals.drafts import Draft, Drafts, DraftStep
from bot.referrals.open import OpenedReferral, PersonCall, open_call
from bot.referrals.states import CITIZEN, ReferralOutcome, ReferralState
from bot.referrals.steps import Acting
from bot.storage.tables import asked_questions, referrals, staff
from bot.wording.office import referrals as say

# Wishes that this room offers; the dialogue never sees them.
CALL, AREA, HERE, NOT_NOW, CANCEL = "office_call", "office_area", "office_here", "office_not_now", "office_cancel"
OWN = tuple(f"/{intent}{{" for intent in (CALL, AREA, HERE, NOT_NOW, CANCEL))
PROGRESS = re.compile(
    r"到(哪一步|哪步|哪里|哪儿|啥程度)了?|有人(管|理|联系)(我)?(吗|没)|(什么时候|啥时候|怎么还不|咋还不).{0,4}联系我"
    r"|(怎么|咋|为啥|为什么)?(还|都|到现在)?没(有)?(人|红娘)?(来)?(联系|打电话|理我|管我)|红娘.{0,6}(联系|打电话)|我的(登记|编号)"
)
FIND_ONE = re.compile(r"(我)?(要|想|想要|帮我|给我)?(找|叫|呼叫|联系)(一下|个|一个)?(就业)?红娘(吧|啊)?")
NO_MORE = re.compile(r"(不用|不要|别|甭)(再)?(联系|打电话给|给我打电话|找)我?了?$|不用联系我")
NUMBER = re.compile(r"(?<!\d)(?:\+?86)?(1[3-9]\d{9})(?!\d)|(?<!\d)(0\d{2,3}\d{7,8})(?!\d)|(?<!\d)(\d{8})(?!\d)")
LOOKS_LIKE_A_NUMBER = re.compile(r"\d(?:[\s\-—()（）]*\d){5,}")
PUNCTUATION = " ,。.!?、~“”\"'！？，"
LONGEST_SHORT = 16


class ReferralTalk:
    """Listens for answers of who asked for a person, and for how far it has come.

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
        self._acting = Acting(engine)

    def offer(self, spoken: IncomingMessage, at: datetime) -> Reply | None:
        """Return the offer of a person; what is open already is told instead."""
        progress = self._progress(spoken.conversation, at, only_open=True)
        if progress is not None:
            return progress
        topic, policy, question = self._asked_last(spoken.conversation)
        self._drafts.keep(Draft(spoken.conversation, DraftStep.OFFERED, at, None, topic, policy, question))
        choices = (Choice(say.CALL_ME, CALL), Choice(say.NOT_NOW, NOT_NOW))
        return self._reply(say.offer_person(self._kb()), choices)

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what a message becomes; None when it is not about a person who calls."""
        if spoken.payload is not None:
            return HandlerResult((self._picked(spoken, at),)) if spoken.payload.startswith(OWN) else None
        words = normalize("NFKC", spoken.text).strip(PUNCTUATION)
        if len(words) > 40:
            return None
        draft = self._drafts.find(spoken.conversation, at)
        if draft is not None and draft.step is DraftStep.PHONE and LOOKS_LIKE_A_NUMBER.search(words):
            return HandlerResult((self._phone_given(draft, words, at),))
        if draft is not None and draft.step is DraftStep.AREA and words in self._areas.all():
            return HandlerResult((self._area_given(draft, words, at),))
        if FIND_ONE.fullmatch(words):
            offered = self.offer(spoken, at)
            return None if offered is None else HandlerResult((offered,))
        if len(words) <= LONGEST_SHORT and NO_MORE.search(words):
            return self._cancelled(spoken.conversation, at)
        if len(words) <= LONGEST_SHORT and PROGRESS.search(words):
            progress = self._progress(spoken.conversation, at)
            return None if progress is None else HandlerResult((progress,))
        return None

    def _picked(self, spoken: IncomingMessage, at: datetime) -> Reply:
        assert spoken.payload is not None
        intent, _, rest = spoken.payload[1:].partition("{")
        entities = json.loads("{" + rest)
        if intent == NOT_NOW:
            self._drafts.drop(spoken.conversation)
            return self._reply(say.LEFT_ALONE)
        if intent == CANCEL:
            heard = self._cancelled(spoken.conversation, at)
            return heard.replies[0] if heard is not None else self._reply(say.LEFT_ALONE)
        draft = self._drafts.find(spoken.conversation, at) or Draft(spoken.conversation, DraftStep.OFFERED, at)
        if intent == CALL and self._areas.all():
            self._drafts.keep(draft.at(DraftStep.AREA, at))
            names = [Choice(area, AREA, {"area": area}) for area in self._areas.all()]
            return self._reply(say.ASK_AREA, (*names, Choice(say.ELSEWHERE, AREA)))
        if intent in (CALL, AREA):
            return self._area_given(draft, entities.get("area"), at)
        return self._made(draft, None, at)

    def _area_given(self, draft: Draft, area: str | None, at: datetime) -> Reply:
        if self._sealer is None:
            return self._made(draft.at(DraftStep.PHONE, at, area), None, at)
        self._drafts.keep(draft.at(DraftStep.PHONE, at, area))
        return self._reply(say.ASK_PHONE, (Choice(say.HERE, HERE),))

    def _phone_given(self, draft: Draft, words: str, at: datetime) -> Reply:
        found = NUMBER.search(re.sub(r"(?<=\d)[\s\-—()（）]+(?=\d)", "", words))
        if found is None or self._sealer is None:
            return self._reply(say.NO_PHONE, (Choice(say.HERE, HERE),))
        number = next(group for group in found.groups() if group)
        return self._made(draft, self._sealer.seal(number), at)

    def _made(self, draft: Draft, phone_sealed: str | None, at: datetime) -> Reply:
        call = PersonCall(draft.conversation, draft.area, draft.topic, draft.policy, draft.question, phone_sealed)
        opened = open_call(self._engine, call, at, self._kb().calendar)
        self._drafts.drop(draft.conversation)
        return self._reply(self._confirmation(opened, at))

    def _confirmation(self, opened: OpenedReferral, at: datetime) -> str:
        day = at.astimezone(SHANGHAI).date()
        given = opened.promise
        who = say.name_of(self._name(opened.assigned_to))
        by = say.say_when(given.contact_by, day), say.say_when(given.introduce_by, day)
        return say.confirm_call(opened.id, who, opened.station, *by)

    def _cancelled(self, conversation: str, at: datetime) -> HandlerResult | None:
        """Close the open call of someone who wants nothing any more; its matchmaker sees it on the board."""
        row = self._latest(conversation)
        if row is None or row.state == ReferralState.CLOSED.value:
            return None
        self._acting.close(row.id, ReferralOutcome.NOT_WANTED, CITIZEN, at)
        return HandlerResult((self._reply(say.CANCELLED),))

    def _progress(self, conversation: str, at: datetime, *, only_open: bool = False) -> Reply | None:
        row = self._latest(conversation)
        if row is None or (only_open and row.state == ReferralState.CLOSED.value):
            return None
        day = at.astimezone(SHANGHAI).date()
        state = "late" if row.state == ReferralState.OPEN.value and row.contact_due_at < at else row.state
        by = say.say_when(row.contact_due_at, day), say.say_when(row.introduce_due_at, day)
        text = say.say_progress(row.id, state, say.name_of(self._name(row.assigned_to)), row.station, *by)
        is_open = row.state != ReferralState.CLOSED.value
        return self._reply(text, (Choice(say.CANCEL, CANCEL),) if is_open else ())

    def _latest(self, conversation: str):  # type: ignore[no-untyped-def]
        query = select(referrals).where(referrals.c.conversation == conversation).order_by(referrals.c.id.desc())
        with self._engine.connect() as connection:
            return connection.execute(query.limit(1)).first()

    def _asked_last(self, conversation: str) -> tuple[str | None, str | None, str | None]:
        """Return what the person asked before they asked for someone; kept masked."""
        query = select(asked_questions.c.topic, asked_questions.c.policy, asked_questions.c.text)
        this = (asked_questions.c.conversation == conversation, asked_questions.c.text.is_not(None))
        with self._engine.connect() as connection:
            row = connection.execute(query.where(*this).order_by(asked_questions.c.id.desc()).limit(1)).first()
        return (None, None, None) if row is None else (row.topic, row.policy, row.text)

    def _name(self, userid: str | None) -> str | None:
        if userid is None:
            return None
        with self._engine.connect() as connection:
            name: str | None = connection.execute(select(staff.c.name).where(staff.c.userid == userid)).scalar()
        return name

    def _reply(self, text: str, choices: tuple[Choice, ...] = ()) -> Reply:
        return Reply(text, TurnOutcome.HANDOFF, self._today(), choices=choices)
