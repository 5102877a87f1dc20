"""找人 on WeCom: seekers with reasons for matchmakers alone, never a name or a number."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.engine import Engine

from bot.clock import now
from bot.front.channels.wecom.seekers import StaffSeekers
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.referrals.open import PersonCall, open_call
from bot.staff.colleagues import Colleague, Role

MATCHMAKER = Colleague("lihong", "李红", Role.MATCHMAKER, None)


def find(engine: Engine, kb: KnowledgeBase, asked: str, colleague: Colleague = MATCHMAKER) -> str | None:
    said = StaffSeekers(engine, lambda: kb).find(colleague, asked, today(), now())
    return None if said is None else said[0]


def today() -> date:
    return now().date()


def test_seekers_of_a_trade_are_found_with_reasons_and_where_to_go_on(engine: Engine, kb: KnowledgeBase) -> None:
    until = today() + timedelta(days=30)
    near = Seekers(engine).register("web:a", JobWish(("welding",), ("中北镇",), 800_000), until, now())
    assert near is not None
    Seekers(engine).register("web:b", JobWish(("welding",), ("大寺镇",)), until, now())
    Seekers(engine).register("web:c", JobWish(("cleaning",), ("中北镇",)), until, now())
    call = open_call(engine, PersonCall("web:a", None), now(), kb.calendar).id
    said = find(engine, kb, "找人 电焊 中北")
    assert said is not None
    assert said.index("街镇中北镇") < said.index("街镇大寺镇") and "保洁" not in said
    assert f"呼叫{call}里推介" in said and "还没有呼叫红娘" in said
    assert near.person not in said and "电话" not in said


def test_only_matchmakers_find_people_and_nothing_else_is_taken_for_it(engine: Engine, kb: KnowledgeBase) -> None:
    editor = Colleague("sun", "孙编", Role.EDITOR, None)
    assert find(engine, kb, "找人 电焊", editor) == "找人只给就业红娘用。"
    assert str(find(engine, kb, "找人")).startswith("找什么工种的人")
    assert str(find(engine, kb, "找人：焊工")).startswith("现在没有登记找焊工的人")
    assert find(engine, kb, "找人工") is None and find(engine, kb, "创业担保贷款 找人担保") is None
