"""What to mend, and where in the platform's console, for each error code that setting up an account can meet.

https://developers.weixin.qq.com/doc/oplatform/developers/errCode/errCode.html
https://developers.weixin.qq.com/doc/oplatform/developers/product/subscription_service/ (where things stand in the console)
https://developer.work.weixin.qq.com/document/path/90313
"""

from __future__ import annotations

import re

from bot.messaging.api import PASSING, PlatformRefusal, Reaction

# WeChat: "invalid ip 203.0.113.7 ipv6 ::ffff:203.0.113.7, not in whitelist"; WeCom: "from ip: 203.0.113.7".
REFUSED_ADDRESS = re.compile(r"(?:invalid ip|from ip:?) +([0-9a-fA-F.:]+)")
WECHAT_NOT_LISTED = (40164, 61004)
WECOM_NOT_LISTED = (60020,)
NO_MENU = 46003

BASICS = "微信开发者平台「我的业务 → 服务号 → 基础信息」"
WECOM_APP = "企业微信管理后台「应用管理 → 自建 → 这个应用」"
WECHAT = {
    40001: f"AppSecret 不对。在{BASICS}核对或重置，写进 .env 的 LEYE_WECHAT_APP_SECRET。",
    40013: f"AppID 不对。在{BASICS}复制，写进 .env 的 LEYE_WECHAT_APP_ID（wx 开头）。",
    40125: f"AppSecret 不对。在{BASICS}核对或重置，写进 .env 的 LEYE_WECHAT_APP_SECRET。",
    40243: f"AppSecret 被冻结了。在{BASICS}解冻，10 分钟后生效。",
    45009: "今天调用这个接口的次数用完了，明天再试；额度在公众平台「设置与开发 → 接口权限」看。",
    48001: "账号没有这个接口的权限：多半是服务号还没有认证。在公众平台「设置与开发 → 账号设置 → 微信认证」办。",
    48004: "接口被平台封禁了。登录公众平台，看「通知中心」里写的原因和申诉办法。",
    50002: "账号被平台限制使用。登录公众平台，看「通知中心」里写的原因和申诉办法。",
}
WECOM = {
    40001: f"Secret 不对。在{WECOM_APP}里查看 Secret，写进 .env 的 LEYE_WECOM_SECRET。",
    40013: "CorpID 不对。在企业微信管理后台「我的企业 → 企业信息」最下面复制，写进 .env 的 LEYE_WECOM_CORP_ID。",
    40091: f"Secret 不对。在{WECOM_APP}里查看 Secret，写进 .env 的 LEYE_WECOM_SECRET。",
    45009: "调用太频繁，过一分钟再试。",
}


def wechat_remedy(refused: PlatformRefusal) -> str:
    """Return what to do about a refusal of WeChat."""
    if refused.code in WECHAT_NOT_LISTED:
        return f"在{BASICS}的「API IP 白名单」里加上 {refused_address(refused)}，等几分钟再试。"
    return WECHAT.get(refused.code or 0) or _otherwise(refused)


def wecom_remedy(refused: PlatformRefusal) -> str:
    """Return what to do about a refusal of WeCom."""
    if refused.code in WECOM_NOT_LISTED:
        return f"在{WECOM_APP}的「企业可信IP」里加上 {refused_address(refused)}，等几分钟再试。"
    return WECOM.get(refused.code or 0) or _otherwise(refused)


def refused_address(refused: PlatformRefusal) -> str:
    """Return the address to add to the list, taken from what the platform said."""
    found = REFUSED_ADDRESS.search(refused.detail)
    return found.group(1).rstrip(".:") if found else "这台机器上网用的公网地址（平台没有说是哪个，请问网络管理员）"


def _otherwise(refused: PlatformRefusal) -> str:
    if refused.code is None and refused.reaction in (Reaction.RETRY, Reaction.UNKNOWN_OUTCOME):
        return "看这台机器能不能上外网、域名解析通不通；也看 .env 里有没有写错 API_BASE（平时不写）。"
    if refused.reaction in PASSING:
        return "平台正忙，过几分钟再试。"
    return "照这个错误码查平台的返回码说明，链接在 docs/wechat.md「出了问题怎么办」。"
