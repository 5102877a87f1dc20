"""Asks WeChat what it holds of the 服务号: token, address list, menu, templates. For ``leye wechat check``."""

from __future__ import annotations

from bot.channel_settings import WechatAccount
from bot.cli.wechat_check.accounts import said_by
from bot.cli.wechat_check.findings import Finding, right, skipped, wrong
from bot.cli.wechat_check.menu_tree import menu_differences
from bot.cli.wechat_check.remedies import NO_MENU, WECHAT_NOT_LISTED, refused_address, wechat_remedy
from bot.cli.wechat_check.templates import asked_kinds, check_templates, held_templates
from bot.errors import BotError
from bot.kb import load
from bot.messaging.api import PlatformRefusal, WechatApi
from bot.messaging.protocol import menu_body
from bot.settings import Settings

TOKEN = "微信 访问令牌"
ADDRESSES = "微信 IP 白名单"
MENU = "微信 菜单"
TEMPLATES = "微信 消息模板"
FIRST_TOKEN = "拿到访问令牌才能查"


async def check_wechat_platform(api: WechatApi, account: WechatAccount, settings: Settings) -> list[Finding]:
    """Return one line for each thing that the platform holds."""
    try:
        await api.check_token()
    except PlatformRefusal as refused:
        return [*_without_token(refused, account), skipped(MENU, FIRST_TOKEN), skipped(TEMPLATES, FIRST_TOKEN)]
    return [
        right(TOKEN, "拿到了"),
        right(ADDRESSES, "这台机器的地址在名单里"),
        await _check_menu(api, account, settings.public_url),
        *await _check_account_templates(api, account, settings),
    ]


def _without_token(refused: PlatformRefusal, account: WechatAccount) -> list[Finding]:
    if refused.code in WECHAT_NOT_LISTED:
        said = f"平台不认这台机器的地址 {refused_address(refused)}（{refused.code}）"
        return [skipped(TOKEN, "先把 IP 白名单改好"), wrong(ADDRESSES, said, wechat_remedy(refused))]
    said = said_by(refused, account.app_secret)
    return [wrong(TOKEN, said, wechat_remedy(refused)), skipped(ADDRESSES, FIRST_TOKEN)]


async def _check_menu(api: WechatApi, account: WechatAccount, public_url: str | None) -> Finding:
    create = "运行 leye wechat menu。"
    try:
        held = await api.read_menu()
    except PlatformRefusal as refused:
        if refused.code == NO_MENU:
            return wrong(MENU, "还没有建", create)
        return wrong(MENU, said_by(refused, account.app_secret), wechat_remedy(refused))
    differences = menu_differences(menu_body(public_url), held.get("menu", {}))
    if differences:
        return wrong(MENU, "；".join(differences), create)
    return right(MENU, "和程序里的一样")


async def _check_account_templates(api: WechatApi, account: WechatAccount, settings: Settings) -> list[Finding]:
    try:
        templates = load(settings.kb_dir).templates
    except BotError:
        return [wrong(TEMPLATES, "知识库读不进来，没法比", "先运行 leye kb validate，照它说的改好。")]
    try:
        held = await held_templates(api, asked_kinds(account, templates))
    except PlatformRefusal as refused:
        return [wrong(TEMPLATES, said_by(refused, account.app_secret), wechat_remedy(refused))]
    return check_templates(account, templates, held)
