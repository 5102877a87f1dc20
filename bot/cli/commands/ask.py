"""``leye ask``: one question to the running assistant, over the chat API that the web page uses."""

from __future__ import annotations

import json
from typing import Annotated, Any

import requests
import typer

from bot.cli.processes.ports import page_address
from bot.cli.shown.dates import day
from bot.cli.shown.tables import wide_console
from bot.errors import BotError, SituationError
from bot.settings import Settings

ANSWER_WITHIN = 60.0
Replies = list[dict[str, Any]]


class AskError(BotError):
    """The assistant does not run or did not answer; the message says what to do."""


def ask(
    text: Annotated[list[str], typer.Argument(help="要问的话，例如：灵活就业社保补贴能领多少钱")],
    on: Annotated[str | None, typer.Option(help="按哪一天回答，例如 2022-06-30；不写就是今天")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给程序用")] = False,
) -> None:
    """问正在运行的助手一句话，打印它的回答。"""
    asked = " ".join(text).strip()
    if not asked:
        raise SituationError("请写下要问的话，例如：leye ask 灵活就业社保补贴能领多少钱")
    message = {"text": asked}
    if on:
        message["on"] = day(on).isoformat()
    settings = Settings.from_environment()
    replies = _replies(page_address(settings.host, settings.port), message)
    if as_json:
        typer.echo(json.dumps(replies, ensure_ascii=False, indent=2))
    else:
        _show(replies)


def _replies(address: str, message: dict[str, str]) -> Replies:
    with requests.Session() as session:
        # The assistant runs on this machine or beside it: a proxy of the environment would only be in the way.
        session.trust_env = False
        token = _post(session, f"{address}/api/chat/sessions")["session"]
        session.headers["Authorization"] = f"Bearer {token}"
        replies: Replies = _post(session, f"{address}/api/chat/messages", message)["replies"]
    return replies


def _post(session: requests.Session, url: str, body: dict[str, str] | None = None) -> dict[str, Any]:
    """Post and return what came back.

    Raises:
        AskError: nobody listens, nobody answered in time, or the assistant refused and said why.
    """
    try:
        answer = session.post(url, json=body, timeout=ANSWER_WITHIN)
        content: dict[str, Any] = answer.json()
        if answer.ok:
            return content
        raise AskError(content["error"]["message"])
    except requests.Timeout:
        raise AskError(f"助手在 {ANSWER_WITHIN:.0f} 秒内没有回答。请稍后再试，或看 var/log/ 里的记录。") from None
    except requests.ConnectionError:
        raise AskError(f"助手没有在运行（{url.split('/api/')[0]} 没有回应）。请先运行 make run，再问一次。") from None
    except (ValueError, KeyError, TypeError):
        raise AskError(f"{url.split('/api/')[0]} 上运行的不是乐业助手。请检查 LEYE_HOST 和 LEYE_PORT。") from None


def _show(replies: Replies) -> None:
    console = wide_console()
    number = 0
    for reply in replies:
        console.print(reply["text"])
        for choice in reply["choices"]:
            number += 1
            console.print(f"  {number}. {choice['label']}", style="cyan")
