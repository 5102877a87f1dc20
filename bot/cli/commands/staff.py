"""``leye staff``: the colleagues who may use the desk and look things up on WeCom. The first admin is made here; the rest can be done on the desk."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from bot import clock
from bot.cli.shown.tables import folding_table, wide_console
from bot.cli.signed_in import SOURCE, acting, sign_in, sign_out
from bot.errors import SituationError
from bot.settings import Settings
from bot.staff import LONGEST_NAME, USERID, Accounts, AuditLog, Colleague, Role, Staff, StaffSessions
from bot.storage import open_for, upgrade
from bot.wording.office import ROLES

app = typer.Typer(no_args_is_help=True, add_completion=False)
Userid = Annotated[str, typer.Argument(help="企业微信通讯录里的账号，不分大小写", metavar="USERID")]


@app.callback()
def _group() -> None:
    """同事：谁可以登录工作台，在企业微信里查政策。"""


@app.command()
def add(
    userid: Userid,
    name: Annotated[str, typer.Option(help="姓名，例如 张三")],
    role: Annotated[Role, typer.Option(help="做什么：就业红娘、编辑、审批、审计、管理员")],
    station: Annotated[str | None, typer.Option(help="哪个服务站，红娘用；和 leye station 里写的一样")] = None,
) -> None:
    """添加一位同事；已经有的就改成这次写的，删除过的重新开通。"""
    settings = Settings.from_environment()
    if not re.fullmatch(USERID, userid):
        raise SituationError("企业微信账号只有字母、数字和 _ - . @，最多64个字符。请到企业微信通讯录里核对。")
    said, place = name.strip(), (station or "").strip()
    if not 1 <= len(said) <= LONGEST_NAME:
        raise SituationError(f"请用 --name 写姓名，最多{LONGEST_NAME}个字，例如 --name 张三。")
    if len(place) > LONGEST_NAME:
        raise SituationError(f"服务站的名字最多{LONGEST_NAME}个字。")
    colleagues = _staff(settings)
    is_new = colleagues.find(userid) is None
    colleagues.add(Colleague(userid, said, role, place or None), clock.now())
    _write(settings, "staff.added" if is_new else "staff.changed", userid)
    typer.echo(f"已添加 {userid.lower()}：{said}，{ROLES[role]}。现在就可以在企业微信里查了。")
    if is_new:
        _say_password(settings, userid)


@app.command()
def password(userid: Userid) -> None:
    """给同事一个新的一次性密码（工作台用），原来的马上失效。"""
    _say_password(Settings.from_environment(), userid)


@app.command()
def login(
    userid: Userid,
    password: Annotated[str, typer.Option(prompt="密码", hide_input=True, help="不写就问")],
    code: Annotated[str, typer.Option(help="两步验证的6位数字；打开了才要")] = "",
) -> None:
    """在命令行上登录：彩排、批准、恢复推送都要知道是谁。半小时不用自动退出。"""
    settings = Settings.from_environment()
    accounts = _accounts(settings)
    if accounts.has_factor(userid.lower()) and not code:
        code = typer.prompt("手机上的6位数字")
    colleague = sign_in(open_for(settings), accounts, userid, password, code, clock.now())
    typer.echo(f"{colleague.name}，您好。现在做的事记在 {colleague.userid} 名下；做完用 leye staff logout 退出。")


@app.command()
def logout() -> None:
    """退出命令行上的登录。"""
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    sign_out(open_for(settings), clock.now())
    typer.echo("已经退出。")


@app.command("change-password")
def change_password(
    userid: Userid,
    current: Annotated[str, typer.Option(prompt="现在的密码", hide_input=True, help="不写就问")],
    chosen: Annotated[str, typer.Option(prompt="新密码", hide_input=True, confirmation_prompt=True, help="不写就问")],
) -> None:
    """换成自己的密码；一次性密码要先换，才能登录。"""
    settings = Settings.from_environment()
    accounts, at = _accounts(settings), clock.now()
    accounts.change(userid.lower(), current, chosen, at)
    engine = open_for(settings)
    StaffSessions(engine).end_all(userid)
    AuditLog(engine).write(userid.lower(), "desk.password_changed", f"staff:{userid.lower()}", at, source=SOURCE)
    typer.echo("密码改好了，别处都已退出。")


@app.command()
def unlock(userid: Userid) -> None:
    """密码试错太多被锁住的，马上解开。"""
    settings = Settings.from_environment()
    _accounts(settings).unlock(userid)
    _write(settings, "staff.unlocked", userid)
    typer.echo(f"{userid.lower()} 可以再试了。")


@app.command("second-factor-off")
def second_factor_off(userid: Userid) -> None:
    """关掉同事的两步验证，手机丢了时用。"""
    settings = Settings.from_environment()
    _accounts(settings).turn_off_factor(userid)
    _write(settings, "staff.second_factor_off", userid)
    typer.echo(f"{userid.lower()} 的两步验证已经关掉，只用密码就能登录。请提醒他重新打开。")


@app.command("list")
def list_colleagues() -> None:
    """列出可以查政策的同事。"""
    colleagues = _staff(Settings.from_environment()).all()
    if not colleagues:
        typer.echo("还没有添加同事。例如：leye staff add zhangsan --name 张三 --role matchmaker")
        return
    table = folding_table("账号", "姓名", "做什么", "服务站")
    for each in colleagues:
        table.add_row(each.userid, each.name, ROLES[each.role], each.station or "")
    wide_console().print(table)


@app.command()
def remove(userid: Userid) -> None:
    """取消一位同事的权限，马上生效；做过的记录还在。"""
    settings = Settings.from_environment()
    if not _staff(settings).remove(userid, clock.now()):
        raise SituationError(f"没有 {userid} 这位同事，或者已经取消了。用 leye staff list 看有谁。")
    StaffSessions(open_for(settings)).end_all(userid)
    _write(settings, "staff.removed", userid)
    typer.echo(f"已取消 {userid.lower()} 的权限。")


def _staff(settings: Settings) -> Staff:
    upgrade(settings.database_url)
    return Staff(open_for(settings))


def _accounts(settings: Settings) -> Accounts:
    upgrade(settings.database_url)
    known = settings.with_secret()
    assert known.secret is not None
    return Accounts(open_for(settings), known.secret, known.previous_secret)


def _say_password(settings: Settings, userid: str) -> None:
    fresh = _accounts(settings).reset(userid, clock.now())
    StaffSessions(open_for(settings)).end_all(userid)
    _write(settings, "staff.password_reset", userid)
    typer.echo(f"工作台（/desk）的密码：{fresh}  只显示这一次；第一次登录要换成自己的。")


def _write(settings: Settings, act: str, userid: str) -> None:
    """Write down in the audit log what was done on the command line, and by whom if anybody is signed in."""
    engine, at = open_for(settings), clock.now()
    try:
        who = acting(engine, at).userid
    except SituationError:
        who = SOURCE
    AuditLog(engine).write(who, act, f"staff:{userid.lower()}", at)
