"""Judges what the assistant answered to a callback, as strictly as the platform may.

Sources: doc/offiaccount 被动回复用户消息 (Passive_user_reply_message.html) and 消息加解密说明; WeCom path/90241.
"""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from enum import Enum

from simulator.ground import SandboxRefusal
from simulator.wire.crypto import BadEnvelope, SandboxEnvelopes
from simulator.wire.xml_reader import BadXml, XmlNode, read_xml

# Text of a passive reply, in bytes of UTF-8 (WeCom path/96469; taken over for 服务号, where no number is published).
LONGEST_TEXT_BYTES = 2048
MOST_ARTICLES = 8
HEAD = ("ToUserName", "FromUserName", "CreateTime", "MsgType")
# What each kind of reply carries beside the head.
BODY = {
    "text": ("Content",),
    "image": ("Image",),
    "voice": ("Voice",),
    "video": ("Video",),
    "music": ("Music",),
    "news": ("ArticleCount", "Articles"),
    "transfer_customer_service": (),
}
WECOM_BODY = {
    "text": ("Content",),
    "image": ("Image",),
    "news": ("ArticleCount", "Articles"),
    "update_button": ("Button",),
    "update_template_card": ("TemplateCard",),
}
NESTED = {"Image", "Voice", "Video", "Music", "Articles", "Button", "TemplateCard"}


class BodyKind(str, Enum):
    """What an answer to a callback was."""

    PASSIVE = "passive"
    SUCCESS = "success"
    EMPTY = "empty"
    INVALID = "invalid"
    TIMEOUT = "timeout"
    ERROR = "error"


class BadReply(SandboxRefusal):
    """A reply breaks a rule of the platform; the message says which one."""


@dataclass(frozen=True)
class CheckedReply:
    """A reply that may be shown.

    Args:
        kind: the MsgType.
        text: what the phone shows.
        url: of the first article of a news reply.
    """

    kind: str
    text: str
    title: str = ""
    url: str = ""


@dataclass(frozen=True)
class Expected:
    """What a reply to one callback has to look like.

    Args:
        to_user: who sent the callback's message.
        from_user: the account it was sent to.
        envelopes: to open an encrypted reply.
        is_encrypted: whether the callback was.
        bodies: the kinds of reply that this platform knows.
    """

    to_user: str
    from_user: str
    envelopes: SandboxEnvelopes
    is_encrypted: bool
    bodies: dict[str, tuple[str, ...]]


def read_reply(body: bytes, expected: Expected) -> CheckedReply | None:
    """Return the reply to show, or None when the body accepts the callback in silence.

    Raises:
        BadReply: the body is neither a reply, nor ``success``, nor empty.
    """
    if body in (b"", b"success"):
        return None
    if not body.strip():
        raise BadReply("回复只有空白：应是零字节、success 或 XML")
    if body.lstrip()[:1] in (b"{", b"[", b'"'):
        raise BadReply("回复是 JSON：应是 XML 或 success")
    try:
        root = read_xml(body)
        if expected.is_encrypted:
            root = read_xml(_opened(root, expected.envelopes).encode())
    except (BadXml, BadEnvelope) as error:
        raise BadReply(str(error)) from error
    if not expected.is_encrypted and root.child("Encrypt") is not None:
        raise BadReply("明文请求得到了密文回复")
    return _reply_of(root, expected)


def _opened(root: XmlNode, envelopes: SandboxEnvelopes) -> str:
    """Return the plain text of an encrypted reply whose signature holds."""
    _only(root, ("Encrypt", "MsgSignature", "TimeStamp", "Nonce"), "密文回复")
    cipher_text = root.text_of("Encrypt")
    right = envelopes.sign(root.text_of("TimeStamp"), root.text_of("Nonce"), cipher_text)
    if not hmac.compare_digest(right, root.text_of("MsgSignature")):
        raise BadReply("回复的 MsgSignature 不对")
    return envelopes.decrypt(cipher_text)


def _only(root: XmlNode, names: tuple[str, ...], what: str) -> None:
    """Refuse missing, repeated and unknown elements: an unescaped ``]]>`` makes such."""
    found = [child.name for child in root.children]
    if missing := [name for name in names if name not in found]:
        raise BadReply(f"{what}缺少 {'、'.join(missing)}")
    if unknown := sorted({name for name in found if name not in names or found.count(name) > 1}):
        raise BadReply(f"{what}多出了 {'、'.join(unknown)}（内容里的 ]]> 没有转义？）")
    if root.text.strip():
        raise BadReply(f"{what}在元素之外还有文字")


def _whole(node: XmlNode) -> None:
    """Refuse an element whose text stands partly in CDATA and partly outside."""
    if node.has_cdata and node.outside.strip():
        raise BadReply(f"{node.name} 的 CDATA 不完整")
    for child in node.children:
        _whole(child)


def _reply_of(root: XmlNode, expected: Expected) -> CheckedReply:
    kind = root.text_of("MsgType")
    if kind not in expected.bodies:
        raise BadReply(f"不认识的 MsgType：{kind or '（空）'}")
    _only(root, (*HEAD, *expected.bodies[kind]), "回复")
    _whole(root)
    for child in root.children:
        if child.children and child.name not in NESTED:
            raise BadReply(f"{child.name} 里混进了别的元素（内容里的 ]]> 没有转义？）")
    if (root.text_of("ToUserName"), root.text_of("FromUserName")) != (expected.to_user, expected.from_user):
        raise BadReply("ToUserName / FromUserName 没有对调")
    if not root.text_of("CreateTime").isdigit():
        raise BadReply("CreateTime 应是整数秒")
    return _shown(root, kind)


def _shown(root: XmlNode, kind: str) -> CheckedReply:
    if kind == "text":
        return CheckedReply(kind, _text_of(root))
    if kind == "news":
        return _news(root)
    if kind in ("image", "voice", "video"):
        media = root.child(kind.capitalize())
        if media is None or not media.text_of("MediaId"):
            raise BadReply(f"{kind} 缺少 MediaId")
    return CheckedReply(kind, {"image": "［图片］", "voice": "［语音］", "video": "［视频］"}.get(kind, f"［{kind}］"))


def _text_of(root: XmlNode) -> str:
    content = root.text_of("Content")
    if not content.strip():
        raise BadReply("Content 是空的")
    if (size := len(content.encode())) > LONGEST_TEXT_BYTES:
        raise BadReply(f"Content 有 {size} 字节，超过 {LONGEST_TEXT_BYTES} 字节")
    return content


def _news(root: XmlNode) -> CheckedReply:
    articles = root.child("Articles")
    items = articles.children if articles else []
    if not 1 <= len(items) <= MOST_ARTICLES or root.text_of("ArticleCount") != str(len(items)):
        raise BadReply("ArticleCount 和 Articles 里的条数对不上")
    first = items[0]
    if not first.text_of("Title"):
        raise BadReply("图文没有 Title")
    return CheckedReply("news", first.text_of("Description"), first.text_of("Title"), first.text_of("Url"))
