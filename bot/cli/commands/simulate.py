"""``leye simulate``: the whole product without an account: the assistant and a simulated WeChat and WeCom, with a phone to look at."""

from __future__ import annotations

import asyncio
import json
import os
import shlex
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.channel_settings import WechatAccount
from bot.cli.commands.run import PROGRAMS, prepare, run_until_stopped, start
from bot.cli.processes.child import Program
from bot.cli.processes.ports import page_address, require_free
from bot.cli.processes.simulated_phones import give_phones, names_of, practice_kb
from bot.cli.processes.supervisor import EndedProgram
from bot.clock import now
from bot.kb import load
from bot.messaging.api import MemoryShelf, PlatformRefusal, WechatApi
from bot.messaging.protocol import menu_body
from bot.settings import Settings
from bot.staff import Colleague, Role, Staff
from bot.storage import open_for

app = typer.Typer(help="模拟：没有公众号也能试整套助手。")

# Made up; only the simulated platform knows these accounts.
ACCOUNT = {
    "LEYE_WECHAT_APP_ID": "wxsimulator00000001",
    "LEYE_WECHAT_APP_SECRET": "simulated-secret-of-wechat",
    "LEYE_WECHAT_TOKEN": "simulatedtoken",
    "LEYE_WECHAT_AES_KEY": "simulatedAESkeyOfTheServiceAccount000000001",
    "LEYE_WECOM_CORP_ID": "wwsimulator00000001",
    "LEYE_WECOM_AGENT_ID": "1000002",
    "LEYE_WECOM_SECRET": "simulated-secret-of-wecom",
    "LEYE_WECOM_TOKEN": "simulatedwecomtoken",
    "LEYE_WECOM_AES_KEY": "simulatedAESkeyOfTheWeComApplication0000001",
}
# What else a second terminal must know to work on the same simulation; ``. var/simulation/env`` tells it.
FURTHER = (
    "LEYE_DATABASE_URL",
    "LEYE_KB_DIR",
    "LEYE_PUBLIC_URL",
    "LEYE_WECHAT_API_BASE",
    "LEYE_WECHAT_TEMPLATES",
    "LEYE_WECOM_API_BASE",
)
# A database of its own: playing must not touch what is real.
FOLDER = Path("var/simulation")
COLLEAGUE = Colleague("ChenJiaShun", "陈红娘（模拟）", Role.MATCHMAKER, None)


@app.callback()
def _group() -> None:
    """模拟：没有公众号也能试整套助手。"""


@app.command()
def wechat(
    port: Annotated[int, typer.Option(min=1, max=65535, help="模拟器网页的端口")] = 8100,
    fresh: Annotated[bool, typer.Option("--fresh", help="先清空上次模拟留下的数据")] = False,
    folder: Annotated[Path, typer.Option("--data", help="模拟的数据放在哪个文件夹")] = FOLDER,
    people: Annotated[Path | None, typer.Option(help="名单（leye people sample 编的），里面的人都有手机")] = None,
) -> None:
    """启动助手和模拟的微信、企业微信，打开一个像手机的网页；数据单独存放，按 Ctrl-C 停止。"""
    run_until_stopped(lambda console: _simulate(console, port, folder, people, fresh=fresh))


def _simulate(console: Console, port: int, folder: Path, people: Path | None, *, fresh: bool) -> EndedProgram | None:
    if people is not None:
        names_of(people)
    _set_up(port, folder, fresh)
    settings = prepare(console)
    Staff(open_for(settings)).add(COLLEAGUE, now())
    programs = (*PROGRAMS, _simulator(settings, port, folder))
    return start(settings, programs, console, on_ready=lambda: _open_account(settings, console, people))


def _set_up(port: int, folder: Path, fresh: bool) -> None:
    """Put the settings of the simulated accounts into the environment of everything that starts."""
    database = folder.resolve() / "leye.db"
    if fresh:
        for file in folder.glob("leye.db*"):
            file.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    given = Settings.from_environment({**os.environ, **ACCOUNT})
    require_free("127.0.0.1", port)
    templates = {key: f"simulated-template-{key.replace('_', '-')}" for key in load(given.kb_dir).templates}
    kb = practice_kb(given.kb_dir, folder / "policies_kb")
    os.environ.update(
        ACCOUNT,
        LEYE_KB_DIR=str(kb.resolve()),
        LEYE_DATABASE_URL=f"sqlite:///{database}",
        LEYE_PUBLIC_URL=page_address(given.host, given.port),
        LEYE_WECHAT_API_BASE=f"http://127.0.0.1:{port}",
        LEYE_WECOM_API_BASE=f"http://127.0.0.1:{port}/wecom",
        LEYE_WECHAT_TEMPLATES=",".join(f"{key}={template}" for key, template in templates.items()),
    )
    names = (*ACCOUNT, *FURTHER)
    lines = "".join(f"export {name}={shlex.quote(os.environ[name])}\n" for name in names)
    (folder / "env").write_text(lines, encoding="utf-8")


def _simulator(settings: Settings, port: int, folder: Path) -> Program:
    """Return the program of the simulated platform, which is told the message templates of the knowledge base."""
    assert settings.wechat is not None
    kb = load(settings.kb_dir)
    templates = [
        {
            "id": settings.wechat.templates[key],
            "title": template.title,
            "kind": template.kind.value,
            "fields": {field.key: field.title for field in template.fields},
        }
        for key, template in kb.templates.items()
    ]
    file = folder / "templates.json"
    file.write_text(json.dumps(templates, ensure_ascii=False), encoding="utf-8")
    callback = page_address(settings.host, settings.port)
    command = (sys.executable, "-m", "simulator", "--port", str(port), "--callback", callback)
    return Program("simulator", (*command, "--templates", str(file)))


def _open_account(settings: Settings, console: Console, people: Path | None) -> None:
    """Do what an operator does once for a real account: create the menu; then say where the phone is."""
    assert settings.wechat is not None
    try:
        asyncio.run(_create_menu(settings.wechat, settings.public_url))
    except PlatformRefusal as refused:
        console.print(f"菜单没有建好（{refused}），别的照样能试。")
    if people is not None:
        count = asyncio.run(give_phones(people, settings.wechat, console))
        console.print(f"名单里的 {count} 个人有了手机，都关注了公众号，允许发提醒。", highlight=False)
    console.print(f"手机在这里：{settings.wechat.api_base}/ （用浏览器打开）\n", highlight=False)


async def _create_menu(account: WechatAccount, public_url: str | None) -> None:
    api = WechatApi(account.api_base, account.app_id, account.app_secret, MemoryShelf(), now)
    try:
        await api.create_menu(menu_body(public_url))
    finally:
        await api.close()
