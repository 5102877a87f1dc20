"""``leye run``: checks, trains when needed, and starts front, Rasa and the actions together."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import typer
from honcho.printer import Printer
from rich.console import Console
from rich.file_proxy import FileProxy

from bot.alerts import AlertBell, AlertWebhook
from bot.cli.processes.child import Program
from bot.cli.processes.failures import StartError, last_line
from bot.cli.processes.ports import free_ports, page_address, require_free
from bot.cli.processes.readiness import StartReadiness
from bot.cli.processes.supervisor import STOP_SIGNALS, EndedProgram, Supervisor
from bot.cli.processes.trainer import QUIET, ensure_model
from bot.kb import digest, load
from bot.settings import Settings
from bot.storage import require_sound, upgrade

LOGS = Path("var/log")
APOLOGISED = "居民提问时会先收到致歉和 12333"
PROGRAMS = (
    Program("actions", (sys.executable, "-m", "actions"), APOLOGISED),
    Program("rasa", (sys.executable, "-m", "bot.dialogue"), APOLOGISED),
    Program("front", (sys.executable, "-m", "bot.front"), "网页和公众号暂时打不开，网页上没发出去的话会自动重发"),
    Program("outreach", (sys.executable, "-m", "bot.outreach"), "推送暂停，聊天不受影响"),
)


def run() -> None:
    """启动助手：校验知识库，需要时训练，然后打开聊天网页；按 Ctrl-C 停止。"""
    run_until_stopped(lambda console: start(prepare(console), PROGRAMS, console))


def run_until_stopped(play: Callable[[Console], EndedProgram | None]) -> None:
    """Play until Ctrl-C or another signal to stop, and say how it ended.

    Raises:
        StartError: a process ended by itself.
    """
    console = Console(soft_wrap=True)
    for number in STOP_SIGNALS:
        signal.signal(number, _interrupt)
    try:
        ended = play(console)
    except KeyboardInterrupt:
        console.print("已停止。")
        raise typer.Exit(130) from None
    if ended is not None:
        raise StartError(describe(ended, LOGS))
    console.print("已全部停止。")


def prepare(console: Console) -> Settings:
    """Check and make everything that the processes need, the quickest checks first.

    Raises:
        BotError: something must be mended first.
    """
    if not Path("config.yml").exists():
        raise StartError("这里没有 config.yml。请先进入项目文件夹，再运行 make run。")
    settings = Settings.from_environment().with_secret()
    require_free(settings.host, settings.port)
    checked = digest(settings.kb_dir)
    kb = load(settings.kb_dir)
    upgrade(settings.database_url)
    require_sound(settings.database_url)
    for line in settings.channels_off:
        console.print(line, highlight=False)
    ensure_model(console, kb)
    return replace(settings, kb_checked=checked)


def start(
    settings: Settings, programs: Sequence[Program], console: Console, on_ready: Callable[[], None] | None = None
) -> EndedProgram | None:
    """Run the processes until a signal comes or one of them ends; return the one that ended.

    Args:
        on_ready: called once when people can be served.
    """
    address = page_address(settings.host, settings.port)
    printer = Printer(FileProxy(console, sys.stdout), width=max(len(program.name) for program in programs))
    with StartReadiness(address, console, on_ready) as readiness:
        bell = operator_bell(settings)
        return Supervisor(programs, environment_for(settings), LOGS, printer, bell=bell).run(readiness.check)


def operator_bell(settings: Settings) -> AlertBell | None:
    """Return the bell by which the operator hears of parts that do not recover; None where no address is set."""
    if settings.alert_webhook is None:
        return None
    bell = AlertBell(AlertWebhook(settings.alert_webhook), LOGS / "alerts.json")
    bell.begin()
    return bell


def environment_for(settings: Settings) -> dict[str, str]:
    """Return the environment of the processes: one secret, and free loopback ports for the two inner ones."""
    rasa, actions = free_ports(2)
    return {
        **os.environ,
        **QUIET,
        "LEYE_SECRET": settings.secret or "",
        "LEYE_KB_CHECKED": settings.kb_checked or "",
        "LEYE_RASA_URL": f"http://127.0.0.1:{rasa}",
        "LEYE_ACTIONS_URL": f"http://127.0.0.1:{actions}",
    }


def describe(ended: EndedProgram, logs: Path) -> str:
    """Say which process ended, what it said last, and where to read on."""
    log = ended.program.log(logs)
    said = last_line(log)
    last = f"它最后说：{said} " if said else ""
    return f"{ended.program.name} 进程自己停了（退出码 {ended.code}），其余进程也已停下。{last}完整记录见 {log}。"


def _interrupt(_number: int, _frame: object) -> None:
    raise KeyboardInterrupt
