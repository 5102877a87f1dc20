"""The answer inside a callback: reply XML, in an envelope where the request came in one. Pure.

https://developers.weixin.qq.com/doc/service/guide/product/message/Passive_user_reply_message.html
"""

from __future__ import annotations

from dataclasses import dataclass

from bot.messaging.protocol.envelope import Envelopes, Key
from bot.messaging.protocol.inbound import Inbound
from bot.messaging.protocol.signatures import signature_of
from bot.messaging.protocol.xml import write

# What the platform takes for "accepted, no answer".
ACCEPTED = "success"


@dataclass(frozen=True)
class Seal:
    """How to close the answer to an encrypted request: with the key that opened it."""

    envelopes: Envelopes
    key: Key
    token: str

    def close(self, xml: str, timestamp: str, nonce: str) -> str:
        """Return the XML of the envelope."""
        ciphertext = self.envelopes.close(xml, self.key)
        return write(
            {
                "Encrypt": ciphertext,
                "MsgSignature": signature_of(self.token, timestamp, nonce, ciphertext),
                "TimeStamp": timestamp,
                "Nonce": nonce,
            }
        )


def text_reply(inbound: Inbound, text: str, created_at: int) -> str:
    """Return the XML that answers something with a text; sender and receiver change places."""
    return write(
        {
            "ToUserName": inbound.address,
            "FromUserName": inbound.account,
            "CreateTime": created_at,
            "MsgType": "text",
            "Content": text,
        }
    )
