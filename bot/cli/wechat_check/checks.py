"""Everything that ``leye wechat check`` looks at, in the order in which it is mended."""

from __future__ import annotations

from dataclasses import dataclass

import httpx

from bot.cli.processes.ports import page_address
from bot.cli.wechat_check.accounts import open_wechat, open_wecom
from bot.cli.wechat_check.findings import Finding
from bot.cli.wechat_check.handshake import HandshakeQuestion, check_callback, wechat_question, wecom_question
from bot.cli.wechat_check.settings import check_public_url, check_wechat_settings, check_wecom_settings
from bot.cli.wechat_check.wechat import check_wechat_platform
from bot.cli.wechat_check.wecom import check_wecom_platform
from bot.settings import Settings

CALLBACK = "微信 回调网址"
WECOM_CALLBACK = "企业微信 回调网址"


@dataclass(frozen=True)
class Ways:
    """How to reach the platforms and the assistant, when not over the network (tests)."""

    platform: httpx.AsyncBaseTransport | None = None
    assistant: httpx.AsyncBaseTransport | None = None


async def check_all(settings: Settings, ways: Ways = Ways()) -> list[Finding]:
    """Return every finding about both platforms; never raises for what they do."""
    found = [*check_wechat_settings(settings), check_public_url(settings)]
    if settings.wechat is not None:
        async with open_wechat(settings.wechat, ways.platform) as api:
            found += await check_wechat_platform(api, settings.wechat, settings)
        found.append(await _handshake(CALLBACK, wechat_question(settings.wechat), settings, ways))
    found.append(check_wecom_settings(settings))
    if settings.wecom is not None:
        async with open_wecom(settings.wecom, ways.platform) as app:
            found += await check_wecom_platform(app, settings.wecom)
        found.append(await _handshake(WECOM_CALLBACK, wecom_question(settings.wecom), settings, ways))
    return found


async def _handshake(thing: str, question: HandshakeQuestion, settings: Settings, ways: Ways) -> Finding:
    local = page_address(settings.host, settings.port)
    return await check_callback(thing, question, local, settings.public_url, ways.assistant)
