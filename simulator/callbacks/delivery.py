"""Delivers callbacks as the platforms do: five seconds, three deliveries, then a notice on the phone.

Sources: doc/offiaccount 接收普通消息 and 被动回复用户消息 (EN: Receiving_standard_messages.html); WeCom path/90930.
That a malformed answer is re-sent like a missing one is the harsher of two readings; the pages do not say.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any

import httpx

from simulator.callbacks.callback_client import CallbackAnswer, Poster
from simulator.callbacks.channels import CallbackChannel, sign, wechat_channel, wecom_channel
from simulator.callbacks.reply_checks import BadReply, BodyKind, CheckedReply, Expected, read_reply
from simulator.ground import ImpossibleAct
from simulator.platform.people import Person
from simulator.platform.platform import SandboxPlatform
from simulator.platform.staff import Member

NOTICE = "该公众号暂时无法提供服务，请稍后再试"
ACCEPTED = (BodyKind.PASSIVE, BodyKind.SUCCESS, BodyKind.EMPTY)
STALE_SECONDS = 3600
EVENTS_AT_ONCE = 32
MOST_WAITING_EVENTS = 20_000


class Trick(Enum):
    """What a test may have go wrong with one delivery."""

    NONE = "none"
    DISCONNECT = "disconnect_after"
    RETRY = "retry"
    FORGE = "forge"
    STALE = "stale"


@dataclass(frozen=True)
class ActFault:
    """A trick and, for the early disconnect of the first delivery, its seconds."""

    trick: Trick = Trick.NONE
    seconds: float = 0.0

    @classmethod
    def read(cls, text: str | None) -> ActFault:
        """Return the fault written as in the control API, e.g. ``disconnect_after:2``.

        Raises:
            ImpossibleAct: no such fault.
        """
        name, _, seconds = (text or "none").partition(":")
        try:
            return cls(Trick(name), float(seconds or 0))
        except ValueError as error:
            raise ImpossibleAct(
                "fault 只能是 disconnect_after:<秒>、retry、forge 或 stale，例如 disconnect_after:2。"
            ) from error

    @property
    def is_attack(self) -> bool:
        """Return whether the request does not come from the platform at all: nothing happened on the phone."""
        return self.trick in (Trick.FORGE, Trick.STALE)


@dataclass(frozen=True)
class Callback:
    """One thing to tell the assistant.

    Args:
        user: openid or userid.
        xml: the plain message, given the moment it carries as CreateTime.
        name: message type or event, for the transcript.
        msg_id: None for events.
        is_answerable: whether a passive reply reaches the phone.
    """

    user: str
    xml: Callable[[int], str]
    name: str
    msg_id: int | None = None
    is_answerable: bool = True


@dataclass(frozen=True)
class Attempt:
    """How one delivery went."""

    attempt: int
    status: int | None
    milliseconds: int
    body_kind: BodyKind
    problem: str | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the attempt as the control API shows it."""
        shown = {**vars(self), "body_kind": self.body_kind.value}
        return {name: value for name, value in shown.items() if name != "problem" or value}


class CallbackDelivery:
    """Tells the assistant what people do.

    Args:
        platform: the state.
        transport: how to reach the assistant, when not over the network (tests).
    """

    def __init__(self, platform: SandboxPlatform, transport: httpx.AsyncBaseTransport | None) -> None:
        self._platform = platform
        self.poster = Poster(platform.config.callback, transport)
        self.wechat, self.wecom = wechat_channel(platform.config), wecom_channel(platform.config)
        self._waiting: set[asyncio.Task[Any]] = set()
        self._at_once = asyncio.Semaphore(EVENTS_AT_ONCE)

    async def deliver(self, callback: Callback, person: Person, fault: ActFault = ActFault()) -> list[Attempt]:
        """Deliver what a person of the 服务号 did; return every delivery."""
        attempts, reply = await self._attempts(self.wechat, callback, fault)
        if fault.is_attack or not callback.is_answerable:
            return attempts
        if reply is not None:
            shown = {"url": reply.url, "title": reply.title} if reply.kind == "news" else {}
            person.show(self._platform.now(), "account", _screen_kind(reply), reply.text, way="passive", **shown)
            self._platform.counts.received("passive", person.openid)
        elif attempts[-1].body_kind not in ACCEPTED:
            person.show(self._platform.now(), "system", "notice", NOTICE)
            self._platform.counts.ways["notice"] += 1
        return attempts

    async def deliver_to_staff(self, callback: Callback, member: Member, fault: ActFault = ActFault()) -> list[Attempt]:
        """Deliver what a member of staff did in WeCom, which shows no notice when it fails."""
        attempts, reply = await self._attempts(self.wecom, callback, fault)
        if reply is not None and not fault.is_attack:
            member.show(self._platform.now(), "app", reply.kind, reply.text, way="passive")
        return attempts

    def start(self, work: Callable[[], Awaitable[Any]]) -> None:
        """Do ``work`` at once beside the request that caused it."""
        task = asyncio.get_running_loop().create_task(_done(work))
        self._waiting.add(task)
        task.add_done_callback(self._waiting.discard)

    def queue(self, work: Callable[[], Awaitable[Any]]) -> None:
        """Do ``work`` when its turn comes; when far too much is waiting, drop it and count that."""
        if len(self._waiting) >= MOST_WAITING_EVENTS:
            self._platform.counts.callbacks["dropped"] += 1
            return
        self.start(lambda: self._in_turn(work))

    async def settle(self) -> int:
        """Wait until nothing is under way; return how much was."""
        count = len(self._waiting)
        while self._waiting:
            await asyncio.gather(*self._waiting, return_exceptions=True)
        return count

    async def stop(self) -> None:
        """Give up what is still under way."""
        waiting = list(self._waiting)
        for task in waiting:
            task.cancel()
        await asyncio.gather(*waiting, return_exceptions=True)

    async def close(self) -> None:
        """Stop and close the connections."""
        await self.stop()
        await self.poster.close()

    async def _in_turn(self, work: Callable[[], Awaitable[Any]]) -> None:
        async with self._at_once:
            await work()

    async def _attempts(
        self, channel: CallbackChannel, callback: Callback, fault: ActFault
    ) -> tuple[list[Attempt], CheckedReply | None]:
        """Deliver until accepted, at most as often as configured; the first reply is the one that counts."""
        created = int(self._platform.clock.real().timestamp()) - (STALE_SECONDS if fault.trick is Trick.STALE else 0)
        xml = callback.xml(created)
        attempts: list[Attempt] = []
        shown: CheckedReply | None = None
        for number in range(1, self._platform.config.deliveries + 1):
            attempt, reply = await self._attempt(channel, callback, xml, number, fault)
            attempts.append(attempt)
            shown = shown or reply
            is_repeated = fault.trick is Trick.RETRY and number == 1
            if fault.is_attack or (attempt.body_kind in ACCEPTED and not is_repeated) or (shown and number > 1):
                break
        return attempts, shown

    async def _attempt(
        self, channel: CallbackChannel, callback: Callback, xml: str, number: int, fault: ActFault
    ) -> tuple[Attempt, CheckedReply | None]:
        is_cut = fault.trick is Trick.DISCONNECT and number == 1
        limit = fault.seconds if is_cut else self._platform.config.time_limit
        stamp = int(self._platform.clock.real().timestamp()) - (STALE_SECONDS if fault.trick is Trick.STALE else 0)
        signed = sign(channel, xml, callback.user, stamp, is_forged=fault.trick is Trick.FORGE)
        answer = await self.poster.send("POST", channel.path, signed.query, signed.body, limit)
        kind, problem, reply = self._judge(channel, callback, answer)
        attempt = Attempt(number, answer.status, answer.milliseconds, kind, problem)
        self._record(channel, callback, attempt, fault)
        return attempt, reply

    def _judge(
        self, channel: CallbackChannel, callback: Callback, answer: CallbackAnswer
    ) -> tuple[BodyKind, str | None, CheckedReply | None]:
        if answer.is_timeout:
            return BodyKind.TIMEOUT, answer.problem, None
        if answer.status != 200:
            return BodyKind.ERROR, answer.problem or f"HTTP 状态是 {answer.status}，应是 200", None
        user = callback.user
        expected = Expected(user, channel.account, channel.envelopes, channel.is_encrypted, channel.bodies)
        try:
            reply = read_reply(answer.body, expected)
        except BadReply as error:
            return BodyKind.INVALID, str(error), None
        if reply is None:
            return (BodyKind.SUCCESS if answer.body else BodyKind.EMPTY), None, None
        problem = None if callback.is_answerable else "这种事件的回复不会显示给用户"
        return BodyKind.PASSIVE, problem, reply if callback.is_answerable else None

    def _record(self, channel: CallbackChannel, callback: Callback, attempt: Attempt, fault: ActFault) -> None:
        self._platform.counts.callbacks[attempt.body_kind.value] += 1
        self._platform.transcript.add(
            self._platform.now(),
            "callback",
            path=channel.path,
            openid=callback.user,
            name=callback.name,
            msg_id=callback.msg_id,
            fault=None if fault.trick is Trick.NONE else fault.trick.value,
            **attempt.as_json(),
        )


async def _done(work: Callable[[], Awaitable[Any]]) -> None:
    await work()


def _screen_kind(reply: CheckedReply) -> str:
    return {"news": "link", "text": "text", "image": "image"}.get(reply.kind, "text")
