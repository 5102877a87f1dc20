"""``leye restore``: put a backup in place of the database, keep what was promised since, and tell nobody until someone has looked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.backups import RestoredBackup, digest_of, release, restore_backup
from bot.cli.commands.upkeep.backup import backup_key, keys_of
from bot.cli.signed_in import acting
from bot.clock import SHANGHAI
from bot.errors import SituationError
from bot.outreach.control import HighWaterMark
from bot.outreach.runs import require_account
from bot.settings import Settings
from bot.staff import Permission
from bot.storage import Journal, journal_of, open_for, upgrade


def restore(
    file: Annotated[Path | None, typer.Argument(help="leye backup 做的文件")] = None,
    journal: Annotated[list[Path] | None, typer.Option(help="别的机器上的登记簿文件夹，可以写几次")] = None,
    without_journal: Annotated[bool, typer.Option("--without-journal", help="登记簿没有了也恢复")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="不再问一遍")] = False,
    release_now: Annotated[bool, typer.Option("--release", help="核对过了，放行推送")] = False,
) -> None:
    """换上一份备份；备份以后退订的、删除的、发过的都补做，推送停着，等人核对后放行。"""
    settings = Settings.from_environment().with_secret()
    if release_now:
        _release(settings)
        return
    if file is None:
        raise SituationError("请写恢复哪一份，例如 leye restore var/backups/leye-….leyebak。")
    key, engine = backup_key(settings), open_for(settings)
    if not yes and not typer.confirm("现在的数据库会被换下（SQLite 的另存一份）。要恢复吗？"):
        typer.echo("没有恢复。")
        raise typer.Exit(1)
    own = journal_of(engine)
    assert own is not None, "an installation has a journal"
    folders = [*(journal or ()), *_former_folder(settings)]
    journals = [own, *(Journal(folder, clock.now) for folder in folders)]
    done = restore_backup(engine, journals, file, key, clock.now(), without_journal=without_journal)
    # What was sent since is known again: the mark need not stop everything.
    if not without_journal:
        HighWaterMark(settings.database_url).start_anew(None)
    for line in _said(done, settings):
        typer.echo(line)


def _former_folder(settings: Settings) -> list[Path]:
    """Return where promises are kept when no folder is set: what a process wrote there that was not started again since one was."""
    former = replace(settings, journal_dir=None).journal_folder
    is_other = former.is_dir() and former.resolve() != settings.journal_folder.resolve()
    return [former] if is_other else []


def _release(settings: Settings) -> None:
    upgrade(settings.database_url)
    engine, at = open_for(settings), clock.now()
    who = require_account(engine, acting(engine, at).userid, Permission.SWITCH)
    release(engine, who.userid, at)
    typer.echo("已放行：推送恢复，到点的会接着发。")


def _said(done: RestoredBackup, settings: Settings) -> list[str]:
    report, moment = done.done, done.manifest.made_at.astimezone(SHANGHAI)
    lines = [
        f"已换上 {moment:%Y-%m-%d %H:%M} 的备份，{sum(done.manifest.rows.values()):,} 行。",
        f"备份以后的事按登记簿补做了：撤回同意 {report.promises.withdrawn} 条，暂停 {report.promises.paused} 条，"
        f"删除 {report.promises.erased} 人，合并或分开 {report.unions} 次，记下已经发过 {report.told} 条，同事权限 {report.colleagues} 处；"
        f"另有 {report.carried} 条说的是备份里还没有的人，等他们回来时照办。",
    ]
    lines += [f"登记簿里有 {done.damaged} 行读不出来，请找人看看 var/journal。"] if done.damaged else []
    lines += [f"换下的数据库在 {done.aside}。"] if done.aside is not None else []
    wrong = [name for name, key in keys_of(settings).items() if done.manifest.keys.get(name, "") != digest_of(key)]
    lines += [f"注意：现在的 {name} 和备份时的不一样，请换回原来的。" for name in wrong]
    return [*lines, "推送停着。核对以后放行：leye staff login 您的账号，再 leye restore --release。"]
