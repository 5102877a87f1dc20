"""The Typer application ``leye``. Adding a command means adding its file to ``commands`` and its name to ``COMMANDS``.

A file with an ``app`` (a Typer) is a group of commands; otherwise its function of the same name is the command.
"""

from __future__ import annotations

import errno
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

from bot.cli.chinese import speak_chinese
from bot.cli.processes.failures import DISK_FULL
from bot.errors import BotError, PolicyDataError
from bot.owner_only import write_for_owner_only

COMMANDS = (
    "run",
    "ask",
    "lookup",
    "explain",
    "check",
    "kb",
    "people",
    "fairs",
    "jobs",
    "staff",
    "station",
    "outreach",
    "questions",
    "report",
    "switch",
    "wechat",
    "train",
    "simulate",
    "db",
    "backup",
    "restore",
    "audit",
    "keys",
)
# Of these, those in the folders of upkeep and of the office.
UPKEEP = ("db", "backup", "restore", "audit", "keys")
OFFICE = ("questions", "report")


def file_of(command: str) -> str:
    """Return the module of a command.

    >>> file_of("run"), file_of("db"), file_of("report")
    ('bot.cli.commands.run', 'bot.cli.commands.upkeep.db', 'bot.cli.commands.office.report')
    """
    folder = "upkeep." if command in UPKEEP else "office." if command in OFFICE else ""
    return f"bot.cli.commands.{folder}{command}"


class LazyCommands(TyperGroup):
    """Imports the file of a command when it is asked for, so that ``leye lookup`` does not wait for ``leye run``."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of that name, or None when there is none."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(file_of(cmd_name))
        if hasattr(module, "app"):
            command = typer.main.get_command(module.app)
        else:
            single = typer.Typer(add_completion=False)
            single.command(context_settings=getattr(module, "CONTEXT_SETTINGS", None))(getattr(module, cmd_name))
            command = typer.main.get_command(single)
        command.name = cmd_name
        return command


app = typer.Typer(
    cls=LazyCommands,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="乐业：西青区就业政策助手。",
)


@app.callback()
def _start() -> None:
    """乐业：西青区就业政策助手。"""


def main() -> None:
    """Run the command line; what people can mend is said in one sentence, without a traceback."""
    write_for_owner_only()
    speak_chinese()
    try:
        app()
    except PolicyDataError as error:
        _say(f"知识库里有 {len(error.problems)} 处要改，改好后再运行一次：")
        for problem in error.problems:
            _say(f"  {problem}")
    except BotError as error:
        _say(str(error))
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise
        _say(DISK_FULL)
    sys.exit(1)


def _say(text: str) -> None:
    typer.echo(text, err=True)
