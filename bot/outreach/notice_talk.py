"""A notice as part of the conversation: why it came, how to go on, no more of this, and the digits of the follow-up."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from unicodedata import normalize

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.conversation import HandlerResult, IncomingMessage, Wish
from bot.eligibility import Verdict, evaluate, rule_for
from bot.kb import Campaign, KnowledgeBase
from bot.outreach.ledger.events import DIGITS, FollowUpAnswer, answer, latest_notice, mark_asked
from bot.outreach.runs.states import NoticeKind
from bot.people import Subscriptions, situation_of
from bot.storage.tables import conversations, notices, offered_choices, people
from bot.wording.notices import confirm_topic_stop, explain_notice, thank_for_answer

# Older notices are not what "this" means any more.
REMEMBERED = timedelta(days=30)
# A number said so soon after the last turn belongs to what was asked there: a notice never interrupts a check.
STILL_TALKING = timedelta(minutes=10)
LONGEST_SHORT_QUESTION = 12
WHY = re.compile(r"(为什么|为啥|凭什么|怎么会?).{0,4}((推|发|通知|告诉|提醒)(送|了)?给?我|给我(推|发|通知))")
NO_MORE_OF_THIS = re.compile(r"(别|不要|不用|甭|停).{0,4}(推|发|提醒|通知).{0,2}(这个|这类|这种|这一类|这条)")
SHORT_QUESTIONS = (
    (re.compile(r"材料|带什么|带啥|准备什么"), "ask_materials"),
    (re.compile(r"去哪|哪儿办|哪里办|在哪|到哪"), "ask_where"),
    (re.compile(r"多少钱|能领多少|补多少|贷多少|多少"), "ask_amount"),
    (re.compile(r"条件|够不够|能不能|我能"), "check_eligibility"),
    (re.compile(r"怎么办|怎么申请|咋办|咋申请|如何办|怎么弄|怎么领"), "ask_procedure"),
)
PUNCTUATION = " ,。.!?、~“”\"'"


@dataclass(frozen=True)
class _Notice:
    id: int
    campaign: Campaign
    kind: str
    person: str
    started_at: datetime
    is_answered: bool


class NoticeTalk:
    """Listens for what is said about notices.

    Args:
        kb: gives the knowledge base, once someone has got a notice.
        today: the day to answer for.
    """

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], today: Callable[[], date]) -> None:
        self._engine = engine
        self._kb = kb
        self._today = today
        self._subscriptions = Subscriptions(engine)

    def hear(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Return what a message becomes; None when it is not about a notice, and the dialogue answers it."""
        if spoken.wish is not None or not spoken.text:
            return None
        conversation = spoken.conversation
        found = latest_notice(self._engine, conversation, at - REMEMBERED)
        notice = None if found is None else self._notice(found)
        if notice is None:
            return None
        words = normalize("NFKC", spoken.text).strip(PUNCTUATION)
        if WHY.search(words):
            mark_asked(self._engine, notice.id, at)
            return HandlerResult.replies(
                explain_notice(self._kb(), notice.campaign, self._verdict(notice), self._today())
            )
        if NO_MORE_OF_THIS.search(words):
            return self._stopped(conversation, notice, at)
        last_turn = self._last_turn(conversation)
        if last_turn is not None and last_turn >= notice.started_at:
            return None
        is_free = last_turn is None or notice.started_at - last_turn > STILL_TALKING
        return self._right_after(conversation, notice, words, is_free, at)

    def stop_this(self, spoken: IncomingMessage, at: datetime) -> HandlerResult | None:
        """Stop the kind of the latest notice for who wants no more of this; None for anything else, or without a notice."""
        if spoken.wish is not None or not NO_MORE_OF_THIS.search(normalize("NFKC", spoken.text)):
            return None
        found = latest_notice(self._engine, spoken.conversation, at - REMEMBERED)
        notice = None if found is None else self._notice(found)
        return None if notice is None else self._stopped(spoken.conversation, notice, at)

    def _stopped(self, conversation: str, notice: _Notice, at: datetime) -> HandlerResult:
        known = [topic.id for topic in self._kb().topics.values() if topic.told_about]
        self._subscriptions.stop_topics(conversation, [notice.campaign.topic], known, at)
        return HandlerResult.replies(confirm_topic_stop(self._kb(), notice.campaign, self._today()))

    def _right_after(
        self, conversation: str, notice: _Notice, words: str, is_free: bool, at: datetime
    ) -> HandlerResult | None:
        """Read a message before which nothing but the notice was spoken of; ``is_free``: no talk was under way when it came."""
        is_follow_up = notice.kind == NoticeKind.FOLLOW_UP.value and not notice.is_answered
        if is_follow_up and words in DIGITS and is_free and not self._has_choices(conversation, notice.started_at):
            said: FollowUpAnswer = DIGITS[words]
            answer(self._engine, notice.id, said, at)
            return HandlerResult.replies(thank_for_answer(notice.campaign, said.value, self._today()))
        mark_asked(self._engine, notice.id, at)
        if len(words) > LONGEST_SHORT_QUESTION or not is_free:
            return None
        intent = next((intent for pattern, intent in SHORT_QUESTIONS if pattern.search(words)), None)
        if intent is None:
            return None
        return HandlerResult.ask_dialogue(Wish(intent, {"policy": notice.campaign.policy}))

    def _notice(self, notice: int) -> _Notice | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(notices).where(notices.c.id == notice)).one()
        campaign = self._kb().campaigns.get(row.campaign)
        if campaign is None:
            return None
        return _Notice(row.id, campaign, row.kind, row.person, row.started_at, row.answer is not None)

    def _verdict(self, notice: _Notice) -> Verdict | None:
        with self._engine.connect() as connection:
            person = connection.execute(select(people).where(people.c.id == notice.person)).first()
        if person is None:
            return None
        kb, on = self._kb(), self._today()
        return evaluate(rule_for(kb, kb.policy(notice.campaign.policy), on), situation_of(person, kb, on))

    def _last_turn(self, conversation: str) -> datetime | None:
        """Return when the dialogue was last asked."""
        query = select(conversations.c.updated_at).where(conversations.c.id == conversation)
        with self._engine.connect() as connection:
            moment: datetime | None = connection.execute(query).scalar()
        return moment

    def _has_choices(self, conversation: str, since: datetime) -> bool:
        """Tell whether choices were offered since a moment, for then a digit means one of them."""
        offer = select(offered_choices.c.id).where(
            offered_choices.c.conversation == conversation, offered_choices.c.offered_at >= since
        )
        with self._engine.connect() as connection:
            return connection.execute(offer.limit(1)).first() is not None
