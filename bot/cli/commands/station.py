"""``leye station``: which station of matchmakers serves which town or village. Set by the office: no source publishes it."""

from __future__ import annotations

from typing import Annotated

import typer
from sqlalchemy.engine import Engine

from bot import clock
from bot.cli.shown.tables import folding_table, wide_console
from bot.errors import SituationError
from bot.referrals import Acting, StationAreas
from bot.settings import Settings
from bot.storage import open_for, upgrade

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """服务站：哪个站管哪些街镇、村、社区。居民找红娘时按这个指派。"""


@app.command()
def serve(
    station: Annotated[str, typer.Argument(help="服务站的名字，和 leye staff add --station 写的一样")],
    areas: Annotated[list[str], typer.Argument(help="它管的街镇、村、社区，可以写几个")],
) -> None:
    """让一个站管几个地方；原来归别的站管的，改归它管。"""
    engine = _engine()
    for area in areas:
        StationAreas(engine).serve(station, area)
    assigned = Acting(engine).assign_pool(station, clock.now())
    typer.echo(f"{station} 现在管：{'、'.join(areas)}。" + (f"等着的{assigned}件呼叫已经指派。" if assigned else ""))


@app.command("list")
def list_areas() -> None:
    """列出哪个站管哪些地方。"""
    areas = StationAreas(_engine()).all()
    if not areas:
        typer.echo("还没有写。例如：leye station serve 中北镇服务站 中北镇")
        return
    table = folding_table("服务站", "管的地方")
    for station in sorted(set(areas.values())):
        table.add_row(station, "、".join(area for area, whose in areas.items() if whose == station))
    wide_console().print(table)


@app.command()
def drop(area: Annotated[str, typer.Argument(help="街镇、村、社区的名字")]) -> None:
    """不再让任何站管这个地方；那里来的呼叫大家都看得到。"""
    if not StationAreas(_engine()).drop(area):
        raise SituationError(f"没有站管 {area}。用 leye station list 看有哪些。")
    typer.echo(f"{area} 现在没有站管。")


def _engine() -> Engine:
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    return open_for(settings)
