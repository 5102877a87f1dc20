"""``leye questions``: what was not answered well, what was asked this week, and the file for the editors."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from sqlalchemy.engine import Engine

from bot import clock
from bot.cli.shown.tables import folding_table, wide_console
from bot.clock import SHANGHAI
from bot.errors import SettingsError
from bot.kb import KnowledgeBase, load
from bot.lookup import Ranker
from bot.questions import MOST_GROUPS, Asking, QuestionGroup, Queue, QueueShelf, WeekTally, as_yaml, asking, for_editors
from bot.settings import Settings
from bot.storage import open_for, upgrade
from bot.wording.office import NO_WORDS, known_words, passage_title, policy_title, queue_labels, say_share, topic_title

WEEK = timedelta(days=7)
app = typer.Typer(no_args_is_help=True, add_completion=False)
Limit = Annotated[int, typer.Option(min=1, max=MOST_GROUPS, help="最多列多少组")]


@app.callback()
def _group() -> None:
    """群众问的：没答上的、说没用的，给编辑改政策库用。"""


@app.command("list")
def list_questions(
    useless: Annotated[bool, typer.Option("--useless", help="看说“没用”的，不看没答上的")] = False,
    limit: Limit = 30,
) -> None:
    """列出没答上的问题：像的算一组，问得多的在前，附最接近的政策。"""
    kb, _, queue = _opened()
    groups = queue.groups(QueueShelf.USELESS if useless else QueueShelf.UNANSWERED, limit)
    if not groups:
        typer.echo("没有人说没用。" if useless else "没有没答上的问题。")
        return
    _print(_groups_table(kb, groups))


@app.command()
def export(file: Annotated[Path, typer.Argument(help="写到哪个文件，例如 questions.yml")]) -> None:
    """导出给编辑的清单（YAML）：建议、没答上的、说没用的、说不对的卡片。不会自动生效。"""
    kb, engine, queue = _opened()
    at = clock.now()
    found = for_editors(engine, queue, at)
    try:
        file.write_text(as_yaml(kb, found, at), encoding="utf-8")
    except (FileNotFoundError, IsADirectoryError, PermissionError) as error:
        raise SettingsError(f"写不了 {file}：{error.strerror}。请换一个能写的文件。") from error
    sizes = (len(found.proposals), len(found.unanswered), len(found.useless), len(found.wrong_cards))
    typer.echo("已写到 {}：建议{}条，没答上{}组，说没用{}组，说不对{}条。".format(file, *sizes))


@app.command()
def week(
    days: Annotated[int, typer.Option(min=1, max=90, help="往前看几天")] = WEEK.days,
) -> None:
    """这一周群众在问什么：按主题、按政策，多少人说有用，最多没答上的。"""
    kb, engine, queue = _opened()
    at = clock.now()
    found = asking(engine, at - timedelta(days=days), at)
    if not found.all.asked:
        typer.echo(f"这{days}天没有人问。")
        return
    _say_all(found, days)
    _print(_tallies_table("主题", ((topic_title(kb, topic), tally) for topic, tally in found.topics.items())))
    _print(_tallies_table("政策", ((policy_title(kb, policy), tally) for policy, tally in found.policies.items())))
    groups = queue.groups(QueueShelf.UNANSWERED, 10, since=at - timedelta(days=days))
    if groups:
        _print(_groups_table(kb, groups))


def _opened() -> tuple[KnowledgeBase, Engine, Queue]:
    """Return the knowledge base, the database and the queue, with everything that was asked in its group."""
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    kb, engine = load(settings.kb_dir), open_for(settings)
    queue = Queue(engine, kb, Ranker(kb))
    queue.refresh()
    return kb, engine, queue


def _say_all(found: Asking, days: int) -> None:
    ended = "，".join(
        f"{known_words(queue_labels(), outcome)}{tally.asked:,}" for outcome, tally in found.outcomes.items()
    )
    typer.echo(f"这{days}天问了{found.all.asked:,}次：{ended}。")
    typer.echo(f"评了{found.all.rated:,}次，说有用的占{say_share(found.all.share_useful)}。")


def _groups_table(kb: KnowledgeBase, groups: Sequence[QuestionGroup]) -> Table:
    table = folding_table("组", "问过", "最近", "怎么问的", "当时", "最接近的")
    for group in groups:
        nearest = "；".join(passage_title(kb, hit.policy, hit.facet) for hit in group.nearest)
        about = passage_title(kb, group.policy, next(iter(group.facets), None)) if group.policy else ""
        ended = "，".join(part for part in (known_words(queue_labels(), group.outcome), about) if part)
        table.add_row(str(group.id), f"{group.count:,}", _day(group.last_at), group.text or NO_WORDS, ended, nearest)
    return table


def _tallies_table(title: str, tallies: Iterable[tuple[str, WeekTally]]) -> Table:
    table = folding_table(title, "问过", "有用", "没用")
    for name, tally in tallies:
        table.add_row(name, f"{tally.asked:,}", f"{tally.useful:,}", f"{tally.useless:,}")
    return table


def _day(at: datetime) -> str:
    return f"{at.astimezone(SHANGHAI):%m-%d %H:%M}"


def _print(table: Table) -> None:
    wide_console().print(table)
