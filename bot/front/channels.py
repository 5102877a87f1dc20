"""The doors of the messaging platforms that the settings open."""

from __future__ import annotations

from typing import Protocol

from fastapi import APIRouter

from bot.channel_settings import WechatAccount
from bot.front.shared import Shared
from bot.front.wechat import WechatChannel
from bot.people import GrantKind
from bot.policies import KnowledgeBase
from bot.settings import Settings


class Channel(Protocol):
    """A door: its routes, and what it does besides answering."""

    router: APIRouter

    def start(self) -> None:
        """Begin to look after what waits."""

    async def close(self) -> None:
        """Finish what is under way."""


def open_channels(settings: Settings, shared: Shared) -> list[Channel]:
    """Return the doors of the platforms whose settings are complete."""
    channels: list[Channel] = []
    if settings.wechat is not None:
        channels.append(WechatChannel(settings.wechat, shared, _kinds(settings.wechat, shared.kb())))
    return channels


def _kinds(account: WechatAccount, kb: KnowledgeBase) -> dict[str, GrantKind]:
    """Return how long a grant of each of the account's templates lasts; 模板消息 need no grant."""
    return {
        template: GrantKind(kb.templates[key].kind.value)
        for key, template in account.templates.items()
        if key in kb.templates and kb.templates[key].kind.value in {kind.value for kind in GrantKind}
    }
