"""One call to a platform's HTTP interface: JSON out, JSON in, and every way it can fail as a ``PlatformRefusal``."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from typing import Any

import httpx

from bot.messaging.api.reactions import PlatformRefusal, Reaction, refusal

SECONDS = 8.0
CONNECT_SECONDS = 3.0
LARGEST_ANSWER = 1024 * 1024


class WithoutQuery(logging.Filter):
    """Cuts the query off every address that httpx logs: the platforms want tokens, secrets and codes there."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Let the record pass, without queries."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                each.copy_with(query=None) if isinstance(each, httpx.URL) else each for each in record.args
            )
        return True


WITHOUT_QUERY = WithoutQuery()


def platform_client(base: str, transport: httpx.AsyncBaseTransport | None = None) -> httpx.AsyncClient:
    """Return a client for one platform; it follows no redirects, reads no proxy settings and logs no queries."""
    logging.getLogger("httpx").addFilter(WITHOUT_QUERY)
    return httpx.AsyncClient(
        base_url=base,
        timeout=httpx.Timeout(SECONDS, connect=CONNECT_SECONDS),
        limits=httpx.Limits(max_connections=100, max_keepalive_connections=50, keepalive_expiry=30),
        trust_env=False,
        transport=transport,
    )


async def call(
    http: httpx.AsyncClient,
    codes: dict[int, Reaction],
    path: str | httpx.URL,
    *,
    query: Mapping[str, str] | None = None,
    body: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """Return what the platform answered; GET without a body, POST with one.

    Args:
        path: below the base of the client, or the whole address with its query, made by ``address_of_call``.

    Raises:
        PlatformRefusal: an ``errcode`` other than 0, or no usable answer.
    """
    # Escapes such as \\u4e2d are refused (40033) or shown to people as they stand.
    content = None if body is None else json.dumps(body, ensure_ascii=False).encode()
    try:
        response = await http.send(_request(http, path, query, content))
    except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
        raise PlatformRefusal(Reaction.RETRY, None, f"连不上平台（{type(error).__name__}）") from None
    except httpx.HTTPError as error:
        raise PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, f"平台没有应答（{type(error).__name__}）") from None
    if response.status_code != httpx.codes.OK or len(response.content) > LARGEST_ANSWER:
        raise PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, f"平台应答异常（HTTP {response.status_code}）")
    return _checked(codes, response)


def address_of_call(http: httpx.AsyncClient, path: str, query: Mapping[str, str]) -> httpx.URL:
    """Return the whole address of a call, for those that are made again and again."""
    return http.build_request("GET", path, params=query).url


def _request(
    http: httpx.AsyncClient, path: str | httpx.URL, query: Mapping[str, str] | None, content: bytes | None
) -> httpx.Request:
    method = "GET" if content is None else "POST"
    if isinstance(path, str):
        return http.build_request(method, path, params=query, content=content)
    # What a client adds to an address that is complete, without reading the address anew for each letter.
    waits = {"timeout": http.timeout.as_dict()}
    return httpx.Request(method, path, headers=http.headers, content=content, extensions=waits)


def _checked(codes: dict[int, Reaction], response: httpx.Response) -> dict[str, Any]:
    try:
        answer = response.json()
    except ValueError:
        raise PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, "平台应答不是 JSON") from None
    if not isinstance(answer, dict):
        raise PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, "平台应答不是 JSON 对象")
    code = answer.get("errcode", 0)
    if code != 0:
        raise refusal(codes, int(code), str(answer.get("errmsg", "")))
    return answer
