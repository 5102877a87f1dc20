"""``leye wechat``: what an operator does once for an account: the menu, the QR codes of stations, and a check of everything."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console

from bot.channel_settings import WechatAccount
from bot.cli.shown.coverage import WIDTH_IN_FILES
from bot.cli.wechat_check.accounts import AccountError, account_of, open_wechat, said_by
from bot.cli.wechat_check.checks import check_all
from bot.cli.wechat_check.findings import FindingMark, findings_table, is_sound, wrong
from bot.cli.wechat_check.menu_tree import menu_problems, menu_tree
from bot.cli.wechat_check.qr_codes import chosen_stations, files_of, make_code
from bot.cli.wechat_check.remedies import wechat_remedy
from bot.errors import SettingsError
from bot.kb import load
from bot.messaging.api import PlatformRefusal
from bot.messaging.protocol import menu_body
from bot.settings import Settings

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """微信服务号：建菜单、做服务站的二维码、检查配置（企业微信也一起查）。"""


@app.command()
def menu(is_sure: Annotated[bool, typer.Option("--yes", help="不再问，直接建")] = False) -> None:
    """看看底部菜单的样子，确认后在公众号里建好。"""
    settings = Settings.from_environment()
    body, console = menu_body(settings.public_url), _console()
    console.print(menu_tree(body))
    if settings.public_url is None:
        console.print("没有写 LEYE_PUBLIC_URL，打开网页的那几项先不放。")
    problems = menu_problems(body)
    if problems:
        raise AccountError("\n".join(["菜单超出平台的限制，没有建：", *problems]))
    account = account_of(settings)
    if not is_sure and not typer.confirm("用它替换公众号现在的菜单吗？"):
        console.print("没有建，公众号的菜单还是原来的。")
        return
    asyncio.run(_create_menu(account, body))
    console.print("菜单建好了。手机上 5 分钟内会换成新的；着急的话，取消关注再关注一次。")


@app.command()
def qr(
    station: Annotated[str | None, typer.Argument(help="服务站编号，在 policies_kb/stations.yml 里")] = None,
    out: Annotated[Path | None, typer.Option(help="图片文件，.png 或 .svg；和 --all 一起用时写文件夹")] = None,
    is_all: Annotated[bool, typer.Option("--all", help="每个服务站各做一张")] = False,
) -> None:
    """给服务站做一张永久二维码：扫了就关注，并记下从哪个站来；它不证明任何人的身份。"""
    settings = Settings.from_environment()
    stations = chosen_stations(load(settings.kb_dir), station, is_all)
    files = files_of(stations, out, is_all)
    account, console = account_of(settings), _console()
    # An account has 100 000 permanent codes, so none is asked for twice.
    missing = {each.id: files[each.id] for each in stations if not files[each.id].exists()}
    for each in stations:
        if each.id not in missing:
            console.print(f"已有 {files[each.id]}（{each.title}），没有再做；要重做，先删掉它。")
    asyncio.run(_make_codes(account, missing, console))


@app.command()
def check() -> None:
    """检查微信和企业微信：设置、令牌、IP 白名单、菜单、模板、回调网址；✗ 的每一行都说怎么改。"""
    try:
        findings = asyncio.run(check_all(Settings.from_environment()))
    except SettingsError as error:
        findings = [wrong("设置", str(error), "改好 .env 再运行一次；后面的都还没有查。")]
    console = _console()
    console.print(findings_table(findings))
    if not is_sound(findings):
        count = sum(finding.mark is FindingMark.WRONG for finding in findings)
        console.print(f"{count} 处要改（✗）。改好后再运行一次 leye wechat check。")
        raise typer.Exit(1)
    console.print("没有要改的。真实账号上还要人工确认的事，见 docs/wechat.md「上线前要在真实账号上确认」。")


async def _create_menu(account: WechatAccount, body: Mapping[str, Any]) -> None:
    try:
        async with open_wechat(account) as api:
            await api.create_menu(body)
    except PlatformRefusal as refused:
        raise _refusal("菜单没有建", account, refused) from None


async def _make_codes(account: WechatAccount, files: Mapping[str, Path], console: Console) -> None:
    async with open_wechat(account) as api:
        for station, file in files.items():
            try:
                await make_code(api, station, file)
            except PlatformRefusal as refused:
                raise _refusal(f"{station} 的二维码没有做", account, refused) from None
            console.print(f"做好了：{file}")


def _refusal(what: str, account: WechatAccount, refused: PlatformRefusal) -> AccountError:
    return AccountError(f"{what}。{said_by(refused, account.app_secret)}\n{wechat_remedy(refused)}")


def _console() -> Console:
    """Return a console that cuts nothing when its output goes to a file."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDTH_IN_FILES
    return console
