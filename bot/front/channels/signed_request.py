"""What the doors of the platforms share: proof that the platform posted, the envelope opened, the answer closed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from fastapi import Request

from bot.messaging.protocol import (
    EnvelopeError,
    Envelopes,
    Inbound,
    OpenedEnvelope,
    Seal,
    is_fresh,
    is_signed,
    text_reply,
    xml,
)


class InvalidSignature(Exception):
    """The request does not prove that the platform sent it; ``reason`` is a word for metrics."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class SignedQuery:
    """What every callback carries in its address."""

    signature: str
    msg_signature: str
    timestamp: str
    nonce: str
    is_encrypted: bool

    @classmethod
    def of(cls, request: Request) -> SignedQuery:
        """Read it; what is missing is empty and will not fit."""
        query = request.query_params
        signature, msg_signature, timestamp, nonce = (
            query.get(name, "") for name in ("signature", "msg_signature", "timestamp", "nonce")
        )
        return cls(signature, msg_signature, timestamp, nonce, query.get("encrypt_type") == "aes")


class Door(Protocol):
    """Checks and opens what is posted to one account, and closes the answer."""

    def echo(self, signed: SignedQuery, given: str) -> str:
        """Return what proves to the platform that this address is ours; raises Forged when it was not the platform that asked."""

    def may_be_platform(self, signed: SignedQuery) -> bool:
        """Tell by the address alone whether the platform may have posted: whether its body is worth reading."""

    def open(self, signed: SignedQuery, body: bytes) -> tuple[xml.Tree, Seal | None]:
        """Return the message and how its answer is closed.

        Raises:
            Forged: it does not come from the platform, or in a form that is not accepted.
            NotXml: it comes from the platform but is no message.
        """

    def answer(self, inbound: Inbound, text: str, seal: Seal | None, signed: SignedQuery) -> str:
        """Return the XML that answers with a text."""


class AccountToken:
    """What one account signs with, and the clock: tells what is signed and fresh."""

    def __init__(self, token: str, clock: Callable[[], float] = time.time) -> None:
        self._token = token
        self._clock = clock

    def check(self, signed: SignedQuery, signature: str, *more: str) -> None:
        """Raise Forged unless the signature is that of the address and what more it covers, and fresh."""
        self.check_fresh(signed)
        if not is_signed(signature, self._token, signed.timestamp, signed.nonce, *more):
            raise InvalidSignature("wrong_signature")

    def check_fresh(self, signed: SignedQuery) -> None:
        """Raise Forged when the request is too old to be the platform's own."""
        if not is_fresh(signed.timestamp, self._clock()):
            raise InvalidSignature("stale")

    def unseal(self, envelopes: Envelopes, signed: SignedQuery, ciphertext: object) -> tuple[OpenedEnvelope, Seal]:
        """Return what lies in an envelope that the platform signed, and how the answer is closed; raises Forged."""
        if not isinstance(ciphertext, str):
            raise InvalidSignature("wrong_signature")
        self.check(signed, signed.msg_signature, ciphertext)
        try:
            opened = envelopes.open(ciphertext)
        except EnvelopeError:
            raise InvalidSignature("damaged_envelope") from None
        return opened, Seal(envelopes, opened.key, self._token)

    def answer(self, inbound: Inbound, text: str, seal: Seal | None, signed: SignedQuery) -> str:
        """Return the XML that answers with a text."""
        reply = text_reply(inbound, text, int(self._clock()))
        return reply if seal is None else seal.close(reply, str(int(self._clock())), signed.nonce)
