"""Checks what the settings say of the platforms, without asking anybody. For ``leye wechat check``."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.channel_settings import WECHAT_API, WechatAccount, WecomApp
from bot.cli.wechat_check.accounts import line_about
from bot.cli.wechat_check.findings import Finding, note, right, skipped, wrong
from bot.cli.wechat_check.remedies import BASICS, WECOM_APP
from bot.settings import Settings

LOOPBACK = ("127.0.0.1", "localhost", "::1")
WECHAT = "微信 设置"
WECOM = "企业微信 设置"


def check_wechat_settings(settings: Settings) -> list[Finding]:
    """Return whether the settings of the 服务号 are complete, encrypted and official."""
    account = settings.wechat
    if account is None:
        said = line_about(settings, "微信", partly=True) or "没有配置"
        return [wrong(WECHAT, said, f"照 docs/wechat.md 填 .env；AppID、AppSecret、Token 都在{BASICS}。")]
    return [right(WECHAT, f"齐了（AppID {account.app_id}）{_base(account)}"), _check_mode(account)]


def check_public_url(settings: Settings) -> Finding:
    """Return whether people's phones can open the pages: https, except where a simulator plays the platform."""
    thing = "对外网址"
    url = settings.public_url
    if url is None:
        remedy = "在 .env 写 LEYE_PUBLIC_URL=https://您的域名；没有它，菜单里没有「订阅和我的数据」，也收不到订阅同意。"
        return wrong(thing, "没有写", remedy)
    parts = urlsplit(url)
    is_simulated = settings.wechat is not None and settings.wechat.api_base != WECHAT_API
    if parts.scheme == "https" or (is_simulated and parts.hostname in LOOPBACK):
        return right(thing, url)
    return wrong(thing, f"{url} 不是 https", "给域名装上 https 证书，把 .env 的 LEYE_PUBLIC_URL 改成 https 开头。")


def check_wecom_settings(settings: Settings) -> Finding:
    """Return whether the settings of WeCom are complete; to have none is a choice, to have some is a mistake."""
    app = settings.wecom
    if app is not None:
        return right(WECOM, f"齐了（AgentId {app.agent_id}）{_base(app)}")
    partly = line_about(settings, "企业微信", partly=True)
    if partly is not None:
        where = f"AgentId、Secret 在{WECOM_APP}；Token、EncodingAESKey 在它的「接收消息 → 设置API接收」。"
        return wrong(WECOM, partly, where)
    return skipped(WECOM, "没有配置，不开（红娘不用企业微信就不用管）")


def _check_mode(account: WechatAccount) -> Finding:
    thing = "微信 消息加解密"
    if not account.aes_keys:
        remedy = f"在{BASICS}的「消息推送」选安全模式，把 EncodingAESKey 写进 .env 的 LEYE_WECHAT_AES_KEY，两边同时改。"
        return note(thing, "明文模式：能用，但建议安全模式", remedy)
    if len(account.aes_keys) > 1:
        remedy = "换钥匙几天以后，从 .env 去掉 LEYE_WECHAT_PREVIOUS_AES_KEY，重新启动。"
        return note(thing, "安全模式，旧钥匙还留着", remedy)
    return right(thing, "安全模式")


def _base(account: WechatAccount | WecomApp) -> str:
    is_official = account.api_base in (WECHAT_API, WecomApp.api_base)
    return "" if is_official else f"，接口地址 {account.api_base}（不是官方的）"
