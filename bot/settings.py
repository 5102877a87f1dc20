"""Every setting of the project, read in one place from the environment and ``.env``, which ``.env.example`` documents for operators."""

from __future__ import annotations

import os
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from ipaddress import ip_address
from pathlib import Path

from dotenv import dotenv_values

from bot.channel_settings import (
    WECHAT_NEEDED,
    WECOM_NEEDED,
    WechatAccount,
    WecomApp,
    read_wechat,
    read_wecom,
    why_off,
)
from bot.errors import SettingsError
from bot.web_addresses import read_redis_url, read_secret_url, read_web_url

DOTENV, SECRET_FILE, JOURNAL = Path(".env"), Path("var/secret"), Path("var/journal")
PEOPLE_KEY = "people_key"
# Beside it: what it was before, and the one that names conversations.
PREVIOUS, NAMING = "secret.previous", "naming"
SHORTEST_SECRET, SHORTEST_PEOPLE_KEY = 16, 32
# Sixteen letters drawn at random hold more different ones than this.
FEWEST_CHARACTERS = 6
SECONDS_IN = {"second": 1, "minute": 60, "hour": 3600}
RATE_LIMIT = re.compile(rf"([1-9]\d{{0,6}})/({'|'.join(SECONDS_IN)})")
NO_RATE_LIMIT, NO_PROXY = "off", "none"
# SQLAlchemy would tell too, but the command line starts faster without it.
DATABASE_URL = re.compile(r"(sqlite:////?|postgresql(\+psycopg2)?://)[^/]")


@dataclass(frozen=True)
class RequestAllowance:
    """How many requests one client may make in how many seconds."""

    count: int
    seconds: int


@dataclass(frozen=True)
class Settings:
    """The settings of one process; the defaults suit one machine."""

    database_url: str = "sqlite:///var/leye.db"
    redis_url: str | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    secret: str | None = None
    # Valid besides the one of today until `leye keys rotate --finish`.
    previous_secret: str | None = None
    # From which conversations of addresses are named, for ever; set by ``with_secret``.
    naming_key: str | None = None
    people_key: str | None = None
    previous_people_key: str | None = None
    backup_key: str | None = None
    journal_dir: Path | None = None
    rate_limit: str = "120/minute"
    trusted_proxies: str = "127.0.0.1,::1"
    # Who besides this machine may read /metrics.
    metrics_clients: str = ""
    as_of: date | None = None
    rasa_url: str = "http://127.0.0.1:5005"
    actions_url: str = "http://127.0.0.1:5055"
    kb_dir: Path = Path("policies_kb")
    # The digest of a knowledge base that passed the gates; `leye run` gives it to its processes.
    kb_checked: str | None = None
    public_url: str | None = None
    towns_geojson: Path | None = None
    reader_url: str | None = None
    reader_model: str = "default"
    reader_key: str | None = field(default=None, repr=False)
    alert_webhook: str | None = field(default=None, repr=False)
    wechat: WechatAccount | None = None
    wecom: WecomApp | None = None
    # Lines for the operator, said at start.
    channels_off: tuple[str, ...] = field(default=(), compare=False)

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Settings:
        """Read the settings from ``environ`` (default: the process environment) over ``.env`` in the working directory.

        An empty value counts as unset.

        Raises:
            SettingsError: a value is malformed; the message names the variable and the remedy.
        """
        merged = {**dotenv_values(DOTENV), **(os.environ if environ is None else environ)}
        given = {name: value.strip() for name, value in merged.items() if value and value.strip()}
        found = {
            field: read(variable, given[variable]) for field, (variable, read) in _READERS.items() if variable in given
        }
        notes = (why_off("微信", given, WECHAT_NEEDED), why_off("企业微信", given, WECOM_NEEDED))
        return cls(
            **found,  # type: ignore[arg-type]
            wechat=read_wechat(given),
            wecom=read_wecom(given),
            channels_off=tuple(note for note in notes if note),
        )

    @property
    def allowance(self) -> RequestAllowance | None:
        """Return the rate limit as numbers, or None when it is switched off."""
        if self.rate_limit == NO_RATE_LIMIT:
            return None
        count, unit = self.rate_limit.split("/")
        return RequestAllowance(int(count), SECONDS_IN[unit])

    @property
    def journal_folder(self) -> Path:
        """Return where promises are kept besides the database: as set, else beside its file."""
        if self.journal_dir is not None:
            return self.journal_dir
        scheme, _, file = self.database_url.partition(":///")
        return Path(file).parent / "journal" if scheme == "sqlite" else JOURNAL

    @property
    def alerts_file(self) -> Path:
        """Return the file, beside the journal, by which a web process that starts again knows what the operator was told."""
        return self.journal_folder.with_name("alerts.json")

    @property
    def edition_file(self) -> Path:
        """Return the file, beside the journal, by which all processes learn which state of the knowledge base was published."""
        return self.journal_folder.with_name("kb_edition")

    def with_secret(self, path: Path = SECRET_FILE) -> Settings:
        """Return these settings with a secret: their own, else the one kept in ``path``, which is made when missing; so the key of people beside it.

        With it come the one before, while both are valid, and the one by which conversations were named first.

        Raises:
            SettingsError: a file cannot be read or written, or holds no usable secret.
        """
        try:
            secret = self.secret or _secret("LEYE_SECRET", _kept_secret(path))
            previous = self.previous_secret or _read_if_there(path.with_name(PREVIOUS))
            naming = self.naming_key or _read_if_there(path.with_name(NAMING)) or previous or secret
            known = replace(self, secret=secret, previous_secret=previous, naming_key=naming)
            return known._with_people_key(
                path.with_name(PEOPLE_KEY), is_made=self.secret is None and self.people_key is None
            )
        except OSError as error:
            raise SettingsError(
                f"无法读写密钥文件 {path}（{error.strerror}）。请检查该目录的权限，或设置 LEYE_SECRET。"
            ) from error

    def _with_people_key(self, path: Path, *, is_made: bool) -> Settings:
        """Return these settings with a key that seals names and numbers: without one nobody could leave a number to be called at.

        None is made for who keeps the secret elsewhere: a file may not outlive the machine there. A key that was set later
        leaves the one of the file valid for what it sealed.
        """
        kept = _kept_secret(path) if is_made else _read_if_there(path)
        if self.people_key is None:
            return replace(self, people_key=kept if kept is None else _people_key("LEYE_PEOPLE_KEY", kept))
        previous = kept if kept != self.people_key else None
        return replace(self, previous_people_key=self.previous_people_key or previous)


def _kept_secret(path: Path) -> str:
    path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    if not path.exists():
        # A complete file is linked into place, so that processes started together agree on one secret.
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
        try:
            os.link(fresh, path)
        except FileExistsError:
            pass
        finally:
            fresh.unlink()
    return path.read_text().strip()


def _read_if_there(path: Path) -> str | None:
    return path.read_text().strip() or None if path.exists() else None


def _text(_variable: str, value: str) -> str:
    return value


def _path(_variable: str, value: str) -> Path:
    return Path(value)


def _secret(variable: str, value: str) -> str:
    if len(value) < SHORTEST_SECRET or len(set(value)) < FEWEST_CHARACTERS:
        raise SettingsError(
            f"{variable} 太短或太好猜：至少要 {SHORTEST_SECRET} 个字符，不能老是那几个。可用 openssl rand -hex 32 生成一个；"
            f"不设置时程序会自动生成并保存在 {SECRET_FILE}。"
        )
    return value


def _people_key(variable: str, value: str) -> str:
    if len(value) < SHORTEST_PEOPLE_KEY:
        raise SettingsError(
            f"{variable} 太短：至少要 {SHORTEST_PEOPLE_KEY} 个字符。可用 openssl rand -hex 32 生成一个；"
            f"不设置时程序会自动生成并保存在 {SECRET_FILE.with_name(PEOPLE_KEY)}。"
        )
    return value


def _backup_key(variable: str, value: str) -> str:
    if len(value) < SHORTEST_PEOPLE_KEY:
        raise SettingsError(
            f"{variable} 太短：至少要 {SHORTEST_PEOPLE_KEY} 个字符。可用 openssl rand -hex 32 生成一个，另抄一份锁起来；"
            "丢了它，备份就打不开。"
        )
    return value


def _port(variable: str, value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise SettingsError(f"{variable}={value!r} 不是端口号。请写 1 到 65535 之间的整数，例如 8000。")
    return int(value)


def _date(variable: str, value: str) -> date:
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise SettingsError(f"{variable}={value!r} 不是日期。请写成 2026-01-31 这样，或留空表示今天。") from None


def _rate_limit(variable: str, value: str) -> str:
    if value != NO_RATE_LIMIT and not RATE_LIMIT.fullmatch(value):
        raise SettingsError(
            f"{variable}={value!r} 看不懂。请写成 120/minute 这样（单位 second、minute 或 hour），或写 off 关闭限流。"
        )
    return value


def _proxies(variable: str, value: str) -> str:
    return "" if value == NO_PROXY else _addresses(variable, value, f"前面没有反向代理就写 {NO_PROXY}。")


def _addresses(variable: str, value: str, otherwise: str = "") -> str:
    given = [part.strip() for part in value.split(",")]
    try:
        return ",".join(str(ip_address(each)) for each in given)
    except ValueError:
        raise SettingsError(
            f"{variable}={value!r} 看不懂。请写 IP 地址，多个用逗号隔开，例如 127.0.0.1,10.0.0.2。{otherwise}"
        ) from None


def _database_url(variable: str, value: str) -> str:
    if not DATABASE_URL.match(value):
        # The value may hold a password, so the message does not repeat it.
        raise SettingsError(
            f"{variable} 不是可用的数据库地址。请写 sqlite:///var/leye.db 或 postgresql://用户:口令@主机/库名。"
        )
    return value


_READERS = {
    "database_url": ("LEYE_DATABASE_URL", _database_url),
    "redis_url": ("LEYE_REDIS_URL", read_redis_url),
    "host": ("LEYE_HOST", _text),
    "port": ("LEYE_PORT", _port),
    "secret": ("LEYE_SECRET", _secret),
    "previous_secret": ("LEYE_PREVIOUS_SECRET", _secret),
    "naming_key": ("LEYE_NAMING_KEY", _secret),
    "people_key": ("LEYE_PEOPLE_KEY", _people_key),
    "previous_people_key": ("LEYE_PREVIOUS_PEOPLE_KEY", _people_key),
    "backup_key": ("LEYE_BACKUP_KEY", _backup_key),
    "journal_dir": ("LEYE_JOURNAL_DIR", _path),
    "rate_limit": ("LEYE_RATE_LIMIT", _rate_limit),
    "trusted_proxies": ("LEYE_TRUSTED_PROXIES", _proxies),
    "metrics_clients": ("LEYE_METRICS_CLIENTS", _addresses),
    "as_of": ("LEYE_AS_OF", _date),
    "rasa_url": ("LEYE_RASA_URL", read_web_url),
    "actions_url": ("LEYE_ACTIONS_URL", read_web_url),
    "kb_dir": ("LEYE_KB_DIR", _path),
    "kb_checked": ("LEYE_KB_CHECKED", _text),
    "public_url": ("LEYE_PUBLIC_URL", read_web_url),
    "towns_geojson": ("LEYE_TOWNS_GEOJSON", _path),
    "reader_url": ("LEYE_READER_URL", read_web_url),
    "reader_model": ("LEYE_READER_MODEL", _text),
    "reader_key": ("LEYE_READER_KEY", _text),
    "alert_webhook": ("LEYE_ALERT_WEBHOOK", read_secret_url),
}
