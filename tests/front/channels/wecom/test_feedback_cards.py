"""The card under an answer: a word of a colleague is kept once, and the card shows it."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.staff.colleagues import Colleague, Role, Staff
from bot.storage.tables import staff_feedback
from bot.wording.office import wecom as say
from tests.front.channels.wecom.desk import Desk

pytestmark = pytest.mark.anyio

LOAN = "查 个人创业担保贷款 额度"


def kept(engine: Engine) -> list[tuple[str, str, str]]:
    with engine.connect() as connection:
        rows = connection.execute(select(staff_feedback).order_by(staff_feedback.c.given_at)).all()
    return [(row.userid, row.button, row.about) for row in rows]


async def task_of(desk: Desk, count: int = 1) -> str:
    await desk.ask(LOAN)
    cards = await desk.wait_for("template_card", count)
    return str(cards[-1]["task_id"])


async def test_the_card_names_what_was_looked_up_and_has_two_buttons(desk: Desk) -> None:
    await desk.ask(LOAN)
    (card,) = await desk.wait_for("template_card")
    assert card["card"]["card_type"] == "button_interaction"
    assert card["card"]["main_title"] == {"title": say.FEEDBACK_TITLE, "desc": "个人创业贷款 · 能有多少钱"}
    assert [button["text"] for button in card["card"]["button_list"]] == ["有用", "这条不对"]


async def test_each_lookup_has_a_card_of_its_own(desk: Desk) -> None:
    assert await task_of(desk) != await task_of(desk, count=2)


async def test_a_tap_is_kept_with_policy_facet_and_words_and_the_card_says_so(desk: Desk, engine: Engine) -> None:
    task = await task_of(desk)
    (delivery,) = await desk.tap(task, "wrong")
    assert delivery["body_kind"] == "success"
    assert kept(engine) == [("zhangsan", "wrong", "example_loan/amount/个人创业担保贷款 额度")]
    (update,) = await desk.wait_for("card_update")
    assert (update["task_id"], update["text"]) == (task, say.RECORDED)


async def test_w5_a_second_tap_changes_nothing_and_says_so(desk: Desk, engine: Engine) -> None:
    task = await task_of(desk)
    await desk.tap(task, "wrong")
    (delivery,) = await desk.tap(task, "useful")
    assert delivery["body_kind"] == "passive"
    assert say.thanks_again(say.WRONG) in [message["text"] for message in await desk.said()]
    updates = await desk.wait_for("card_update", 2)
    assert sorted(update["text"] for update in updates) == sorted([say.RECORDED, say.RECORDED_BEFORE])
    assert [row[1] for row in kept(engine)] == ["wrong"]


async def test_a_tap_that_is_delivered_again_is_kept_once_and_says_nothing(desk: Desk, engine: Engine) -> None:
    task = await task_of(desk)
    deliveries = await desk.act("card", task_id=task, button_key="useful", fault="retry")
    assert [delivery["body_kind"] for delivery in deliveries] == ["success", "success"]
    assert len(kept(engine)) == 1


async def test_a_response_code_that_cannot_be_used_is_no_failure(desk: Desk, engine: Engine) -> None:
    task = await task_of(desk)
    (delivery,) = await desk.tap(task, "useful", code="used long ago")
    assert delivery["body_kind"] == "success"
    assert len(kept(engine)) == 1
    metrics = (await desk.switchboard.front.get("/metrics")).text
    assert "leye_errors_total{" not in metrics


@pytest.mark.parametrize(("task", "button"), [("lookup-unknown", "useful"), (None, "delete_everything")])
async def test_a_card_or_button_that_is_not_ours_is_not_kept(
    desk: Desk, engine: Engine, task: str | None, button: str
) -> None:
    await desk.tap(task or await task_of(desk), button)
    assert say.OLD_CARD in [message["text"] for message in await desk.said()]
    assert kept(engine) == []


async def test_the_card_of_another_colleague_is_not_theirs_to_tap(desk: Desk, engine: Engine) -> None:
    task = await task_of(desk)
    Staff(engine).add(Colleague("lisi", "李四", Role.MATCHMAKER, None), now())
    other = await Desk.of(desk.switchboard, "lisi")
    await other.tap(task, "useful")
    assert kept(engine) == []
