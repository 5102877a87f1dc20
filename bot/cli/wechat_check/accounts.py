"""Opens the accounts that the settings name, and says in words why a platform refused."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import httpx

from bot.channel_settings import WechatAccount, WecomApp
from bot.clock import now
from bot.errors import BotError, SettingsError
from bot.messaging.api import MemoryShelf, PlatformRefusal, WechatApi, WecomApi
from bot.settings import Settings

NOT_SET_UP = "还没有配置微信服务号。请照 docs/wechat.md 把 AppID、AppSecret 和 Token 写进 .env，再运行一次。"
HIDDEN = "（已隐去）"


class AccountError(BotError):
    """The platform did not do what was asked; the message says what to mend and where."""


def account_of(settings: Settings) -> WechatAccount:
    """Return the 服务号 of the settings.

    Raises:
        SettingsError: there is none, or it is not complete.
    """
    if settings.wechat is None:
        raise SettingsError(line_about(settings, "微信", partly=True) or NOT_SET_UP)
    return settings.wechat


def line_about(settings: Settings, channel: str, partly: bool) -> str | None:
    """Return the line that says why a channel is off: because a part is missing, or because all of it is."""
    lines = [line for line in settings.channels_off if line.startswith(channel)]
    return next((line for line in lines if ("还缺" in line) is partly), None)


@asynccontextmanager
async def open_wechat(
    account: WechatAccount, transport: httpx.AsyncBaseTransport | None = None
) -> AsyncIterator[WechatApi]:
    """Give the interface of an account and close it afterwards; its token is not shared, for the command ends soon."""
    shelf = MemoryShelf()
    api = WechatApi(account.api_base, account.app_id, account.app_secret, shelf, now, transport=transport)
    try:
        yield api
    finally:
        await api.close()


@asynccontextmanager
async def open_wecom(app: WecomApp, transport: httpx.AsyncBaseTransport | None = None) -> AsyncIterator[WecomApi]:
    """Give the interface of a WeCom app and close it afterwards."""
    shelf = MemoryShelf()
    api = WecomApi(app.api_base, app.corp_id, app.agent_id, app.secret, shelf, now, transport=transport)
    try:
        yield api
    finally:
        await api.close()


def said_by(refused: PlatformRefusal, *secrets: str) -> str:
    """Return what the platform said, with every secret taken out that it might repeat."""
    text = str(refused)
    for secret in secrets:
        text = text.replace(secret, HIDDEN) if secret else text
    return text
