"""``leye audit``: whether the log of what colleagues did is still what it was, and its files."""

from __future__ import annotations

import typer
from sqlalchemy import func, select

from bot import clock
from bot.settings import Settings
from bot.staff import export_days
from bot.staff import verify as find_faults
from bot.storage import open_for, upgrade
from bot.storage.tables import audit_log

MOST_SAID = 20
app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """操作记录：核对有没有被改过、删过、插过；按天导出。"""


@app.command()
def verify() -> None:
    """把全部操作记录从头核对一遍，也和每天导出的文件对；有不对的就一条条说。"""
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    engine = open_for(settings)
    faults = find_faults(engine, settings.journal_folder)
    with engine.connect() as connection:
        count = connection.execute(select(func.count()).select_from(audit_log)).scalar_one()
    if not faults:
        typer.echo(f"{count:,} 条操作记录，一条没有被改过、删过、插过。")
        return
    for fault in faults[:MOST_SAID]:
        typer.echo(f"{fault.id} 号：{fault.how}。", err=True)
    typer.echo(f"共 {len(faults):,} 处不对。请先另存数据库和 {settings.journal_folder}，再查是谁动过。", err=True)
    raise typer.Exit(1)


@app.command()
def export() -> None:
    """把已经过完的每一天导出成文件；助手开着时会自己做。"""
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    written = export_days(open_for(settings), settings.journal_folder, clock.now())
    typer.echo(f"导出 {len(written)} 天，在 {settings.journal_folder}。")
