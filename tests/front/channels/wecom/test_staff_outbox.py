"""The way out to colleagues: in order, within the platform's limits, and through restarts; nothing lost and nothing said twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from datetime import timedelta

import httpx
import pytest
from sqlalchemy.engine import Engine

from bot.messaging.api.access_tokens import MemoryShelf
from bot.messaging.api.messenger import Letter, Receipt
from bot.messaging.api.reactions import PlatformRefusal, Reaction
from bot.messaging.api.wecom import WecomApi
from bot.messaging.ledgers.staff_letters import StaffLetter, StaffLetters
from bot.messaging.ledgers.staff_outbox import StaffOutbox
from simulator.app import create_simulator
from simulator.platform.config import DEFAULT
from simulator.platform.simulated_clock import SimulatedClock
from tests.front.channels.wecom.moving_clock import MovingClock

pytestmark = pytest.mark.anyio

THERE = DEFAULT.wecom


@dataclass
class Script:
    """A messenger that refuses as told, and otherwise remembers what it took."""

    refusals: list[PlatformRefusal] = field(default_factory=list)
    taken: list[str] = field(default_factory=list)

    async def send(self, letter: Letter) -> Receipt:
        """Take or refuse a letter."""
        if self.refusals:
            raise self.refusals.pop(0)
        self.taken.append(letter.text)
        return Receipt("1")


def letters(count: int, userid: str = "zhangsan") -> list[StaffLetter]:
    return [StaffLetter(f"{userid}-{number}", userid, f"第{number}条") for number in range(count)]


@pytest.fixture
def script() -> Script:
    """Give a messenger that takes everything."""
    return Script()


@pytest.fixture
def store(engine: Engine) -> StaffLetters:
    """Give the letters."""
    return StaffLetters(engine)


@pytest.fixture
def outbox(store: StaffLetters, script: Script, clock: MovingClock) -> StaffOutbox:
    """Give an outbox with the scripted messenger."""
    return StaffOutbox(store, script, clock)


@dataclass
class Company:
    """The simulated company and the app's interface to it, with one clock for both."""

    client: httpx.AsyncClient
    api: WecomApi
    clock: MovingClock

    async def shown(self, userid: str = "zhangsan") -> tuple[list[str], int]:
        """Return the texts on a member's screen, and how many the platform dropped."""
        answer = (await self.client.get(f"/control/staff/{userid}/messages")).json()
        return [message["text"] for message in answer["messages"]], answer["dropped"]


@pytest.fixture
async def company(clock: MovingClock) -> AsyncIterator[Company]:
    """Give a company with one member."""
    simulator = create_simulator(replace(DEFAULT, callback="http://nobody"), SimulatedClock(clock))
    transport = httpx.ASGITransport(simulator, client=("127.0.0.1", 1))
    async with httpx.AsyncClient(transport=transport, base_url="http://platform") as client:
        await client.post("/control/staff", json={"userid": "zhangsan", "name": "张三"})
        api = WecomApi(
            "http://platform/wecom", THERE.corp_id, THERE.agent_id, THERE.secret, MemoryShelf(), clock, transport
        )
        yield Company(client, api, clock)
        await api.close()


async def test_w4_more_than_thirty_in_a_minute_wait_and_none_is_dropped(store: StaffLetters, company: Company) -> None:
    outbox = StaffOutbox(store, company.api, company.clock)
    await outbox.put(letters(65))
    numbers = []
    for _ in range(4):
        await outbox.send_due()
        numbers.append(len((await company.shown())[0]))
        company.clock.move(63)
    assert numbers == [30, 60, 65, 65]
    shown, dropped = await company.shown()
    assert shown == [f"第{number}条" for number in range(65)]
    assert dropped == 0


async def test_a_thousand_in_an_hour_are_the_most(outbox: StaffOutbox, script: Script, clock: MovingClock) -> None:
    await outbox.put(letters(1010))
    for _ in range(40):
        await outbox.send_due()
        clock.move(63)
    assert len(script.taken) == 1000
    clock.move(3600)
    await outbox.send_due()
    assert len(script.taken) == 1010


async def test_the_limit_of_one_colleague_does_not_hold_another_up(outbox: StaffOutbox, script: Script) -> None:
    await outbox.put([*letters(40), *letters(2, "lisi")])
    await outbox.send_due()
    assert len(script.taken) == 32


async def test_after_a_restart_everything_goes_on_where_it_was(
    store: StaffLetters, script: Script, clock: MovingClock
) -> None:
    await StaffOutbox(store, Script(), clock).put(letters(3))
    await StaffOutbox(store, script, clock).send_due()
    assert script.taken == ["第0条", "第1条", "第2条"]


async def test_the_same_key_is_taken_once(outbox: StaffOutbox, script: Script) -> None:
    await outbox.put(letters(1))
    await outbox.put(letters(1))
    await outbox.send_due()
    await outbox.send_due()
    assert script.taken == ["第0条"]


async def test_a_letter_is_claimed_by_one_process_and_the_next_waits_for_it(
    store: StaffLetters, clock: MovingClock
) -> None:
    store.put(letters(2), clock())
    assert store.claim("zhangsan", clock()) is not None
    assert store.claim("zhangsan", clock()) is None


@pytest.mark.parametrize(
    ("reaction", "seconds"), [(Reaction.RETRY, 31), (Reaction.NEXT_MINUTE, 71), (Reaction.STOP, 301)]
)
async def test_what_passes_or_is_mended_is_waited_for_in_order(
    outbox: StaffOutbox, script: Script, clock: MovingClock, reaction: Reaction, seconds: int
) -> None:
    script.refusals = [PlatformRefusal(reaction, -1)]
    await outbox.put(letters(2))
    await outbox.send_due()
    await outbox.send_due()
    assert script.taken == []
    clock.move(seconds)
    await outbox.send_due()
    assert script.taken == ["第0条", "第1条"]


async def test_a_dead_recipient_ends_a_letter_with_the_reason(
    outbox: StaffOutbox, script: Script, store: StaffLetters
) -> None:
    script.refusals = [PlatformRefusal(Reaction.DEAD_RECIPIENT, 81013), PlatformRefusal(Reaction.OUR_MISTAKE, 40058)]
    await outbox.put(letters(3))
    await outbox.send_due()
    assert script.taken == ["第2条"]
    assert store.counts() == {("failed", "dead_recipient"): 1, ("failed", "code_40058"): 1, ("sent", None): 1}


async def test_w3_an_invalid_user_in_a_good_answer_is_a_dead_recipient(store: StaffLetters, clock: MovingClock) -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        if request.url.path.endswith("gettoken"):
            return httpx.Response(200, json={"errcode": 0, "access_token": "token", "expires_in": 7200})
        return httpx.Response(200, json={"errcode": 0, "errmsg": "ok", "invaliduser": "zhangsan", "msgid": "1"})

    api = WecomApi("http://platform", "corp", 1, "secret", MemoryShelf(), clock, httpx.MockTransport(answer))
    outbox = StaffOutbox(store, api, clock)
    await outbox.put([StaffLetter("1", "ZhangSan", "一条")])
    await outbox.send_due()
    assert store.counts() == {("failed", "dead_recipient"): 1}
    await api.close()


async def test_an_unknown_outcome_is_tried_once_more_and_then_given_up(
    outbox: StaffOutbox, script: Script, store: StaffLetters
) -> None:
    unknown = PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None)
    script.refusals = [unknown, unknown]
    await outbox.put(letters(2))
    await outbox.send_due()
    assert script.taken == ["第1条"]
    assert store.counts() == {("failed", "unknown_outcome"): 1, ("sent", None): 1}


async def test_the_second_try_of_what_had_arrived_is_dropped_by_the_platform(
    store: StaffLetters, company: Company
) -> None:
    outbox = StaffOutbox(store, Forgetful(company.api), company.clock)
    await outbox.put(letters(1))
    await outbox.send_due()
    assert (await company.shown())[0] == ["第0条"]
    assert store.counts() == {("sent", None): 1}


async def test_what_a_dead_process_was_sending_is_tried_once_more_within_the_half_hour(
    store: StaffLetters, script: Script, clock: MovingClock
) -> None:
    store.put(letters(1), clock())
    store.claim("zhangsan", clock())
    outbox = StaffOutbox(store, script, clock)
    await outbox.send_due()
    assert script.taken == []
    clock.move(121)
    await outbox.send_due()
    assert script.taken == ["第0条"]


async def test_what_nobody_knows_is_not_repeated_when_the_platform_would_not_notice(
    store: StaffLetters, script: Script, clock: MovingClock
) -> None:
    store.put(letters(1), clock())
    store.claim("zhangsan", clock())
    clock.move(1800)
    await StaffOutbox(store, script, clock).send_due()
    assert script.taken == []
    assert store.counts() == {("failed", "unknown_outcome"): 1}


async def test_a_second_try_that_the_platform_is_too_busy_for_stays_a_second_try(
    outbox: StaffOutbox, script: Script, store: StaffLetters, clock: MovingClock
) -> None:
    busy = [PlatformRefusal(Reaction.RETRY, -1) for _ in range(3)]
    script.refusals = [PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None), *busy]
    await outbox.put(letters(1))
    for _ in range(4):
        await outbox.send_due()
        clock.move(600)
    assert script.taken == []
    assert store.counts() == {("failed", "unknown_outcome"): 1}


async def test_what_waits_for_two_days_is_given_up_and_said_to_be(
    outbox: StaffOutbox, script: Script, store: StaffLetters, clock: MovingClock
) -> None:
    await outbox.put(letters(1))
    clock.move(49 * 3600)
    await outbox.send_due()
    assert script.taken == []
    assert store.counts() == {("failed", "expired"): 1}


async def test_old_letters_are_forgotten_but_none_that_waits(
    outbox: StaffOutbox, store: StaffLetters, clock: MovingClock
) -> None:
    await outbox.put(letters(1))
    await outbox.send_due()
    await outbox.put(letters(1, "lisi"))
    assert store.forget_before(clock() + timedelta(seconds=1)) == 1
    assert store.counts() == {("waiting", None): 1}


@dataclass
class Forgetful:
    """A way to the platform on which the first answer is lost."""

    api: WecomApi
    is_lost: bool = False

    async def send(self, letter: Letter) -> Receipt:
        """Pass a letter on and lose the first answer."""
        receipt = await self.api.send(letter)
        if not self.is_lost:
            self.is_lost = True
            raise PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None)
        return receipt


@pytest.mark.parametrize("steps", range(5))
async def test_whoever_waits_for_letters_can_be_stopped_while_some_come_in(outbox: StaffOutbox, steps: int) -> None:
    async def wait_again_and_again() -> None:
        while True:
            await outbox.wait(60)

    waiting = asyncio.create_task(wait_again_and_again())
    await asyncio.sleep(0.01)
    await outbox.put([])
    for _ in range(steps):
        await asyncio.sleep(0)
    waiting.cancel()
    done, _ = await asyncio.wait((waiting,), timeout=5)
    assert waiting in done
