"""Asks WeCom for a token and says what a token proves. For ``leye wechat check``."""

from __future__ import annotations

from bot.channel_settings import WecomApp
from bot.cli.wechat_check.accounts import said_by
from bot.cli.wechat_check.findings import Finding, note, right, skipped, wrong
from bot.cli.wechat_check.remedies import WECOM_APP, WECOM_NOT_LISTED, refused_address, wecom_remedy
from bot.messaging.api import PlatformRefusal, WecomApi

TOKEN = "企业微信 访问令牌"
ADDRESSES = "企业微信 可信IP"


async def check_wecom_platform(api: WecomApi, app: WecomApp) -> list[Finding]:
    """Return whether the app gets a token; whether it may send from here shows only when it sends."""
    try:
        await api.check_token()
    except PlatformRefusal as refused:
        if refused.code in WECOM_NOT_LISTED:
            said = f"平台不认这台机器的地址 {refused_address(refused)}（{refused.code}）"
            return [skipped(TOKEN, "先把可信IP改好"), wrong(ADDRESSES, said, wecom_remedy(refused))]
        return [
            wrong(TOKEN, said_by(refused, app.secret), wecom_remedy(refused)),
            skipped(ADDRESSES, "拿到访问令牌才能查"),
        ]
    listed = note(
        ADDRESSES, "拿到令牌不等于能发消息：发第一条时平台才查地址", f"在{WECOM_APP}的「企业可信IP」里确认有这台机器。"
    )
    return [right(TOKEN, "拿到了"), listed]
