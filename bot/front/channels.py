"""The doors of the messaging platforms that the settings open."""

from __future__ import annotations

from typing import Protocol

from fastapi import APIRouter

from bot.front.shared import Shared
from bot.front.wechat import WechatChannel
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
        channels.append(WechatChannel(settings.wechat, shared, {}))
    return channels
