"""``leye fairs``: fairs and live sessions, as colleagues enter them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.errors import SituationError
from bot.jobs.fairs import AHEAD, Fairs, read_fairs
from bot.outreach.runs import known_as
from bot.people.imports import RowMistake
from bot.settings import Settings
from bot.staff import AuditLog
from bot.storage import open_for, upgrade
from bot.wording.jobs import say_fair

LONGEST_SOURCE = 64
app = typer.Typer(no_args_is_help=True)
By = Annotated[str, typer.Option(help="是谁做的：姓名或账号")]


@app.callback()
def _group() -> None:
    """招聘会和直播带岗：导入、列出、取消。市民在对话里问，说的就是这里录入的。"""


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="招聘会的表：.xlsx、.xls 或 .csv，表头要有名称和日期")],
    source: Annotated[str | None, typer.Option("--list", help="这份表叫什么；不写就用文件名")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写数据库")] = False,
) -> None:
    """导入招聘会的表；同名、同一天、同一个地点的算一场，再导入一次不会重复。"""
    settings, mistakes = Settings.from_environment(), list[RowMistake]()
    name = (source or file.stem).strip()
    if not 1 <= len(name) <= LONGEST_SOURCE:
        raise SituationError(f"表的名字要写，最多 {LONGEST_SOURCE} 个字；用 --list 起一个。")
    found = list(read_fairs(file, clock.today(settings.as_of), mistakes.append))
    for mistake in mistakes:
        typer.echo(f"第 {mistake.number} 行（{mistake.place}）「{mistake.column}」：{mistake.message}")
    if dry_run:
        typer.echo(f"只检查了，没有写数据库：可以导入 {len(found)} 场，没读懂 {len(mistakes)} 行。")
        return
    upgrade(settings.database_url)
    engine = open_for(settings)
    count = Fairs(engine).keep(found, name, clock.now())
    AuditLog(engine).write("command-line", "jobs.fairs_imported", None, clock.now(), list=name, count=count)
    typer.echo(f"导入了 {count} 场，没读懂 {len(mistakes)} 行。")


@app.command("list")
def list_fairs() -> None:
    """列出从今天起三个月里录入的场次。"""
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    on = clock.today(settings.as_of)
    found = Fairs(open_for(settings)).between(on, on + 3 * AHEAD)
    for fair in found:
        typer.echo(f"{fair.id}\t{say_fair(fair)}")
    typer.echo(f"一共 {len(found)} 场。")


@app.command()
def drop(fair: Annotated[int, typer.Argument(help="场次的编号，见 leye fairs list")], by: By = "") -> None:
    """取消一场：从日历里删掉，市民就问不到了。"""
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    engine = open_for(settings)
    who = known_as(engine, by)
    if not Fairs(engine).drop(fair):
        raise SituationError(f"没有编号 {fair} 的场次。")
    AuditLog(engine).write(who, "jobs.fair_dropped", f"fair:{fair}", clock.now())
    typer.echo(f"取消了 {fair} 号。")
