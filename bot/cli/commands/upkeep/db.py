"""``leye db``: looking after the database."""

from __future__ import annotations

import typer

from bot.settings import Settings
from bot.storage import upgrade as upgrade_tables

app = typer.Typer(help="数据库：建表、升级。")


@app.callback()
def _group() -> None:
    """数据库：建表、升级。"""


@app.command()
def upgrade() -> None:
    """把数据库升级到当前版本；已经是最新就什么也不做。"""
    upgrade_tables(Settings.from_environment().database_url)
    typer.echo("数据库已是最新。")
