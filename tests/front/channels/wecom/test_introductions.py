"""推 <n> on WeCom: a person of the last list is asked once, if they still agree; what cannot be is said in plain words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.front.channels.wecom.seekers import StaffSeekers
from bot.jobs import Openings, OpeningState
from bot.jobs.imports import OpeningImport, read_opening_form, store_openings
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.referrals import Acting, ReferralOutcome
from bot.referrals.introductions import FoundLists, Introductions, IntroductionState
from bot.referrals.open import PersonCall, open_call
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Colleague, Role, Staff

LI = Colleague("lihong", "李红", Role.MATCHMAKER, None)
EDITOR = Colleague("sun", "孙编", Role.EDITOR, None)
Say = Callable[..., str]


@pytest.fixture
def say(engine: Engine, kb: KnowledgeBase) -> Say:
    """Give what a colleague hears, in an office with two welders' openings, and one welder who called."""
    for colleague in (LI, EDITOR):
        Staff(engine).add(colleague, now())
    for title, pay in (("焊工", "8000元/月"), ("电焊工", "7000元/月")):
        form = {"employer": "津西样例公司", "title": title, "pay": pay, "town": "中北镇"}
        row = read_opening_form(form, kb, today()).row
        assert row is not None
        store_openings(engine, OpeningImport("desk", "a secret for tests", None, now()), [row])
    for opening in Openings(engine).list(None, today()):
        Openings(engine).judge(opening.id, OpeningState.PASSED, "lihong", now())
    seek(engine, "web:a")
    call(engine, kb)

    def hear(words: str, colleague: Colleague = LI, at: datetime | None = None) -> str:
        said = StaffSeekers(engine, lambda: kb).find(colleague, words, today(), at or now())
        assert said is not None
        return said[0]

    return hear


def today() -> date:
    return now().date()


def seek(engine: Engine, conversation: str) -> str:
    wish = JobWish(("welding",), ("中北镇",), 600_000)
    seeker = Seekers(engine).register(conversation, wish, today() + timedelta(days=30), now())
    assert seeker is not None
    return seeker.person


def call(engine: Engine, kb: KnowledgeBase) -> int:
    return open_call(engine, PersonCall("web:a", None), now(), kb.calendar).id


def states(engine: Engine) -> list[tuple[str, IntroductionState]]:
    return [(each.title, each.state) for each in Introductions(engine).of_person("web:a")]


def test_a_person_of_a_trade_is_offered_openings_and_asked_about_the_one_that_is_picked(
    say: Say, engine: Engine
) -> None:
    assert "回“推”加编号" in say("找人 电焊 中北")
    offered = say("推 1")
    assert offered.index("1. 焊工，津西样例公司") < offered.index("2. 电焊工") and "工资够" in offered
    assert states(engine) == []
    assert "问了本人要不要推荐给津西样例公司的“电焊工”" in say("推 1 2")
    assert states(engine) == [("电焊工", IntroductionState.ASKED)]
    assert "已经推介过（等本人答复）" in say("推 1 2")
    assert "电焊工" not in say("推1")
    [entry] = [each for each in AuditLog(engine).read(Wanted()) if each.act == "referral.introduction_asked"]
    assert entry.who == "lihong"


def test_for_a_numbered_opening_one_number_is_enough(say: Say, engine: Engine) -> None:
    number = next(each.id for each in Openings(engine).list(None, today()) if each.title == "焊工")
    assert "最合适“焊工”" in say(f"找人 {number}")
    assert "问了本人" in say("推 1")
    assert states(engine) == [("焊工", IntroductionState.ASKED)]
    assert say("找人 999号").startswith("没有编号999的岗位")


def test_who_stopped_after_the_list_is_not_asked_and_that_is_said(say: Say, engine: Engine) -> None:
    say("找人 电焊 中北")
    say("推 1")
    person = Introductions(engine).of_person("web:a")
    assert person == []
    found = Seekers(engine).of("web:a", now())
    assert found is not None
    Seekers(engine).stop(found.person, "chat", now())
    for words in ("推 1", "推 1 1"):
        assert say(words).startswith("1号停了求职登记")
    # Whoever registers next may get the number of the row that is gone.
    seek(engine, "web:b")
    assert say("推 1").startswith("1号停了求职登记")
    assert states(engine) == []


def test_without_a_list_a_number_a_call_or_the_right_nobody_is_asked(
    say: Say, engine: Engine, kb: KnowledgeBase
) -> None:
    assert say("推 1").startswith("“推”要跟着一份名单")
    assert say("推 1", EDITOR) == "找人只给就业红娘用。"
    say("找人 电焊 中北")
    assert say("推 7").startswith("上一份名单有1位") and say("推 0").startswith("上一份名单有1位")
    assert say("推 1", at=now() + timedelta(hours=13)).startswith("“推”要跟着一份名单")
    Acting(engine).close(call(engine, kb), ReferralOutcome.NOT_WANTED, "lihong", now())
    assert say("推 1") == "1号还没有呼叫红娘，不能推介。"
    assert states(engine) == []


def test_an_opening_that_was_filled_meanwhile_is_said(say: Say, engine: Engine) -> None:
    say("找人 电焊 中北")
    say("推 1")
    for opening in Openings(engine).list(None, today()):
        Openings(engine).judge(opening.id, OpeningState.FILLED, "lihong", now())
    assert "不能推介" in say("推 1 1") and "没有合适的" in say("推 1")
    assert states(engine) == []


def test_lists_are_forgotten_after_some_hours(say: Say, engine: Engine) -> None:
    say("找人 电焊 中北")
    assert FoundLists(engine).forget_old(now()) == 0
    assert FoundLists(engine).forget_old(now() + timedelta(hours=13)) == 1
