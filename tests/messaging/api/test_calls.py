"""A refused token is renewed once, a busy platform is asked a few times, and nothing that may have worked is repeated."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from bot.messaging.api.access_tokens import AccessTokens, MemoryShelf
from bot.messaging.api.calls import TRIES, AuthorisedCalls
from bot.messaging.api.http import LARGEST_ANSWER, platform_client
from bot.messaging.api.reactions import WECHAT, PlatformRefusal, Reaction
from tests.messaging.platform_stub import SECRET, Clock, PlatformStub

pytestmark = pytest.mark.anyio

PATH = "/cgi-bin/message/custom/send"


class Caller:
    """Calls a stub; the waits between tries are noted and not slept."""

    def __init__(self, stub: PlatformStub) -> None:
        self.waits: list[float] = []
        http = platform_client("http://platform", stub.transport)

        async def fetch() -> tuple[str, int]:
            answer = (await http.get("/cgi-bin/gettoken")).json()
            return answer["access_token"], answer["expires_in"]

        async def sleep(seconds: float) -> None:
            self.waits.append(seconds)

        self.call = AuthorisedCalls(http, AccessTokens(fetch, MemoryShelf(), Clock()), WECHAT, sleep)

    async def refusal(self) -> PlatformRefusal:
        with pytest.raises(PlatformRefusal) as caught:
            await self.call(PATH, {"a": 1})
        return caught.value


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_a1_a_refused_token_is_renewed_and_the_call_repeated_once(code: int) -> None:
    stub = PlatformStub([code])
    assert (await Caller(stub).call(PATH, {"a": 1}))["errcode"] == 0
    assert stub.tokens_used == ["token-1", "token-2"]
    assert stub.bodies == [{"a": 1}, {"a": 1}]


@pytest.mark.parametrize("code", [40001, 40014, 42001])
async def test_a2_a_token_that_is_always_refused_costs_two_calls_and_one_renewal(code: int) -> None:
    stub = PlatformStub(always=code)
    refused = await Caller(stub).refusal()
    assert (refused.reaction, refused.code) == (Reaction.REFRESH_TOKEN, code)
    assert (len(stub.requests), stub.tokens_given) == (2, 2)


async def test_a4_a_busy_platform_is_asked_three_times_with_growing_pauses() -> None:
    stub = PlatformStub(always=-1)
    caller = Caller(stub)
    assert (await caller.refusal()).reaction is Reaction.RETRY
    assert len(stub.requests) == TRIES
    assert caller.waits == [0.3, 0.6]


async def test_a4_a_platform_that_was_busy_once_answers() -> None:
    stub = PlatformStub([-1])
    await Caller(stub).call(PATH, {"a": 1})
    assert len(stub.requests) == 2


async def test_a1_busy_refused_and_busy_again_still_ends() -> None:
    stub = PlatformStub([-1, 40001, -1])
    await Caller(stub).refusal()
    assert len(stub.requests) == 3


@pytest.mark.parametrize(
    ("code", "reaction"),
    [(code, reaction) for code, reaction in WECHAT.items() if reaction not in (Reaction.RETRY, Reaction.REFRESH_TOKEN)],
)
async def test_a4_every_other_refusal_is_final(code: int, reaction: Reaction) -> None:
    stub = PlatformStub(always=code)
    refused = await Caller(stub).refusal()
    assert (refused.reaction, refused.code, refused.detail) == (reaction, code, str(code))
    assert len(stub.requests) == 1


@pytest.mark.parametrize(
    "broken",
    [
        httpx.ReadTimeout("late"),
        httpx.ReadError("cut"),
        httpx.WriteError("cut"),
        httpx.RemoteProtocolError("gone"),
    ],
    ids=lambda error: type(error).__name__,
)
async def test_a6_a_call_that_may_have_worked_is_not_repeated(broken: Exception) -> None:
    stub = PlatformStub([broken])
    refused = await Caller(stub).refusal()
    assert (refused.reaction, refused.code, refused.retryable) == (Reaction.UNKNOWN_OUTCOME, None, False)
    assert len(stub.requests) == 1


@pytest.mark.parametrize("error", [httpx.ConnectError("no"), httpx.ConnectTimeout("no"), httpx.PoolTimeout("no")])
async def test_a6_a_call_that_did_not_get_there_is_repeated(error: Exception) -> None:
    stub = PlatformStub([error])
    await Caller(stub).call(PATH, {"a": 1})
    assert len(stub.requests) == 2


@pytest.mark.parametrize(
    "response",
    [
        httpx.Response(500),
        httpx.Response(502, text="<html>"),
        httpx.Response(302, headers={"Location": "http://elsewhere"}),
        httpx.Response(200, text="no json"),
        httpx.Response(200, json=[1]),
        httpx.Response(200, content=b" " * (LARGEST_ANSWER + 1)),
    ],
    ids=["500", "502", "302", "no_json", "no_object", "huge"],
)
async def test_a6_an_answer_that_says_nothing_leaves_the_outcome_unknown(response: httpx.Response) -> None:
    asked: list[httpx.Request] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request)
        return response

    async def fetch() -> tuple[str, int]:
        return "token-1", 7200

    tokens = AccessTokens(fetch, MemoryShelf(), Clock())
    call = AuthorisedCalls(platform_client("http://platform", httpx.MockTransport(answer)), tokens, WECHAT)
    with pytest.raises(PlatformRefusal) as caught:
        await call(PATH, {"a": 1})
    assert caught.value.reaction is Reaction.UNKNOWN_OUTCOME
    assert len(asked) == 1


@pytest.mark.parametrize("said", [40001, httpx.ReadTimeout("late"), httpx.ConnectError("no")])
async def test_a7_no_refusal_shows_token_or_secret(said: Any) -> None:
    refused = await Caller(PlatformStub([said] * 5)).refusal()
    shown = f"{refused!r} {refused} {refused.detail} {refused.__cause__!r}"
    assert "token-" not in shown and SECRET not in shown
