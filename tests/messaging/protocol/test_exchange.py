"""Every answer leaves by exactly one way, whichever of turn, clock and caller is first."""

from __future__ import annotations

import asyncio

import pytest

from bot.messaging.protocol.exchange import Exchange, Exit

pytestmark = pytest.mark.anyio

LONG = 30.0
AT_ONCE = 0.0


async def test_t1_an_answer_in_time_leaves_in_the_callback() -> None:
    exchange = Exchange()
    waiting = asyncio.create_task(exchange.wait(LONG))
    await asyncio.sleep(0)
    assert exchange.answer("答")
    assert await waiting == "答"
    assert exchange.exit is Exit.PASSIVE


async def test_t1_an_answer_before_anyone_waits_is_kept() -> None:
    exchange = Exchange()
    assert exchange.answer("答")
    assert await exchange.wait(LONG) == "答"


async def test_t2_an_answer_after_the_time_must_be_pushed() -> None:
    exchange = Exchange()
    assert await exchange.wait(AT_ONCE) is None
    assert exchange.exit is Exit.PUSH
    assert not exchange.answer("答")


async def test_t4_a_caller_that_goes_away_leaves_the_answer_to_the_push() -> None:
    exchange = Exchange()
    waiting = asyncio.create_task(exchange.wait(LONG))
    await asyncio.sleep(0)
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert exchange.exit is Exit.PUSH
    assert not exchange.answer("答")


async def test_t4_a_caller_that_goes_away_just_after_the_answer_did_not_get_it() -> None:
    exchange = Exchange()
    waiting = asyncio.create_task(exchange.wait(LONG))
    await asyncio.sleep(0)
    assert exchange.answer("答")
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert not await exchange.was_handed_over(LONG)


async def test_an_answer_is_given_once() -> None:
    exchange = Exchange()
    assert exchange.answer("答")
    assert not exchange.answer("再答")
    assert await exchange.wait(LONG) == "答"


async def test_a_dismissed_callback_ends_without_an_answer() -> None:
    exchange = Exchange()
    exchange.dismiss()
    assert await exchange.wait(LONG) is None
    assert exchange.exit is Exit.NONE
    assert not exchange.answer("答")
    exchange.dismiss()


async def test_dismissing_after_an_answer_changes_nothing() -> None:
    exchange = Exchange()
    exchange.answer("答")
    exchange.dismiss()
    assert (exchange.exit, await exchange.wait(LONG)) == (Exit.PASSIVE, "答")


@pytest.mark.parametrize("has_arrived", [True, False])
async def test_whether_it_was_handed_over_is_said_once(has_arrived: bool) -> None:
    exchange = Exchange()
    exchange.hand_over(has_arrived)
    exchange.hand_over(not has_arrived)
    assert await exchange.was_handed_over(LONG) is has_arrived


async def test_silence_counts_as_handed_over_so_that_nothing_is_said_twice() -> None:
    assert await Exchange().was_handed_over(AT_ONCE)
