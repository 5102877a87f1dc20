"""``leye staff``: the colleagues who may look things up on WeCom: adding, listing, removing. Their rights come from here and from nowhere else."""

from __future__ import annotations

import re
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from bot import clock
from bot.errors import SituationError
from bot.staff.colleagues import Colleague, Role, Staff
from bot.policies import load
from bot.settings import Settings
from bot.storage import open_database, upgrade

# https://developer.work.weixin.qq.com/document/path/90195
USERID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
LONGEST_NAME = 64
ROLES = {
    Role.MATCHMAKER: "就业红娘",
    Role.EDITOR: "编辑",
    Role.APPROVER: "审批",
    Role.AUDITOR: "审计",
    Role.ADMIN: "管理员",
}
app = typer.Typer(no_args_is_help=True)
Userid = Annotated[str, typer.Argument(help="企业微信通讯录里的账号，不分大小写", metavar="USERID")]


@app.callback()
def _group() -> None:
    """同事：谁可以在企业微信里查政策。"""


@app.command()
def add(
    userid: Userid,
    name: Annotated[str, typer.Option(help="姓名，例如 张三")],
    role: Annotated[Role, typer.Option(help="做什么：就业红娘、编辑、审批、审计、管理员")],
    station: Annotated[str | None, typer.Option(help="哪个服务站（知识库里的编号），红娘用")] = None,
) -> None:
    """添加一位同事；已经有的就改成这次写的，删除过的重新开通。"""
    settings = Settings.from_environment()
    if not USERID.fullmatch(userid):
        raise SituationError("企业微信账号只有字母、数字和 _ - . @，最多64个字符。请到企业微信通讯录里核对。")
    said = name.strip()
    if not 1 <= len(said) <= LONGEST_NAME:
        raise SituationError(f"请用 --name 写姓名，最多{LONGEST_NAME}个字，例如 --name 张三。")
    if station is not None:
        _check_station(settings, station)
    _staff(settings).add(Colleague(userid, said, role, station), clock.now())
    typer.echo(f"已添加 {userid.lower()}：{said}，{ROLES[role]}。现在就可以在企业微信里查了。")


@app.command("list")
def list_colleagues() -> None:
    """列出可以查政策的同事。"""
    colleagues = _staff(Settings.from_environment()).all()
    if not colleagues:
        typer.echo("还没有添加同事。例如：leye staff add zhangsan --name 张三 --role matchmaker")
        return
    table = Table("账号", "姓名", "做什么", "服务站")
    for each in colleagues:
        table.add_row(each.userid, each.name, ROLES[each.role], each.station or "")
    Console(soft_wrap=True, highlight=False, markup=False).print(table)


@app.command()
def remove(userid: Userid) -> None:
    """取消一位同事的权限，马上生效；做过的记录还在。"""
    if not _staff(Settings.from_environment()).remove(userid):
        raise SituationError(f"没有 {userid} 这位同事，或者已经取消了。用 leye staff list 看有谁。")
    typer.echo(f"已取消 {userid.lower()} 的权限。")


def _staff(settings: Settings) -> Staff:
    upgrade(settings.database_url)
    return Staff(open_database(settings.database_url))


def _check_station(settings: Settings, station: str) -> None:
    stations = load(settings.kb_dir).stations
    if station not in stations:
        known = "、".join(sorted(stations)) or "一个也没有"
        raise SituationError(f"知识库里没有 {station} 这个服务站。现有的：{known}。先不写 --station 也可以添加。")
