"""``leye backup``: a copy of the database that only the backup key opens, made while everyone works on and read back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.backups import MadeBackup, check_backup, forget_old, make_backup
from bot.clock import SHANGHAI
from bot.errors import SettingsError
from bot.settings import Settings
from bot.storage import journal_of, open_for, upgrade

FOLDER = Path("var/backups")
KEEP = 14
NO_KEY = "请先设置 LEYE_BACKUP_KEY（例如 openssl rand -hex 32 生成一个，另抄一份锁起来）：备份要加密，没有它打不开。"


def backup(
    to: Annotated[Path, typer.Option(help="放到哪个文件夹；最好在另一块盘上")] = FOLDER,
    keep: Annotated[int, typer.Option(min=1, help="这个文件夹里留最近几份")] = KEEP,
    check: Annotated[Path | None, typer.Option(help="不做新的，只把这一份从头到尾读一遍")] = None,
) -> None:
    """备份数据库：不用停，加密，写完读回来核对。"""
    settings = Settings.from_environment().with_secret()
    key = backup_key(settings)
    if check is not None:
        typer.echo(f"{_said(check_backup(check, key))}，完好。")
        return
    upgrade(settings.database_url)
    engine = open_for(settings)
    journal = journal_of(engine)
    assert journal is not None, "an installation has a journal"
    made = make_backup(engine, journal, to, key, clock.now(), keys_of(settings))
    typer.echo(f"备份好了，也读回来核对过：{_said(made)}。")
    old = forget_old(to, keep)
    if old:
        typer.echo(f"更早的 {len(old)} 份已删除，留最近 {keep} 份。")


def backup_key(settings: Settings) -> str:
    """Return the key that opens backups.

    Raises:
        SettingsError: there is none.
    """
    if settings.backup_key is None:
        raise SettingsError(NO_KEY)
    return settings.backup_key


def keys_of(settings: Settings) -> dict[str, str | None]:
    """Return what a backup needs besides itself to be of use, by variable."""
    return {"LEYE_SECRET": settings.secret, "LEYE_PEOPLE_KEY": settings.people_key}


def _said(made: MadeBackup) -> str:
    rows, moment = sum(made.manifest.rows.values()), made.manifest.made_at.astimezone(SHANGHAI)
    return f"{made.path}，{moment:%Y-%m-%d %H:%M}，{rows:,} 行，{made.size / 1e6:.1f} MB"
