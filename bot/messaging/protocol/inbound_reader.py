"""Turns what the platforms post into ``inbound`` objects: every message and event that they document, and a place for the rest. Pure.

https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_standard_messages.html
https://developers.weixin.qq.com/doc/service/guide/product/message/Receiving_event_pushes.html
https://developers.weixin.qq.com/doc/service/guide/product/subscription_messages/push.html
"""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from typing import Any

from bot.messaging.protocol.inbound import (
    UNKNOWN_EVENT,
    CardTapped,
    ConsentChanged,
    Delivered,
    DeliveryReport,
    Followed,
    Inbound,
    Location,
    Media,
    MediaKind,
    MenuTapped,
    Noted,
    Scanned,
    TemplateConsent,
    Text,
    Unfollowed,
    UnknownInbound,
    Voice,
)
from bot.messaging.protocol.xml import NotXml, Tree

LONGEST_ADDRESS = 128
LONGEST_KEY = 200
DIGEST_CHARACTERS = 16
QR_PREFIX = "qrscene_"
LISTS = ("SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent", "SubscribeMsgSentEvent")


def read_inbound(tree: Tree) -> Inbound:
    """Return what a message or event is.

    Raises:
        NotXml: it does not say who sent it to whom, or what it is.
    """
    kind = _text(tree, "MsgType").lower()
    base = {"account": _text(tree, "ToUserName"), "address": _text(tree, "FromUserName"), "key": _key(tree)}
    if not kind or not all(base.values()) or len(base["address"]) > LONGEST_ADDRESS:
        raise NotXml("incomplete")
    if kind == "event":
        event = _text(tree, "Event")
        read = _EVENTS.get(event.lower())
        return read(tree, base) if read else UnknownInbound(**base, what=f"{UNKNOWN_EVENT}{event[:32]}")
    read = _MESSAGES.get(kind)
    return read(tree, base) if read else UnknownInbound(**base, what=kind[:32])


def _key(tree: Tree) -> str:
    """Return what tells a repeated delivery: the MsgId, and for events, which have none, who did what when.

    The ``MsgID`` of delivery events is that of the message sent, and not theirs; it only tells several of a second apart,
    as does what an event lists.
    """
    if _text(tree, "MsgType").lower() != "event" and _text(tree, "MsgId"):
        return f"m:{_text(tree, 'MsgId')}"[:LONGEST_KEY]
    names = ("FromUserName", "CreateTime", "Event", "EventKey", "MsgID", "ResponseCode")
    parts = [*(_text(tree, name) for name in names), *_digest(tree)]
    return f"e:{':'.join(parts)}"[:LONGEST_KEY] if all(parts[:3]) else ""


def _digest(tree: Tree) -> list[str]:
    """Return a short name of what an event lists, and nothing when it lists nothing."""
    items = [sorted(item.items()) for name in LISTS for item in _listed(tree, name)]
    return [hashlib.sha256(repr(items).encode()).hexdigest()[:DIGEST_CHARACTERS]] if items else []


def _text(tree: Tree, name: str) -> str:
    value = tree.get(name, "")
    return value.strip() if isinstance(value, str) else ""


def _words(tree: Tree, base: dict[str, str]) -> Inbound:
    return Text(**base, text=_text(tree, "Content"), choice=_text(tree, "bizmsgmenuid") or None)


def _location(tree: Tree, base: dict[str, str]) -> Inbound:
    try:
        latitude, longitude = float(_text(tree, "Location_X")), float(_text(tree, "Location_Y"))
    except ValueError:
        raise NotXml("no coordinates") from None
    if not (math.isfinite(latitude) and math.isfinite(longitude) and abs(latitude) <= 90 and abs(longitude) <= 180):
        raise NotXml("no place on earth")
    return Location(**base, latitude=latitude, longitude=longitude, label=_text(tree, "Label"))


def _media(kind: MediaKind) -> Callable[[Tree, dict[str, str]], Inbound]:
    return lambda _tree, base: Media(**base, kind=kind)


def _noted(what: str) -> Callable[[Tree, dict[str, str]], Inbound]:
    return lambda _tree, base: Noted(**base, what=what)


def _consents(container: str) -> Callable[[Tree, dict[str, str]], Inbound]:
    def read(tree: Tree, base: dict[str, str]) -> Inbound:
        changes = [
            TemplateConsent(_text(each, "TemplateId"), _text(each, "SubscribeStatusString").lower() == "accept")
            for each in _listed(tree, container)
        ]
        return ConsentChanged(**base, changes=tuple(change for change in changes if change.template))

    return read


def _sent(tree: Tree, base: dict[str, str]) -> Inbound:
    deliveries = [
        DeliveryReport(_text(each, "MsgID"), _text(each, "ErrorCode") == "0", _failure(_text(each, "ErrorStatus")))
        for each in _listed(tree, "SubscribeMsgSentEvent")
    ]
    return Delivered(**base, deliveries=tuple(delivery for delivery in deliveries if delivery.message_id))


def _template_sent(tree: Tree, base: dict[str, str]) -> Inbound:
    status = _text(tree, "Status")
    delivery = DeliveryReport(_text(tree, "MsgID"), status.lower() == "success", _failure(status))
    return Delivered(**base, deliveries=(delivery,) if delivery.message_id else ())


def _failure(status: str) -> str:
    """Return the platform's word for a failure without its prefix.

    >>> _failure("failed:user block"), _failure("failed: system failed"), _failure("success")
    ('user block', 'system failed', '')
    """
    return "" if status.lower() == "success" else status.removeprefix("failed:").strip()[:64]


def _listed(tree: Tree, container: str) -> list[Tree]:
    """Return the items of a list: one item is no list in XML, several are."""
    held = tree.get(container)
    items: Any = held.get("List", []) if isinstance(held, dict) else []
    return [item for item in (items if isinstance(items, list) else [items]) if isinstance(item, dict)]


_MESSAGES: dict[str, Callable[[Tree, dict[str, str]], Inbound]] = {
    "text": _words,
    "voice": lambda tree, base: Voice(**base, text=_text(tree, "Recognition")),
    "image": _media(MediaKind.IMAGE),
    "video": _media(MediaKind.VIDEO),
    "shortvideo": _media(MediaKind.VIDEO),
    "link": _media(MediaKind.LINK),
    "file": _media(MediaKind.FILE),
    "location": _location,
}
_EVENTS: dict[str, Callable[[Tree, dict[str, str]], Inbound]] = {
    "subscribe": lambda tree, base: Followed(**base, scene=_text(tree, "EventKey").removeprefix(QR_PREFIX)),
    "unsubscribe": lambda _tree, base: Unfollowed(**base),
    "scan": lambda tree, base: Scanned(**base, scene=_text(tree, "EventKey")),
    "click": lambda tree, base: MenuTapped(**base, entry=_text(tree, "EventKey")),
    "view": _noted("view"),
    "location": _noted("location"),
    "templatesendjobfinish": _template_sent,
    "subscribe_msg_popup_event": _consents("SubscribeMsgPopupEvent"),
    "subscribe_msg_change_event": _consents("SubscribeMsgChangeEvent"),
    "subscribe_msg_sent_event": _sent,
    "enter_agent": _noted("enter_agent"),
    "template_card_event": lambda tree, base: CardTapped(
        **base, task=_text(tree, "TaskId"), button=_text(tree, "EventKey"), response_code=_text(tree, "ResponseCode")
    ),
}
