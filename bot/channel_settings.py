"""The settings of the messaging platforms. A channel whose settings are not complete is off, and says so."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from bot.errors import SettingsError

WECHAT_API = "https://api.weixin.qq.com"
WECHAT_PAGES = "https://open.weixin.qq.com"
WECHAT_SCRIPTS = "https://res.wx.qq.com"
WECOM_API = "https://qyapi.weixin.qq.com"

WECHAT_NEEDED = ("LEYE_WECHAT_APP_ID", "LEYE_WECHAT_APP_SECRET", "LEYE_WECHAT_TOKEN")
WECHAT_OPTIONAL = (
    "LEYE_WECHAT_AES_KEY",
    "LEYE_WECHAT_PREVIOUS_AES_KEY",
    "LEYE_WECHAT_API_BASE",
    "LEYE_WECHAT_TEMPLATES",
)
WECOM_NEEDED = (
    "LEYE_WECOM_CORP_ID",
    "LEYE_WECOM_AGENT_ID",
    "LEYE_WECOM_SECRET",
    "LEYE_WECOM_TOKEN",
    "LEYE_WECOM_AES_KEY",
)
WECOM_OPTIONAL = ("LEYE_WECOM_PREVIOUS_AES_KEY", "LEYE_WECOM_API_BASE")

AES_KEY = re.compile(r"[A-Za-z0-9]{43}")
TOKEN = re.compile(r"[A-Za-z0-9]{3,32}")
TEMPLATE = re.compile(r"([a-z][a-z0-9_]*)=([A-Za-z0-9_-]{10,64})")


@dataclass(frozen=True)
class WechatAccount:
    """One 服务号. Secrets stay out of its ``repr``.

    Args:
        aes_keys: the present EncodingAESKey and, after a change, the previous one; empty in 明文模式.
        templates: the account's template id for each key of templates.yml.
        scripts: where the JS-SDK of the pages comes from; the host of the API when that is a simulator.
    """

    app_id: str
    app_secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_keys: tuple[str, ...] = field(default=(), repr=False)
    api_base: str = WECHAT_API
    pages: str = WECHAT_PAGES
    scripts: str = WECHAT_SCRIPTS
    templates: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class WecomApp:
    """One self-built app of a company. Secrets stay out of its ``repr``."""

    corp_id: str
    agent_id: int
    secret: str = field(repr=False)
    token: str = field(repr=False)
    aes_keys: tuple[str, ...] = field(repr=False)
    api_base: str = WECOM_API


def read_wechat(given: Mapping[str, str]) -> WechatAccount | None:
    """Return the account, or None when a setting that it needs is missing.

    Raises:
        SettingsError: a setting is malformed.
    """
    _check_shapes(given, WECHAT_OPTIONAL + WECHAT_NEEDED)
    if missing_of(given, WECHAT_NEEDED):
        return None
    base = given.get("LEYE_WECHAT_API_BASE", WECHAT_API).rstrip("/")
    is_official = base == WECHAT_API
    return WechatAccount(
        app_id=given["LEYE_WECHAT_APP_ID"],
        app_secret=given["LEYE_WECHAT_APP_SECRET"],
        token=given["LEYE_WECHAT_TOKEN"],
        aes_keys=_keys(given, "LEYE_WECHAT"),
        api_base=base,
        pages=WECHAT_PAGES if is_official else base,
        scripts=WECHAT_SCRIPTS if is_official else base,
        templates=dict(TEMPLATE.findall(given.get("LEYE_WECHAT_TEMPLATES", ""))),
    )


def read_wecom(given: Mapping[str, str]) -> WecomApp | None:
    """Return the app, or None when a setting that it needs is missing.

    Raises:
        SettingsError: a setting is malformed.
    """
    _check_shapes(given, WECOM_OPTIONAL + WECOM_NEEDED)
    if missing_of(given, WECOM_NEEDED):
        return None
    return WecomApp(
        corp_id=given["LEYE_WECOM_CORP_ID"],
        agent_id=int(given["LEYE_WECOM_AGENT_ID"]),
        secret=given["LEYE_WECOM_SECRET"],
        token=given["LEYE_WECOM_TOKEN"],
        aes_keys=_keys(given, "LEYE_WECOM"),
        api_base=given.get("LEYE_WECOM_API_BASE", WECOM_API).rstrip("/"),
    )


def missing_of(given: Mapping[str, str], needed: tuple[str, ...]) -> tuple[str, ...]:
    """Return the settings that are not given."""
    return tuple(name for name in needed if name not in given)


def why_off(channel: str, given: Mapping[str, str], needed: tuple[str, ...]) -> str | None:
    """Return the line that says why a channel is off; None when it is on."""
    missing = missing_of(given, needed)
    if not missing:
        return None
    if len(missing) == len(needed):
        return f"{channel}没有配置，不开。要开请看 docs/wechat.md。"
    return f"{channel}不开：还缺 {'、'.join(missing)}。写进 .env 后重新启动，见 docs/wechat.md。"


def _keys(given: Mapping[str, str], prefix: str) -> tuple[str, ...]:
    names = (f"{prefix}_AES_KEY", f"{prefix}_PREVIOUS_AES_KEY")
    return tuple(given[name] for name in names if name in given)


def _check_shapes(given: Mapping[str, str], names: tuple[str, ...]) -> None:
    for name in names:
        if name not in given:
            continue
        for ending, (is_right, remedy) in _SHAPES.items():
            # The value may be a secret, so the message does not repeat it.
            if name.endswith(ending) and not is_right(given[name]):
                raise SettingsError(f"{name} 的写法不对：{remedy}")


def _is_web_address(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def _are_templates(value: str) -> bool:
    return all(TEMPLATE.fullmatch(part) for part in value.split(","))


_SHAPES: dict[str, tuple[Callable[[str], bool], str]] = {
    "_AES_KEY": (
        lambda value: bool(AES_KEY.fullmatch(value)),
        "EncodingAESKey 是 43 个字母和数字，从公众平台（或企业微信后台）的服务器配置里复制。",
    ),
    "_TOKEN": (
        lambda value: bool(TOKEN.fullmatch(value)),
        "Token 是 3 到 32 个字母和数字，要和平台后台填的一样。",
    ),
    "_AGENT_ID": (
        lambda value: value.isascii() and value.isdigit(),
        "AgentId 是一个整数，在企业微信后台的应用详情里。",
    ),
    "_API_BASE": (_is_web_address, "请写成 https://api.weixin.qq.com 这样；不写就是官方地址。"),
    "_TEMPLATES": (_are_templates, "请写成 policy_notice=模板编号,follow_up=模板编号。"),
}
