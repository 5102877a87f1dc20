"""The words that Typer says by itself, in Chinese: headings of help, what is missing, what is no option.

Typer brings its own copy of Click, whose sentences are written into the code, so they are read and said anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import typer.rich_utils
from typer._click import core, exceptions, formatting

HELP = "看这段说明。"
# What Typer says, and how it is said here; the first that fits.
SENTENCES = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (r"Missing argument '(.+?)'\.(?: (.*))?", r"少了“\1”。"),
        (r"Missing option '(.+?)'\.(?: (.*))?", r"少了选项 \1。"),
        (r"Missing command\.", "少了命令。"),
        (r"No such option: (\S+) \(Possible options: (.+)\)", r"没有选项 \1，是不是要写 \2？"),
        (r"No such option: (\S+?)(?: Did you mean (\S+)\?)?", r"没有选项 \1。"),
        (r"No such command '(.+?)'\.(?: Did you mean (.+)\?)?", r"没有命令“\1”。"),
        (r"Invalid value for '(.+?)': '(.*?)' is not one of (.+)\.", r"\1 写得不对：没有“\2”，可用的有 \3。"),
        (r"Invalid value for '(.+?)': '(.*?)' is not a valid (?:int|float|integer)\S*", r"\1 写得不对：“\2”不是数。"),
        (r"Invalid value for '(.+?)': (\S+) is not in the range (.+)\.", r"\1 写得不对：\2 不在 \3 里。"),
        (r"Invalid value for '(.+?)': (?:File|Path|Directory) '(.+)' does not exist\.", r"\1 写得不对：\2 不存在。"),
        (r"Invalid value for '(.+?)': (.*)", r"\1 写得不对：\2"),
        (r"Invalid value: (.*)", r"写得不对：\1"),
        (r"Got unexpected extra argument\S* \((.+)\)", r"多了：\1。"),
        (r"Option '(.+?)' requires (?:an argument|\d+ arguments)\.", r"选项 \1 后面要写一个值。"),
        (r"Option '(.+?)' does not take a value\.", r"选项 \1 后面不写值。"),
    )
)
PANELS = {
    "ARGUMENTS_PANEL_TITLE": "参数",
    "OPTIONS_PANEL_TITLE": "选项",
    "COMMANDS_PANEL_TITLE": "命令",
    "ERRORS_PANEL_TITLE": "没有做成",
    "ABORTED_TEXT": "停下了。",
    "REQUIRED_LONG_STRING": "[必填]",
    "DEFAULT_STRING": "[不写就是：{}]",
    "RICH_HELP": "怎么写：[blue]{command_path} {help_option}[/]",
}
PLACES = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}


def in_chinese(message: str) -> str:
    """Return a sentence of Typer in Chinese; one that is not known stays as it is.

    >>> in_chinese("Missing argument 'revision'."), in_chinese("No such option: --foo (Possible options: --on)")
    ('少了“revision”。', '没有选项 --foo，是不是要写 --on？')
    """
    for english, chinese in SENTENCES:
        found = english.fullmatch(message.strip())
        if found:
            return found.expand(chinese).replace("'", "")
    return message


def speak_chinese() -> None:
    """Let Typer speak Chinese in this process."""
    for name, words in PANELS.items():
        setattr(typer.rich_utils, name, words)
    for kind in (exceptions.UsageError, exceptions.BadParameter, exceptions.MissingParameter, exceptions.NoSuchOption):
        if "format_message" in vars(kind):
            _put(kind, "format_message", lambda say: lambda error: in_chinese(say(error)))
    _put(exceptions.ClickException, "format_message", lambda say: lambda error: in_chinese(say(error)))
    _put(core.Command, "get_help_option", lambda get: lambda command, ctx: _with_help(get(command, ctx)))
    _put(formatting.HelpFormatter, "write_usage", _usage)


def _put(kind: Any, name: str, changed: Callable[[Any], Any]) -> None:
    """Put a changed method in place of the one that is there, once."""
    method = getattr(kind, name)
    if not getattr(method, "is_chinese", False):
        fresh = changed(method)
        fresh.is_chinese = True
        setattr(kind, name, fresh)


def _with_help(option: Any) -> Any:
    if option is not None:
        option.help = HELP
    return option


def _usage(write: Any) -> Any:
    def write_usage(formatter: Any, program: str, args: str = "", prefix: str | None = None) -> None:
        for place, words in PLACES.items():
            args = args.replace(place, words)
        write(formatter, program, args, "用法：" if prefix is None else prefix)

    return write_usage
