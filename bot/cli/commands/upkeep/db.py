"""``leye db``: looking after the database."""

from __future__ import annotations

import typer

from bot.clock import SHANGHAI
from bot.settings import Settings
from bot.storage import open_for, retention_runs_of
from bot.storage import upgrade as upgrade_tables

app = typer.Typer(help="数据库：建表、升级。")


@app.callback()
def _group() -> None:
    """数据库：建表、升级。"""


@app.command()
def retention() -> None:
    """到期该删的都删了没有：每一项最近一次什么时候、删了多少。"""
    settings = Settings.from_environment()
    upgrade_tables(settings.database_url)
    runs = retention_runs_of(open_for(settings))
    if not runs:
        typer.echo("还没有跑过；助手开着，几分钟内就会跑。")
    for run in runs:
        ran = (
            "还没有成" if run.ran_at is None else f"{run.ran_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}，{run.count:,} 处"
        )
        failed = "" if run.failed_at is None else f"；{run.failed_at.astimezone(SHANGHAI):%Y-%m-%d %H:%M} 没有做完"
        typer.echo(f"{run.name}：{ran}{failed}")


@app.command()
def upgrade() -> None:
    """把数据库升级到当前版本；已经是最新就什么也不做。"""
    upgrade_tables(Settings.from_environment().database_url)
    typer.echo("数据库已是最新。")
