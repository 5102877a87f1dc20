"""The GET handshake that the platforms' consoles make when a callback address is saved.

Sources: doc/offiaccount 接入指南 (echostr, back as it is); WeCom path/90930 (echostr is encrypted, back decrypted).
"""

from __future__ import annotations

import secrets
from typing import Any

from simulator.callbacks.channels import CallbackChannel
from simulator.callbacks.delivery import CallbackDelivery
from simulator.platform.platform import SandboxPlatform
from simulator.wire.crypto import signature


async def verify(platform: SandboxPlatform, delivery: CallbackDelivery) -> dict[str, Any]:
    """Return for both accounts whether the right handshake is echoed and a forged one is not."""
    return {channel.name: await _verify(platform, delivery, channel) for channel in (delivery.wechat, delivery.wecom)}


async def _verify(platform: SandboxPlatform, delivery: CallbackDelivery, channel: CallbackChannel) -> dict[str, Any]:
    echo = str(secrets.randbelow(10**19))
    right = await _ask(platform, delivery, channel, echo, channel.envelopes.token)
    forged = await _ask(platform, delivery, channel, echo, "forged")
    problems = []
    if right != (200, echo.encode()):
        problems.append(f"正确的握手应得到 200 和原样的 echostr，得到的状态是 {right[0]}")
    if forged[1] == echo.encode() or forged[0] == 200:
        problems.append("签名不对的握手也被接受了")
    platform.transcript.add(
        platform.now(), "callback", path=channel.path, name="verify", problem="；".join(problems) or None
    )
    return {"ok": not problems, "status": right[0], "problem": "；".join(problems) or None}


async def _ask(
    platform: SandboxPlatform, delivery: CallbackDelivery, channel: CallbackChannel, echo: str, token: str
) -> tuple[int | None, bytes]:
    stamp, nonce = str(int(platform.clock.real().timestamp())), str(secrets.randbelow(10**10))
    if channel.name == "wecom":
        sealed = channel.envelopes.encrypt(echo)
        query = {"msg_signature": signature(token, stamp, nonce, sealed), "echostr": sealed}
    else:
        query = {"signature": signature(token, stamp, nonce), "echostr": echo}
    query.update(timestamp=stamp, nonce=nonce)
    answer = await delivery.poster.send("GET", channel.path, query, None, platform.config.time_limit)
    return answer.status, answer.body
