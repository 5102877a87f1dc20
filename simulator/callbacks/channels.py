"""The two callback addresses and how a body is signed and sealed for each."""

from __future__ import annotations

import secrets
from dataclasses import dataclass

from simulator.callbacks.reply_checks import BODY, WECOM_BODY
from simulator.platform.config import Mode, SimulatorConfig
from simulator.wire.crypto import SandboxEnvelopes, signature
from simulator.wire.xml_writer import Value, write_xml


@dataclass(frozen=True)
class CallbackChannel:
    """One callback address.

    Args:
        name: ``wechat`` or ``wecom``.
        account: what messages to the account carry as ToUserName.
        envelopes: its token and key.
        is_encrypted: 安全模式; always so for WeCom.
        bodies: the kinds of reply it takes.
        outer: what stands beside Encrypt in a sealed body.
    """

    name: str
    account: str
    envelopes: SandboxEnvelopes
    is_encrypted: bool
    bodies: dict[str, tuple[str, ...]]
    outer: tuple[tuple[str, Value], ...] = ()

    @property
    def path(self) -> str:
        """Return the path below the assistant's base address."""
        return f"/channels/{self.name}"


@dataclass(frozen=True)
class SignedParameters:
    """What to post: query and body."""

    query: dict[str, str]
    body: bytes


def wechat_channel(config: SimulatorConfig) -> CallbackChannel:
    """Return the callback of the 服务号."""
    account = config.wechat
    envelopes = SandboxEnvelopes(account.token, account.aes_key, account.app_id)
    return CallbackChannel("wechat", account.original_id, envelopes, account.mode is Mode.AES, BODY)


def wecom_channel(config: SimulatorConfig) -> CallbackChannel:
    """Return the callback of the WeCom application."""
    account = config.wecom
    envelopes = SandboxEnvelopes(account.token, account.aes_key, account.corp_id)
    return CallbackChannel("wecom", account.corp_id, envelopes, True, WECOM_BODY, (("AgentID", str(account.agent_id)),))


def sign(channel: CallbackChannel, xml: str, user: str, timestamp: int, is_forged: bool = False) -> SignedParameters:
    """Return ``xml`` as it is posted: with signature in the query, sealed when the channel is encrypted.

    Args:
        channel: where it goes.
        xml: the plain message.
        user: openid, which 服务号 callbacks carry in the query as well.
        timestamp: seconds, signed.
        is_forged: sign with a token that is not the account's.
    """
    stamp, nonce = str(timestamp), str(secrets.randbelow(10**10))
    token = "forged" if is_forged else channel.envelopes.token
    query = {"timestamp": stamp, "nonce": nonce}
    body = xml
    if channel.name == "wechat":
        query = {"signature": signature(token, stamp, nonce), **query, "openid": user}
    if channel.is_encrypted:
        sealed = channel.envelopes.encrypt(xml)
        query["msg_signature"] = signature(token, stamp, nonce, sealed)
        if channel.name == "wechat":
            query["encrypt_type"] = "aes"
        body = write_xml({"ToUserName": channel.account, "Encrypt": sealed, **dict(channel.outer)})
    return SignedParameters(query, body.encode())
