"""``leye people``: the people who may be told about policies: importing lists, showing and erasing what is held, made-up people."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path
from typing import Annotated, Any

import typer
from sqlalchemy.engine import Engine

from bot import clock
from bot.cli.shown.dates import day
from bot.cli.shown.import_report import import_list, summary
from bot.cli.shown.person import tell
from bot.cli.shown.proposed_columns import kept_mapping
from bot.cli.shown.tables import wide_console
from bot.errors import SituationError
from bot.kb import load
from bot.outreach.ledger import MergedNotices
from bot.outreach.runs import known_as
from bot.people import Identities, Sealer, count_untouched, erase_person, export_person, forget_untouched, sealer_for
from bot.people.imports import APP, write_samples
from bot.people.unions import merge_people, split_list, split_merge
from bot.settings import Settings
from bot.staff import AuditLog
from bot.storage import doubted_since, open_for, upgrade

SHORTEST_KEEPING = 30
app = typer.Typer(no_args_is_help=True, add_completion=False)
Person = Annotated[str | None, typer.Argument(help="人的编号，例如 p0123456789abcdef0123")]
Conversation = Annotated[str | None, typer.Option(help="会话编号，例如 wx:0123…；和人的编号写一个")]
By = Annotated[str, typer.Option(help="是谁做的：姓名或账号")]
Yes = Annotated[bool, typer.Option("--yes", help="不再问一遍")]


@app.callback()
def _group() -> None:
    """人员：导入名单、告诉本人存了什么、删除、造样例。"""


@app.command("import")
def import_people(
    file: Annotated[Path, typer.Argument(help="名单：.xlsx、.xls 或 .csv")],
    mapping: Annotated[
        Path | None, typer.Option(help="映射文件：哪一列是什么；不写就看表头和内容猜，问一遍再存到名单旁边")
    ] = None,
    basis: Annotated[str | None, typer.Option(help="没有映射文件时：凭什么可以保存，例如 本人书面同意")] = None,
    on: Annotated[str | None, typer.Option(help="没有映射文件时：名单上的情况是哪一天的；不写就是今天")] = None,
    yes: Yes = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写数据库")] = False,
    report: Annotated[Path | None, typer.Option(help="把每一处要改的写到这个 CSV 文件")] = None,
    with_hidden: Annotated[bool, typer.Option("--with-hidden", help="隐藏的工作表和行也读")] = False,
) -> None:
    """导入名单；中断了或改过名单，再运行一次就行，不会重复。"""
    settings = Settings.from_environment().with_secret()
    console = wide_console()
    if mapping is None:
        facts_on = day(on) if on else clock.today(settings.as_of)
        mapping = kept_mapping(console, file, load(settings.kb_dir), facts_on, basis, yes=yes)
    engine = None if dry_run else _database(settings)
    done = import_list(console, settings, engine, file, mapping, report, with_hidden=with_hidden)
    for line in summary(done, dry_run=dry_run, report=report):
        console.print(line)


@app.command()
def export(
    person: Person = None,
    conversation: Conversation = None,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给程序用")] = False,
) -> None:
    """打印存着的这个人的全部内容，包括撤回过的同意。"""
    settings = Settings.from_environment()
    engine = _database(settings)
    held = export_person(engine, _person(settings, engine, person, conversation), _sealer(settings))
    if as_json:
        typer.echo(json.dumps(held, ensure_ascii=False, indent=2))
    else:
        tell(wide_console(), held, load(settings.kb_dir))


@app.command()
def erase(person: Person = None, conversation: Conversation = None, yes: Yes = False) -> None:
    """删除存着的这个人的全部内容；删了找不回来。"""
    settings = Settings.from_environment()
    engine = _database(settings)
    found = _person(settings, engine, person, conversation)
    held = export_person(engine, found)
    rows = sum(len(part) for part in held.values() if isinstance(part, list))
    if not yes and not typer.confirm(f"{found} 共有 {rows} 条记录，删了找不回来。要删吗？"):
        typer.echo("没有删除。")
        raise typer.Exit(1)
    typer.echo(f"已删除 {found} 的 {erase_person(engine, found, clock.now())} 条记录。")


@app.command()
def merge(
    person: Annotated[str, typer.Argument(help="留下的编号，例如 p0123456789abcdef0123")],
    other: Annotated[str, typer.Argument(help="并进去的编号")],
    by: By = "",
    yes: Yes = False,
) -> None:
    """把两份记录合成一个人：情况按日期新的记，有一份说过不要通知就不发，发过的不重发；能用 split 分开。"""
    settings = Settings.from_environment()
    engine = _database(settings)
    who, at = known_as(engine, by), clock.now()
    if not yes and not typer.confirm(f"确定 {person} 和 {other} 是同一个人吗？"):
        typer.echo("没有合并。")
        raise typer.Exit(1)
    union = merge_people(engine, MergedNotices(), person, other, who, at)
    AuditLog(engine).write(who, "people.merged", f"person:{union.person}", at, other=union.other)
    typer.echo(f"{union.other} 已并入 {union.person}。")
    if union.contested:
        facts = load(settings.kb_dir).facts
        labels = "、".join(f"「{facts[fact].label}」" if fact in facts else fact for fact in sorted(union.contested))
        typer.echo(f"两份说的不一样、按日期新的记：{labels}。请核对。")
    typer.echo(f"弄错了就分开：leye people split {union.person} --by {by}")


@app.command()
def split(
    person: Annotated[str, typer.Argument(help="人的编号")],
    source: Annotated[
        str | None, typer.Option("--list", help="把这份名单上的那一行分出去；不写就撤销最近一次合并")
    ] = None,
    by: By = "",
    yes: Yes = False,
) -> None:
    """把合错的一个人分成两个；以后导入也不再合并，除非用 merge。合并时停掉的通知不会自己恢复。"""
    engine = _database(Settings.from_environment())
    who, at = known_as(engine, by), clock.now()
    what = f"名单 {source} 上的那一行" if source else "最近一次合并进来的"
    if not yes and not typer.confirm(f"要把{what}从 {person} 里分出去吗？"):
        typer.echo("没有分开。")
        raise typer.Exit(1)
    done = (
        split_list(engine, person, source, who, at) if source else split_merge(engine, MergedNotices(), person, who, at)
    )
    AuditLog(engine).write(who, "people.split", f"person:{done.person}", at, other=done.other, list=source)
    typer.echo(f"分开了：{done.person} 和 {done.other}。两份名单各再导入一次，被盖掉的情况就补回来。")
    typer.echo(f"还是同一个人的话：leye people merge {done.person} {done.other} --by {by}")


@app.command()
def forget(
    older_than: Annotated[int, typer.Option(help="多少天没有动静")] = 730,
    yes: Annotated[bool, typer.Option("--yes", help="真的删除；不写就只数一数")] = False,
) -> None:
    """删除没有同意接收通知、又很久没有动静的人；不加 --yes 只数一数。"""
    if older_than < SHORTEST_KEEPING:
        raise SituationError(f"--older-than 至少写 {SHORTEST_KEEPING} 天，免得误删刚导入的人。")
    engine = _database(Settings.from_environment())
    before = clock.now() - timedelta(days=older_than)
    if not yes:
        typer.echo(f"有 {count_untouched(engine, before)} 人可以删除。确定要删，就加上 --yes 再运行一次。")
        return
    if doubted_since(engine, clock.now()) is not None:
        raise SituationError(
            "时钟比数据库知道的最后时刻晚得太多，什么也没删。先调准时钟；没错的话运行 leye db clock --right。"
        )
    typer.echo(f"已删除 {forget_untouched(engine, before, clock.now())} 人。")


@app.command()
def sample(
    count: Annotated[int, typer.Option(min=1, max=5_000_000, help="多少人")] = 5000,
    out: Annotated[Path, typer.Option(help="名单写到哪个文件；映射文件写在旁边")] = Path("var/people.csv"),
    seed: Annotated[int, typer.Option(help="同一个数造出同样的人")] = 1,
    account: Annotated[str, typer.Option("--app", help="这些样例 openid 属于哪个公众号（appid）")] = APP,
) -> None:
    """编一份名单，用来试导入和发通知；里面的人、电话都是编的。"""
    settings = Settings.from_environment()
    on = clock.today(settings.as_of)
    mapping = write_samples(load(settings.kb_dir), count, seed, on, out, account)
    typer.echo(f"编好了 {count} 人：{out}，映射文件：{mapping}。")
    typer.echo(f"导入：leye people import {out} --mapping {mapping}")


def _database(settings: Settings) -> Engine:
    upgrade(settings.database_url)
    return open_for(settings)


def _sealer(settings: Settings) -> Sealer | None:
    return sealer_for(settings)


def _person(settings: Settings, engine: Engine, person: str | None, conversation: str | None) -> str:
    if (person is None) == (conversation is None):
        raise SituationError("请写人的编号，或者用 --conversation 写会话编号；两个只写一个。")
    if person is not None:
        return person
    known: Any = Identities(engine).find(str(conversation))
    if known is None:
        raise SituationError("没有这个会话编号。编号见日志，例如 wx: 后面 32 个字符。")
    return str(known.person)
