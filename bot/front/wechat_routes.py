"""``/channels/wechat``: proves that WeChat posted, opens the envelope, answers within 4 seconds. Whatever happens, WeChat gets an answer it accepts.

Anything else than 200 with reply XML, ``success`` or nothing shows people 「该公众号暂时无法提供服务」.
https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import APIRouter, Request
from fastapi.responses import PlainTextResponse, Response
from starlette.background import BackgroundTask

from bot.front.metrics import Metrics
from bot.front.wechat_answers import WechatAnswers
from bot.messaging import xml
from bot.messaging.envelope import EnvelopeError, Envelopes
from bot.messaging.exchange import ANSWER_SECONDS, Exchange
from bot.messaging.inbound import Inbound
from bot.messaging.passive import ACCEPTED, Seal, text_reply
from bot.messaging.reading import read_inbound
from bot.messaging.signatures import is_fresh, is_signed
from bot.wording.channel_sentences import OUT_OF_ORDER

logger = logging.getLogger(__name__)

PATH = "/channels/wechat"


class Forged(Exception):
    """The request does not prove that the platform sent it; ``reason`` is a word for metrics."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Signed:
    """What every callback carries in its address."""

    signature: str
    msg_signature: str
    timestamp: str
    nonce: str
    is_encrypted: bool

    @classmethod
    def of(cls, request: Request) -> Signed:
        """Read it; what is missing is empty and will not fit."""
        query = request.query_params
        names = ("signature", "msg_signature", "timestamp", "nonce")
        return cls(*(query.get(name, "") for name in names), query.get("encrypt_type") == "aes")


class WechatDoor:
    """Checks and opens what is posted for one account.

    Args:
        envelopes: of 安全模式; None in 明文模式. Once it is on, plain text is refused.
    """

    def __init__(self, token: str, envelopes: Envelopes | None, clock: Callable[[], float] = time.time) -> None:
        self._token = token
        self._envelopes = envelopes
        self._clock = clock

    def check_echo(self, signed: Signed) -> None:
        """Raise Forged unless the platform asks whether this address is ours."""
        self._check_fresh(signed)
        if not is_signed(signed.signature, self._token, signed.timestamp, signed.nonce):
            raise Forged("wrong_signature")

    def open(self, signed: Signed, body: bytes) -> tuple[xml.Tree, Seal | None]:
        """Return the message and how its answer is closed.

        Raises:
            Forged: it does not come from the platform, or in a form that is not accepted.
            NotXml: it comes from the platform but is no message.
        """
        self._check_fresh(signed)
        if self._envelopes is None:
            if signed.is_encrypted:
                raise Forged("encrypted_unexpectedly")
            self.check_echo(signed)
            return xml.read(body), None
        if not signed.is_encrypted:
            raise Forged("not_encrypted")
        try:
            ciphertext = xml.read(body).get("Encrypt", "")
        except xml.NotXml:
            # The address is signed, too: so this is the platform, set to another format than XML.
            self.check_echo(signed)
            raise
        if not isinstance(ciphertext, str) or not is_signed(
            signed.msg_signature, self._token, signed.timestamp, signed.nonce, ciphertext
        ):
            raise Forged("wrong_signature")
        try:
            opened = self._envelopes.open(ciphertext)
        except EnvelopeError:
            raise Forged("damaged_envelope") from None
        return xml.read(opened.message), Seal(self._envelopes, opened.key, self._token)

    def answer(self, inbound: Inbound, text: str, seal: Seal | None, signed: Signed) -> str:
        """Return the XML that answers with a text."""
        reply = text_reply(inbound, text, int(self._clock()))
        return reply if seal is None else seal.close(reply, str(int(self._clock())), signed.nonce)

    def _check_fresh(self, signed: Signed) -> None:
        if not is_fresh(signed.timestamp, self._clock()):
            raise Forged("stale")


def wechat_routes(
    door: WechatDoor, answers: WechatAnswers, metrics: Metrics, answer_seconds: float = ANSWER_SECONDS
) -> APIRouter:
    """Return the two routes of the callback."""
    router = APIRouter(include_in_schema=False)

    @router.get(PATH)
    async def prove_address(request: Request) -> Response:
        try:
            door.check_echo(Signed.of(request))
        except Forged as forged:
            return _refused(metrics, forged)
        return PlainTextResponse(request.query_params.get("echostr", ""))

    @router.post(PATH)
    async def take_callback(request: Request) -> Response:
        signed = Signed.of(request)
        try:
            tree, seal = door.open(signed, await request.body())
            inbound = read_inbound(tree)
        except Forged as forged:
            return _refused(metrics, forged)
        except xml.NotXml as error:
            metrics.refused("not_a_message")
            logger.warning("the platform posted what is no message (%s); is the push format set to XML?", error)
            return PlainTextResponse(ACCEPTED)
        try:
            taken = await answers.take(inbound)
            return await _response(door, inbound, taken, seal, signed, request, answer_seconds)
        except Exception:
            metrics.failed("wechat_callback")
            logger.exception("a callback failed")
            return Response(door.answer(inbound, OUT_OF_ORDER, seal, signed), media_type="application/xml")

    return router


async def _response(
    door: WechatDoor,
    inbound: Inbound,
    taken: Exchange | str | None,
    seal: Seal | None,
    signed: Signed,
    request: Request,
    seconds: float,
) -> Response:
    if taken is None:
        return PlainTextResponse(ACCEPTED)
    if isinstance(taken, str):
        return Response(door.answer(inbound, taken, seal, signed), media_type="application/xml")
    text = await taken.wait(seconds)
    if text is None:
        return PlainTextResponse(ACCEPTED)
    if await request.is_disconnected():
        # The answer would be lost in a closed connection, and WeChat's next delivery counts as a repetition.
        taken.hand_over(False)
        return PlainTextResponse(ACCEPTED)

    async def gone_out() -> None:
        taken.hand_over(True)

    answered = door.answer(inbound, text, seal, signed)
    return Response(answered, media_type="application/xml", background=BackgroundTask(gone_out))


def _refused(metrics: Metrics, forged: Forged) -> Response:
    metrics.refused(f"wechat_{forged.reason}")
    return PlainTextResponse("refused", 403)
