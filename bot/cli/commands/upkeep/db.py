"""``leye db``: looking after the database."""

from __future__ import annotations

from typing import Annotated

import typer

from bot.clock import SHANGHAI, now
from bot.errors import SituationError
from bot.settings import Settings
from bot.storage import doubted_since, open_for, retention_runs_of, take_for_right
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
def clock(
    right: Annotated[bool, typer.Option("--right", help="时钟没错，是关了很久才开")] = False,
) -> None:
    """时钟是不是比数据库知道的最后时刻晚得太多；那样的话，到期的不删，推送停着，等人来看。"""
    settings, at = Settings.from_environment(), now()
    upgrade_tables(settings.database_url)
    engine = open_for(settings)
    known = doubted_since(engine, at)
    if known is None:
        typer.echo("时钟没有问题。")
    elif not right:
        shown = f"时钟是 {at:%Y-%m-%d %H:%M}，数据库知道的最后时刻是 {known.astimezone(SHANGHAI):%Y-%m-%d %H:%M}。"
        raise SituationError(f"{shown}时钟错了就调准它；没错，就加上 --right 再运行一次。")
    else:
        with engine.begin() as connection:
            take_for_right(connection, at)
        typer.echo("记下了：现在的时间是对的。几分钟内恢复删除和推送。")


@app.command()
def upgrade() -> None:
    """把数据库升级到当前版本；已经是最新就什么也不做。"""
    upgrade_tables(Settings.from_environment().database_url)
    typer.echo("数据库已是最新。")
