"""Asks the running assistant what the platforms ask when a callback address is saved in their console, with a signature of our own.

https://developers.weixin.qq.com/doc/service/guide/dev/push/
https://developer.work.weixin.qq.com/document/path/90930
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

import httpx

from bot.channel_settings import WechatAccount, WecomApp
from bot.cli.wechat_check.findings import Finding, right, wrong
from bot.clock import now
from bot.messaging.protocol import Envelopes, Key, signature_of

# The doors of the web process; commands do not import it.
WECHAT_PATH = "/channels/wechat"
WECOM_PATH = "/channels/wecom"
# The platform waits no longer.
SECONDS = 5.0


@dataclass(frozen=True)
class HandshakeQuestion:
    """One handshake: where, with which parameters, and the only right answer."""

    path: str
    query: Mapping[str, str]
    echo: str


def wechat_question(account: WechatAccount) -> HandshakeQuestion:
    """Return the handshake of a 服务号, whose echo travels in the clear."""
    echo, stamp, nonce = _fresh()
    signature = signature_of(account.token, stamp, nonce)
    return HandshakeQuestion(
        WECHAT_PATH, {"signature": signature, "timestamp": stamp, "nonce": nonce, "echostr": echo}, echo
    )


def wecom_question(app: WecomApp) -> HandshakeQuestion:
    """Return the handshake of a WeCom app, whose echo comes in an envelope and goes back without one."""
    echo, stamp, nonce = _fresh()
    key = Key.decode(app.aes_keys[0])
    sealed = Envelopes([key], app.corp_id).close(echo, key)
    signature = signature_of(app.token, stamp, nonce, sealed)
    return HandshakeQuestion(
        WECOM_PATH, {"msg_signature": signature, "timestamp": stamp, "nonce": nonce, "echostr": sealed}, echo
    )


async def check_callback(
    thing: str,
    question: HandshakeQuestion,
    local: str,
    public: str | None,
    transport: httpx.AsyncBaseTransport | None = None,
) -> Finding:
    """Return whether the assistant answers the handshake, asked from outside where it has a public address.

    Args:
        thing: the name of the line.
        local: the address on this machine, which tells whether the assistant or the way to it is at fault.
    """
    async with httpx.AsyncClient(timeout=SECONDS, trust_env=False, transport=transport) as http:
        problem = await _problem(http, public or local, question)
        if problem is None:
            return right(thing, f"{public or local}{question.path} 握手通过")
        if public is None or public == local:
            return wrong(thing, f"{local}{question.path} {problem[0]}", problem[1])
        local_problem = await _problem(http, local, question)
    if local_problem is not None:
        return wrong(thing, f"{local}{question.path} {local_problem[0]}", local_problem[1])
    remedy = f"本机直接问是通的，毛病在网址到这台机器的路上：{problem[2]}"
    return wrong(thing, f"{public}{question.path} {problem[0]}", remedy)


async def _problem(http: httpx.AsyncClient, base: str, question: HandshakeQuestion) -> tuple[str, str, str] | None:
    """Return what went wrong, what to do when it is the assistant, and what to do when it is the way to it."""
    try:
        response = await http.get(f"{base}{question.path}", params=question.query)
    except httpx.HTTPError as error:
        return _no_answer(error)
    if response.status_code == httpx.codes.OK:
        if response.text == question.echo:
            return None
        other = "应答的不是助手"
        return other, "这个地址上是别的程序。查 LEYE_HOST、LEYE_PORT。", "查 nginx 有没有把 /channels 转给助手。"
    return _refused(response.status_code)


def _no_answer(error: httpx.HTTPError) -> tuple[str, str, str]:
    if "CERTIFICATE" in str(error).upper():
        on_the_way = "换上有效的 https 证书（证书链要完整，域名要对得上）。"
        return "证书不对", on_the_way, on_the_way
    return (
        f"没有应答（{type(error).__name__}）",
        "先启动助手：make run（或正式的启动方式），看到“助手准备好了”再查。",
        "查域名解析、防火墙和 nginx；有的机房从里面访问不了自己的外网网址，那就换一台外面的机器打开它试试。",
    )


def _refused(status: int) -> tuple[str, str, str]:
    said = f"应答 HTTP {status}"
    if status == httpx.codes.FORBIDDEN:
        remedy = "Token 和运行中的助手不一样（改了 .env 要重新启动），或者这台机器的时钟差了 10 分钟以上。"
        return said, remedy, "查 nginx 有没有改掉网址后面的参数，有没有拦住 /channels。"
    if status == httpx.codes.NOT_FOUND:
        return said, "助手开着，但没有开这个渠道：改好 .env 后重新启动。", "查 nginx 有没有把 /channels 转给助手。"
    if httpx.codes.is_redirect(status):
        return (
            said,
            "LEYE_PUBLIC_URL 请写跳转之后的网址。",
            "网址会跳转，平台不跟。LEYE_PUBLIC_URL 请写跳转之后的网址。",
        )
    return said, "看 var/log/ 里 front 的日志，重新启动助手。", "看 nginx 的错误日志，和它转给的端口对不对。"


def _fresh() -> tuple[str, str, str]:
    return str(secrets.randbelow(10**19)), str(int(now().timestamp())), str(secrets.randbelow(10**10))
