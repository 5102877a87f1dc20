"""What every API call passes: faults, method, token, body, daily and minute limits, transcript."""

from __future__ import annotations

import asyncio
import json
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import httpx
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from simulator.platform.faults import Fault
from simulator.platform.platform import SandboxPlatform
from simulator.platform.tokens import Tokens, TokenState
from simulator.wire.errcodes import ERRMSG, Refused

Json = dict[str, Any]
# A backslash that is not itself escaped, followed by u and four digits.
ESCAPED_CHARACTER = re.compile(rb"(?<!\\)(?:\\\\)*\\u[0-9a-fA-F]{4}")


@dataclass
class ApiCall:
    """One API call.

    Args:
        query: parameters of the address.
        body: the JSON object that was posted; empty for GET.
        user: openid or userid that the call is about, for the transcript.
        msg_id: of what was sent, for the transcript.
        problem: what happened in silence, for the transcript.
    """

    query: dict[str, str]
    body: Json
    user: str | None = None
    msg_id: int | None = None
    problem: str | None = None
    extra: Json = field(default_factory=dict)

    def text(self, name: str, errcode: int = 47001) -> str:
        """Return a string of the body.

        Raises:
            Refused: missing, empty or no string.
        """
        return text_in(self.body, name, errcode)


def text_in(fields: Json, name: str, errcode: int = 47001) -> str:
    """Return a string of a JSON object.

    Raises:
        Refused: missing, empty or no string.
    """
    value = fields.get(name)
    if not isinstance(value, str):
        raise Refused(47001 if value is not None else errcode, f"{name} should be string")
    if not value:
        raise Refused(errcode, name)
    return value


Handler = Callable[[ApiCall], Json]


@dataclass(frozen=True)
class GateRule:
    """How a path may be called.

    Args:
        method: the only one allowed; the answer to another is an errcode, not a status.
        needs_token: whether an access token is checked.
        daily: calls a day before 45009; None for no limit.
        takes_escapes: whether escaped characters may stand in the JSON.
    """

    method: str = "POST"
    needs_token: bool = True
    daily: int | None = None
    takes_escapes: bool = False


class Gate:
    """Stands before the API of one of the two platforms.

    Args:
        platform: the state.
        prefix: ``/wecom`` for WeCom, which shares paths with WeChat.
    """

    def __init__(self, platform: SandboxPlatform, prefix: str = "") -> None:
        self._platform = platform
        self._prefix = prefix

    def route(self, path: str, handler: Handler, rule: GateRule = GateRule()) -> Route:
        """Return the route of one API call."""
        full = f"{self._prefix}{path}"

        async def endpoint(request: Request) -> Response:
            return await self._answer(full, request, handler, rule)

        return Route(full, endpoint, methods=["GET", "POST"])

    async def _answer(self, path: str, request: Request, handler: Handler, rule: GateRule) -> Response:
        started = asyncio.get_running_loop().time()
        raw = await request.body()
        call = ApiCall(dict(request.query_params), {})
        fault = self._platform.faults.take(path)
        if fault:
            self._platform.counts.faults[fault.label] += 1
            if fault.expire_token:
                self._tokens().expire_all(self._platform.now())
            if fault.http_status:
                self._record(path, call, None, started, fault)
                return PlainTextResponse("simulated fault", fault.http_status)
        answer = self._handled(path, request.method, raw, call, handler, rule, fault)
        self._record(path, call, answer.get("errcode", 0), started, fault)
        return await _sent(answer, fault)

    def _handled(
        self, path: str, method: str, raw: bytes, call: ApiCall, handler: Handler, rule: GateRule, fault: Fault | None
    ) -> Json:
        try:
            if method != rule.method:
                raise Refused(43001 if rule.method == "GET" else 43002)
            if rule.needs_token:
                self._check_token(call.query.get("access_token", ""))
            if rule.method == "POST":
                call.body.update(_json(raw, rule))
                user = call.body.get("touser")
                call.user = user if isinstance(user, str) else None
            if fault and fault.errcode is not None:
                raise Refused(fault.errcode)
            self._check_limits(path, rule)
            return handler(call)
        except Refused as refusal:
            return {"errcode": refusal.errcode, "errmsg": f"{refusal.errmsg} rid: {secrets.token_hex(8)}"}

    def _tokens(self) -> Tokens:
        return self._platform.wecom_tokens if self._prefix else self._platform.wechat_tokens

    def _check_token(self, token: str) -> None:
        if not token:
            raise Refused(41001)
        state = self._tokens().state(token, self._platform.now())
        if state is TokenState.EXPIRED:
            raise Refused(42001)
        if state is TokenState.UNKNOWN:
            # WeCom calls it 40014 (path/90313); 服务号 answers 40001 to a token that is not the latest.
            raise Refused(40014 if self._prefix else 40001)

    def _check_limits(self, path: str, rule: GateRule) -> None:
        today, this_minute = self._platform.count_call(path)
        if rule.daily is not None and today > rule.daily:
            raise Refused(45009)
        if this_minute > self._platform.config.limits.minute:
            raise Refused(45011)

    def _record(self, path: str, call: ApiCall, errcode: int | None, started: float, fault: Fault | None) -> None:
        if errcode is not None:
            self._platform.counts.errcodes[errcode] += 1
        self._platform.transcript.add(
            self._platform.now(),
            "api",
            path=path,
            openid=call.user,
            msg_id=call.msg_id,
            errcode=errcode,
            errmsg=ERRMSG.get(errcode) if errcode else None,
            problem=call.problem,
            fault=fault.label if fault else None,
            milliseconds=round((asyncio.get_running_loop().time() - started) * 1000, 1),
        )


def _json(raw: bytes, rule: GateRule) -> Json:
    """Return the posted object.

    Raises:
        Refused: nothing posted, escaped characters, no JSON object.
    """
    if not raw:
        raise Refused(44002)
    if not rule.takes_escapes and ESCAPED_CHARACTER.search(raw):
        raise Refused(40033)
    try:
        body = json.loads(raw.decode())
    except ValueError as error:
        raise Refused(47001) from error
    if not isinstance(body, dict):
        raise Refused(47001)
    return body


async def _sent(answer: Json, fault: Fault | None) -> Response:
    if fault and fault.delay:
        await asyncio.sleep(fault.delay)
    content = json.dumps(answer, ensure_ascii=False).encode()
    if fault and fault.drop_after_effect:
        return DroppedResponse(content, media_type="application/json")
    return Response(content, media_type="application/json")


class DroppedResponse(Response):
    """Promises a body and breaks the connection instead: the caller cannot know whether the call took effect."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the head, then fail as a broken connection does."""
        await send({"type": "http.response.start", "status": self.status_code, "headers": self.raw_headers})
        raise httpx.ReadError("simulated fault: connection broken before the answer")
