"""Which scripts, connections and frames the page allows: WeChat's JS-SDK in addition to our own files."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.channel_settings import WECHAT_SCRIPTS, WechatAccount


def page_policy(account: WechatAccount | None) -> str:
    """Return the Content-Security-Policy of the page.

    WeChat forbids copies of its script, so it comes from WeChat. A simulator also shows the page in a frame and is told of taps.
    """
    scripts = "" if account is None else f" {_origin(account.scripts)}"
    is_simulated = account is not None and account.scripts != WECHAT_SCRIPTS
    simulator = scripts if is_simulated else ""
    return (
        f"default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self'; connect-src 'self'{simulator}; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {simulator.strip() or chr(39) + 'none' + chr(39)}"
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
