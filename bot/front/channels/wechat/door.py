"""``/channels/wechat``: proves that WeChat posted, opens the envelope, answers within 4 seconds.

Anything else than 200 with reply XML, ``success`` or nothing shows people 「该公众号暂时无法提供服务」.
https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.front.channels.signed_request import AccountToken, InvalidSignature, SignedQuery
from bot.messaging.protocol import Envelopes, Inbound, Seal, xml


class WechatDoor:
    """Checks and opens what is posted for one account.

    Args:
        envelopes: of 安全模式; None in 明文模式. Once it is on, plain text is refused.
    """

    def __init__(self, token: str, envelopes: Envelopes | None, clock: Callable[[], float] = time.time) -> None:
        self._account = AccountToken(token, clock)
        self._envelopes = envelopes

    def echo(self, signed: SignedQuery, given: str) -> str:
        """Return what the platform gave, as it is; raises Forged when it was not the platform that asked."""
        self._check_address(signed)
        return given

    def may_be_platform(self, signed: SignedQuery) -> bool:
        """Tell by the address, which is signed also in 安全模式, whether the platform may have posted."""
        try:
            self._check_address(signed)
        except InvalidSignature:
            return False
        return True

    def open(self, signed: SignedQuery, body: bytes) -> tuple[xml.Tree, Seal | None]:
        """Return the message and how its answer is closed.

        Raises:
            Forged: it does not come from the platform, or in a form that is not accepted.
            NotXml: it comes from the platform but is no message.
        """
        self._account.check_fresh(signed)
        if self._envelopes is None:
            if signed.is_encrypted:
                raise InvalidSignature("encrypted_unexpectedly")
            self._check_address(signed)
            return xml.read_as_sent(body), None
        if not signed.is_encrypted:
            raise InvalidSignature("not_encrypted")
        try:
            ciphertext = xml.read(body, xml.ENVELOPE_TAGS).get("Encrypt", "")
        except xml.NotXml:
            # The address is signed, too: so this is the platform, set to another format than XML, or to 兼容模式.
            self._check_address(signed)
            ciphertext = xml.read(body).get("Encrypt", "")
        opened, seal = self._account.unseal(self._envelopes, signed, ciphertext)
        return xml.read_as_sent(opened.message), seal

    def answer(self, inbound: Inbound, text: str, seal: Seal | None, signed: SignedQuery) -> str:
        """Return the XML that answers with a text."""
        return self._account.answer(inbound, text, seal, signed)

    def _check_address(self, signed: SignedQuery) -> None:
        self._account.check(signed, signed.signature)
