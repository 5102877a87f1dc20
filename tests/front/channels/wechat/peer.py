"""A platform of another make: wechatpy closes what is posted to our callback and opens what we answer."""

from __future__ import annotations

import itertools
import time
from dataclasses import dataclass, field

import httpx
import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import BaseReply, deserialize_reply
from wechatpy.utils import WeChatSigner

from simulator.platform.config import DEFAULT

PATH = "/channels/wechat"
ACCOUNT = DEFAULT.wechat
NONCE = "nonce-of-the-peer"
OPENID = "oPeersOpenid0000000000000001"
numbers = itertools.count(1)


def sign(*parts: str) -> str:
    """Return the peer's signature."""
    signer = WeChatSigner()
    signer.add_data(*parts)
    return str(signer.signature)


def message(content: str = "<Content><![CDATA[社保补贴]]></Content>", kind: str = "text", msg_id: str = "") -> str:
    """Return the XML of a message of someone; a fresh one unless ``msg_id`` is given."""
    return posted(f"<MsgType>{kind}</MsgType>{content}<MsgId>{msg_id or 10_000 + next(numbers)}</MsgId>")


def text(words: str, openid: str = OPENID, msg_id: str = "") -> str:
    """Return the XML of a text."""
    escaped = words.replace("]]>", "]]]]><![CDATA[>")
    return message(f"<Content><![CDATA[{escaped}]]></Content>", msg_id=msg_id).replace(OPENID, openid)


def posted(rest: str, later: int = 0, openid: str = OPENID) -> str:
    """Return the XML of anything of someone, done so many seconds from now."""
    head = f"<ToUserName>{ACCOUNT.original_id}</ToUserName><FromUserName>{openid}</FromUserName>"
    return f"<xml>{head}<CreateTime>{int(time.time()) + later}</CreateTime>{rest}</xml>"


@dataclass
class Peer:
    """Posts to one door; the fields are what the platform's console holds."""

    front: httpx.AsyncClient
    token: str = ACCOUNT.token
    key: str = ACCOUNT.aes_key
    app_id: str = ACCOUNT.app_id
    nonce: str = NONCE
    timestamp: str = field(default_factory=lambda: str(int(time.time())))

    @property
    def crypto(self) -> WeChatCrypto:
        """Return the peer's cipher."""
        return WeChatCrypto(self.token, self.key, self.app_id)

    def query(self) -> dict[str, str]:
        """Return the signed part of the address of every callback."""
        signature = sign(self.token, self.timestamp, self.nonce)
        return {"signature": signature, "timestamp": self.timestamp, "nonce": self.nonce, "openid": OPENID}

    def close(self, plain: str) -> str:
        """Return a message in its envelope."""
        return str(self.crypto.encrypt_message(plain, self.nonce, self.timestamp))

    def sealed_query(self, envelope: str) -> dict[str, str]:
        """Return the address of an encrypted callback."""
        signature = xmltodict.parse(envelope)["xml"]["MsgSignature"]
        return {**self.query(), "encrypt_type": "aes", "msg_signature": signature}

    async def post(self, plain: str) -> httpx.Response:
        """Post a message in its envelope."""
        envelope = self.close(plain)
        return await self.send(envelope, self.sealed_query(envelope))

    async def send(self, body: str | bytes, query: dict[str, str]) -> httpx.Response:
        """Post just this."""
        return await self.front.post(PATH, params=query, content=body)

    def read(self, response: httpx.Response) -> BaseReply:
        """Return the reply inside an encrypted answer; wechatpy raises when signature, cipher or XML are wrong."""
        assert response.status_code == 200
        answer = xmltodict.parse(response.text)["xml"]
        plain = self.crypto.decrypt_message(response.text, answer["MsgSignature"], answer["TimeStamp"], answer["Nonce"])
        return deserialize_reply(plain)
