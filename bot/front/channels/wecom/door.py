"""``/channels/wecom``: proves that WeCom posted, opens the envelope, which is always there, and answers within 4 seconds.

https://developer.work.weixin.qq.com/document/path/90930
"""

from __future__ import annotations

import time
from collections.abc import Callable

from bot.front.channels.signed_request import AccountToken, InvalidSignature, SignedQuery
from bot.messaging.protocol import Envelopes, Inbound, Seal, xml


class WecomDoor:
    """Checks and opens what is posted for one app."""

    def __init__(self, token: str, envelopes: Envelopes, clock: Callable[[], float] = time.time) -> None:
        self._account = AccountToken(token, clock)
        self._envelopes = envelopes

    def echo(self, signed: SignedQuery, sealed: str) -> str:
        """Return what the platform sealed to ask whether this address is ours; raises Forged when it was not the platform."""
        opened, _seal = self._account.unseal(self._envelopes, signed, sealed)
        return opened.message

    def may_be_platform(self, signed: SignedQuery) -> bool:
        """Tell whether the platform may have posted; only the ciphertext is signed here, so the address says no more than the time."""
        try:
            self._account.check_fresh(signed)
        except InvalidSignature:
            return False
        return True

    def open(self, signed: SignedQuery, body: bytes) -> tuple[xml.Tree, Seal | None]:
        """Return the message and how its answer is closed.

        Raises:
            Forged: it does not come from the platform. Only the ciphertext is signed here, so a body without one proves nothing.
            NotXml: it comes from the platform but is no message.
        """
        try:
            ciphertext = xml.read(body, xml.ENVELOPE_TAGS).get("Encrypt", "")
        except xml.NotXml:
            raise InvalidSignature("not_encrypted") from None
        opened, seal = self._account.unseal(self._envelopes, signed, ciphertext)
        return xml.read(opened.message), seal

    def answer(self, inbound: Inbound, text: str, seal: Seal | None, signed: SignedQuery) -> str:
        """Return the XML that answers with a text."""
        return self._account.answer(inbound, text, seal, signed)
