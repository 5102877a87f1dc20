"""The doors of the messaging platforms that the settings open."""

from __future__ import annotations

from typing import Protocol

from fastapi import APIRouter
from starlette.concurrency import run_in_threadpool

from bot.channel_settings import WechatAccount
from bot.clock import now
from bot.front.channels.wechat.answers import OnDelivered
from bot.front.channels.wechat.channel import WechatChannel
from bot.front.channels.wecom.channel import WecomChannel
from bot.front.services import FrontServices
from bot.kb import KnowledgeBase
from bot.messaging.protocol import Delivered
from bot.outreach.ledger import report_delivery
from bot.people import GrantKind
from bot.settings import Settings


class MessagingChannel(Protocol):
    """A door: its routes, and what it does besides answering."""

    router: APIRouter

    def start(self) -> None:
        """Begin to look after what waits."""

    async def close(self) -> None:
        """Finish what is under way."""


def open_channels(settings: Settings, shared: FrontServices) -> list[MessagingChannel]:
    """Return the doors of the platforms whose settings are complete."""
    channels: list[MessagingChannel] = []
    if settings.wechat is not None:
        channels.append(
            WechatChannel(settings.wechat, shared, _kinds(settings.wechat, shared.kb()), _on_delivered(shared))
        )
    if settings.wecom is not None:
        channels.append(WecomChannel(settings.wecom, shared, settings.as_of))
    return channels


def _on_delivered(shared: FrontServices) -> OnDelivered:
    """Return what passes on to the ledger of notices what became of a message."""

    async def report(event: Delivered) -> None:
        for delivery in event.deliveries:
            failure = None if delivery.delivered else delivery.reason or "failed"
            await run_in_threadpool(report_delivery, shared.engine, delivery.message_id, now(), failure)

    return report


def _kinds(account: WechatAccount, kb: KnowledgeBase) -> dict[str, GrantKind]:
    """Return how long a grant of each of the account's templates lasts; 模板消息 need no grant."""
    return {
        template: GrantKind(kb.templates[key].kind.value)
        for key, template in account.templates.items()
        if key in kb.templates and kb.templates[key].kind.value in {kind.value for kind in GrantKind}
    }
