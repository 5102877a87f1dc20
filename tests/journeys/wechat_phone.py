"""A phone on the simulated WeChat, driven over real connections, and what a real platform may post that no simulator writes."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from typing import Any

import requests
import xmltodict
from wechatpy.crypto import WeChatCrypto
from wechatpy.replies import deserialize_reply
from wechatpy.utils import WeChatSigner

from simulator import DEFAULT

SECONDS = 60
ACCOUNT = DEFAULT.wechat
LINK = re.compile(r'<a href="weixin://bizmsgmenu\?msgmenucontent=[^&"]+&msgmenuid=([^"]+)">([^<]+)</a>')
# The line that asks whether an answer was of use has links of its own.
RATING = re.compile(r"有用|没用|没答")
NONCE = "nonce-of-the-phone"

# A busy machine answers later than a callback waits: then the answer is pushed.
LATE_LOOKS = 150
LOOK_AGAIN_SECONDS = 0.2


@dataclass(frozen=True)
class WechatPhone:
    """One person's phone.

    Args:
        platform: the address of the simulated platform.
        assistant: the address of the assistant.
        openid: whose phone it is.
    """

    platform: str
    assistant: str
    openid: str

    @classmethod
    def following(cls, platform: str, assistant: str) -> WechatPhone:
        """Return the phone of somebody new who follows the account and was welcomed."""
        made = requests.post(f"{platform}/control/people", json={"name": "王阿姨"}, timeout=SECONDS).json()
        phone = cls(platform, assistant, made["openid"])
        phone.act("follow")
        return phone

    def act(self, act: str, **fields: Any) -> str:
        """Do something and return what the account said to it, all messages together; empty for silence."""
        before = len(self.answers())
        address = f"{self.platform}/control/people/{self.openid}/{act}"
        requests.post(address, json=fields, timeout=SECONDS).raise_for_status()
        return "\n".join(self.answers()[before:])

    def write(self, text: str) -> str:
        """Write a text and return what the account said to it, also where it comes late, as a push; empty for silence."""
        before = len(self.answers())
        said = self.act("text", text=text)
        for _ in range(0 if said else LATE_LOOKS):
            time.sleep(LOOK_AGAIN_SECONDS)
            late = self.answers()[before:]
            if late:
                return "\n".join(late)
        return said

    def answers(self) -> list[str]:
        """Return everything the account said so far."""
        address = f"{self.platform}/control/people/{self.openid}/messages"
        messages = requests.get(address, timeout=SECONDS).json()["messages"]
        return [message["text"] for message in messages if message["from"] == "account"]

    def post_raw(self, kind: str, content: str) -> str:
        """Post a message with content that a platform may send but XML forbids; return the text of the sealed reply."""
        now = str(int(time.time()))
        head = f"<ToUserName>{ACCOUNT.original_id}</ToUserName><FromUserName>{self.openid}</FromUserName>"
        body = f"<MsgType>{kind}</MsgType>{content}<MsgId>{time.time_ns()}</MsgId>"
        crypto = WeChatCrypto(ACCOUNT.token, ACCOUNT.aes_key, ACCOUNT.app_id)
        envelope = crypto.encrypt_message(f"<xml>{head}<CreateTime>{now}</CreateTime>{body}</xml>", NONCE, now)
        signer = WeChatSigner()
        signer.add_data(ACCOUNT.token, now, NONCE)
        query = {
            "signature": signer.signature,
            "timestamp": now,
            "nonce": NONCE,
            "openid": self.openid,
            "encrypt_type": "aes",
            "msg_signature": xmltodict.parse(envelope)["xml"]["MsgSignature"],
        }
        answer = requests.post(
            f"{self.assistant}/channels/wechat", params=query, data=envelope.encode(), timeout=SECONDS
        )
        sealed = xmltodict.parse(answer.text)["xml"]
        plain = crypto.decrypt_message(answer.text, sealed["MsgSignature"], sealed["TimeStamp"], sealed["Nonce"])
        return str(deserialize_reply(plain).content)


def labels(said: str) -> list[str]:
    """Return the words of the choices that a message offers, in order."""
    return [label for _, label in LINK.findall(said) if RATING.search(label) is None]


def words(said: str) -> str:
    """Return what a message says, without its links."""
    return LINK.sub(lambda found: f"[{found[2]}]", said)
