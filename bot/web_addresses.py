"""Addresses on the web as operators write them into settings: checked, and said which setting is wrong."""

from __future__ import annotations

from urllib.parse import urlsplit

from bot.errors import SettingsError


def read_web_url(variable: str, value: str) -> str:
    """Return the address of a server without a slash at its end.

    Raises:
        SettingsError: it is none.
    """
    if not _is_web(value):
        raise SettingsError(f"{variable}={value!r} 不是网址。请写成 http://127.0.0.1:5005 这样。")
    return value.rstrip("/")


def read_secret_url(variable: str, value: str) -> str:
    """Return an address as it is; it is a key itself, so no message repeats it.

    Raises:
        SettingsError: it is none.
    """
    if not _is_web(value):
        raise SettingsError(f"{variable} 不是网址。请写 https 开头的完整地址，例如企业微信群机器人给的那一个。")
    return value


def read_redis_url(variable: str, value: str) -> str:
    """Return the address of a Redis; it may hold a password, so no message repeats it.

    Raises:
        SettingsError: it is none.
    """
    if urlsplit(value).scheme not in ("redis", "rediss", "unix"):
        raise SettingsError(f"{variable} 不是 Redis 地址。请写成 redis://127.0.0.1:6379/0,或留空表示不用 Redis。")
    return value


def _is_web(value: str) -> bool:
    parts = urlsplit(value)
    return parts.scheme in ("http", "https") and bool(parts.hostname)
