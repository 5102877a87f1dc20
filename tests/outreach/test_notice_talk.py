"""A notice in the conversation: why it came, how to go on, no more of this, and the digits of the follow-up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation.message import IncomingMessage
from bot.kb import KnowledgeBase, load
from bot.outreach.notice_talk import NoticeTalk
from bot.people import Consents, Identities
from bot.storage import Conversations, OfferedChoices, open_database
from bot.storage.tables import notices
from tests.databases import lay_out

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=SHANGHAI)
POLICY = "social_insurance_subsidy_flexible"
TOPIC = "social_insurance_subsidy"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(Path("policies_kb"))


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    lay_out(f"sqlite:///{tmp_path}/leye.db")
    return open_database(f"sqlite:///{tmp_path}/leye.db")


@pytest.fixture
def talk(engine: Engine, kb: KnowledgeBase) -> NoticeTalk:
    return NoticeTalk(engine, lambda: kb, lambda: date(2026, 11, 25))


@pytest.fixture
def conversation(engine: Engine) -> str:
    identity = Identities(engine, "a secret for tests").meet("wechat", "wx", "openid", NOW - timedelta(days=30))
    Consents(engine).give(identity.person, TOPIC, "wechat", "page", NOW)
    return identity.conversation


@pytest.fixture
def told(engine: Engine, conversation: str) -> Callable[..., int]:
    """Return what records a notice that was sent in the conversation."""

    def tell(kind: str = "notice", at: datetime = NOW - timedelta(hours=1), follow_up_of: int | None = None) -> int:
        person = Identities(engine, "a secret for tests").find(conversation)
        assert person is not None
        row = {"run": 1, "campaign": "flexible_insurance_notice", "person": person.person, "policy": POLICY}
        row |= {"version": "v", "kind": kind, "verdict": "eligible", "key": kind, "state": "sent", "attempts": 1}
        row |= {"conversation": conversation, "not_after": NOW + timedelta(days=9), "planned_at": at}
        row |= {"started_at": at, "follow_up_of": follow_up_of}
        with engine.begin() as connection:
            return int(connection.execute(insert(notices).values(**row)).inserted_primary_key[0])

    return tell


def row_of(engine: Engine, notice: int):  # type: ignore[no-untyped-def]
    with engine.connect() as connection:
        return connection.execute(select(notices).where(notices.c.id == notice)).one()


def test_without_a_notice_nothing_is_heard(talk: NoticeTalk, conversation: str) -> None:
    for words in ("为什么推给我", "1", "怎么办理", "别再推这类了"):
        assert talk.hear(IncomingMessage(conversation, words), NOW) is None


@pytest.mark.parametrize("words", ["为什么推给我", "为啥给我发这个", "凭什么通知我？", "为什么发给我"])
def test_why_is_answered_and_counted(
    talk: NoticeTalk, engine: Engine, conversation: str, told: Callable[..., int], words: str
) -> None:
    notice = told()
    heard = talk.hear(IncomingMessage(conversation, words), NOW)
    assert heard is not None and len(heard.replies) == 1
    assert heard.replies[0].policy == POLICY
    assert "以经办机构核定为准" in heard.replies[0].text
    assert row_of(engine, notice).asked_at == NOW


@pytest.mark.parametrize(
    ("words", "intent"),
    [
        ("怎么办理", "ask_procedure"),
        ("要带什么材料", "ask_materials"),
        ("去哪办", "ask_where"),
        ("能领多少钱", "ask_amount"),
    ],
)
def test_a_short_question_right_after_it_is_about_it(
    talk: NoticeTalk, conversation: str, told: Callable[..., int], words: str, intent: str
) -> None:
    told()
    heard = talk.hear(IncomingMessage(conversation, words), NOW)
    assert heard is not None
    assert heard.payload == f'/{intent}{{"policy": "{POLICY}"}}'


def test_a_longer_question_goes_to_the_dialogue_but_counts_as_asking(
    talk: NoticeTalk, engine: Engine, conversation: str, told: Callable[..., int]
) -> None:
    notice = told()
    assert talk.hear(IncomingMessage(conversation, "创业担保贷款个人最多能贷多少钱啊"), NOW) is None
    assert row_of(engine, notice).asked_at == NOW


def test_after_another_turn_a_short_question_is_the_dialogues(
    talk: NoticeTalk, engine: Engine, conversation: str, told: Callable[..., int]
) -> None:
    told()
    Conversations(engine).keep(conversation, "{}", NOW - timedelta(minutes=5))
    assert talk.hear(IncomingMessage(conversation, "怎么办理"), NOW) is None


def test_no_more_of_this_stops_the_topic_at_once_and_nothing_else(
    talk: NoticeTalk, engine: Engine, conversation: str, told: Callable[..., int]
) -> None:
    person = row_of(engine, told()).person
    Consents(engine).give(person, "startup_loan", "wechat", "page", NOW)
    heard = talk.hear(IncomingMessage(conversation, "别再推这类了"), NOW)
    assert heard is not None and len(heard.replies) == 1
    assert [consent.topic for consent in Consents(engine).in_force(person)] == ["startup_loan"]


@pytest.mark.parametrize(("digit", "answer"), [("1", "applied"), ("２", "not_yet"), ("3。", "not_eligible")])
def test_the_digits_of_the_follow_up_are_its_answer(
    talk: NoticeTalk, engine: Engine, conversation: str, told: Callable[..., int], digit: str, answer: str
) -> None:
    first = told(at=NOW - timedelta(days=7))
    follow_up = told("follow_up", follow_up_of=first)
    heard = talk.hear(IncomingMessage(conversation, digit), NOW)
    assert heard is not None and len(heard.replies) == 1
    assert [row_of(engine, each).answer for each in (first, follow_up)] == [answer, answer]
    assert talk.hear(IncomingMessage(conversation, digit), NOW) is None


def test_a_digit_means_the_choices_offered_after_the_follow_up(
    talk: NoticeTalk, engine: Engine, conversation: str, told: Callable[..., int]
) -> None:
    told("follow_up")
    OfferedChoices(engine).offer(conversation, [("怎么办理", "/ask_procedure{}")], NOW)
    assert talk.hear(IncomingMessage(conversation, "1"), NOW) is None


def test_a_follow_up_that_comes_into_a_running_check_takes_none_of_its_numbers(
    talk: NoticeTalk, engine: Engine, conversation: str, told: Callable[..., int]
) -> None:
    follow_up = told("follow_up")
    Conversations(engine).keep(conversation, "{}", NOW - timedelta(hours=1, minutes=2))
    assert talk.hear(IncomingMessage(conversation, "3"), NOW) is None
    assert row_of(engine, follow_up).answer is None
