"""A matchmaker hears of a call on WeCom and says there what was done: each step once, and only by whom it concerns."""

from __future__ import annotations

import json
from typing import Any

import pytest
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.kb import KnowledgeBase
from bot.kb.model.calendar import Calendar
from bot.messaging.ledgers.staff_letters import StaffLetters
from bot.referrals.areas import StationAreas
from bot.referrals.board import Board
from bot.referrals.cards import AssignmentLetters
from bot.referrals.open import PersonCall, open_call
from bot.referrals.states import ReferralState
from bot.referrals.talks import Transfer, Transfers
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Colleague, Role, Staff
from bot.wording.office import wecom as say
from tests.front.channels.wecom.desk import Desk

pytestmark = pytest.mark.anyio

LI = Colleague("zhangsan", "张三", Role.MATCHMAKER, "甲站")


@pytest.fixture
async def referral(desk: Desk, engine: Engine, kb: KnowledgeBase) -> int:
    """Give a call that was assigned, and its card written."""
    Staff(engine).add(LI, now())
    StationAreas(engine).serve("甲站", "甲镇")
    call = PersonCall("web:a", "甲镇", question="想问贷款", phone_sealed="1.sealed")
    opened = open_call(engine, call, now(), Calendar())
    letters = AssignmentLetters(engine)
    StaffLetters(engine).put(letters.fresh(lambda: kb), now())
    assert letters.fresh(lambda: kb) == []
    assert StaffLetters(engine).put(AssignmentLetters(engine).fresh(lambda: kb), now()) == 0
    return opened.id


async def card(desk: Desk, count: int = 1) -> dict[str, Any]:
    cards = await desk.wait_for("template_card", count)
    assert len(cards) == count
    return cards[-1]


def state(engine: Engine, referral: int) -> ReferralState:
    found = Board(engine).find(LI, referral)
    assert found is not None
    return found.state


async def test_the_card_says_what_and_until_when_and_never_who(desk: Desk, referral: int) -> None:
    shown = (await card(desk))["card"]
    assert shown["main_title"]["title"] == f"呼叫{referral}：等第一次联系"
    assert [button["text"] for button in shown["button_list"]] == ["已联系", "办结"]
    assert "想问贷款" in json.dumps(shown, ensure_ascii=False)
    assert "sealed" not in json.dumps(shown)


async def test_two_taps_go_the_whole_way(desk: Desk, engine: Engine, referral: int) -> None:
    for count, (button, after) in enumerate(
        (
            ("contacted", ReferralState.CONTACTED),
            ("closed", ReferralState.CLOSED),
        ),
        start=1,
    ):
        (delivery,) = await desk.tap(str((await card(desk, count))["task_id"]), button)
        assert delivery["body_kind"] == "success"
        assert state(engine, referral) is after
    acts = [entry.act for entry in AuditLog(engine).read(Wanted(about=f"referral:{referral}"))]
    assert acts == ["referral.closed", "referral.contacted"]


async def test_a_tap_on_a_card_of_before_cannot_say_what_was_introduced(
    desk: Desk, engine: Engine, referral: int
) -> None:
    await desk.tap(str((await card(desk))["task_id"]), "introduced")
    assert state(engine, referral) is ReferralState.OPEN
    assert "写明" in str((await desk.said())[-1])


async def test_a_second_tap_changes_nothing_and_says_so(desk: Desk, engine: Engine, referral: int) -> None:
    task = str((await card(desk))["task_id"])
    await desk.tap(task, "contacted")
    (delivery,) = await desk.tap(task, "contacted")
    assert delivery["body_kind"] == "passive"
    assert "之前已经记录过" in str((await desk.said())[-1])
    assert state(engine, referral) is ReferralState.CONTACTED


async def test_who_was_moved_away_can_do_nothing_with_the_card(desk: Desk, engine: Engine, referral: int) -> None:
    task = str((await card(desk))["task_id"])
    Staff(engine).add(Colleague("lisi", "李四", Role.MATCHMAKER, "乙站"), now())
    Transfers(engine).make(referral, Transfer("lisi", why="换人跟"), "boss", now(), is_anywhere=True)
    (delivery,) = await desk.tap(task, "contacted")
    assert delivery["body_kind"] == "passive"
    assert say.OLD_CARD in [message.get("text") for message in await desk.said()]
    assert Board(engine).find(Colleague("boss", "钱总", Role.ADMIN, None), referral).state is ReferralState.OPEN  # type: ignore[union-attr]
