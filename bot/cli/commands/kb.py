"""``leye kb``: what editors of the knowledge base run: validate, coverage, diff, new, and the export that training reads."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import reduce
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot import clock
from bot.cli.shown.conditions import condition_tree
from bot.cli.shown.coverage import LEGEND, WIDTH_IN_FILES, coverage_table
from bot.cli.shown.dates import day
from bot.cli.shown.layouts import relaid, write_sound
from bot.cli.shown.policy_interview import ToldStatements, ask_statements
from bot.cli.shown.policy_names import policy_named
from bot.cli.shown.revisions import knowledge_base_at, names_lost_since
from bot.cli.shown.tables import folding_table, wide_console
from bot.cli.shown.training_files import current, save
from bot.eligibility import check_eligibility_cases, rule_for
from bot.errors import SituationError
from bot.kb import (
    FreshPolicy,
    KnowledgeBase,
    changes,
    coverage_json,
    document_text,
    fresh_text,
    line_of,
    load,
    publish_folder,
    require_sound,
    with_source,
)
from bot.kb import coverage as count_coverage
from bot.kb import validate as check
from bot.settings import Settings
from bot.understanding import NLU_FOLDER, training_files

COMFORTABLE_SHORT_TITLE = 12
SOURCES = Path("sources.yml")
# What was committed last: what an editor has changed since is what may be a slip.
LAST_VERSION = "HEAD"
# Of many files, these many are named.
MOST_NAMED = 10

app = typer.Typer(no_args_is_help=True, add_completion=False)


@app.callback()
def _group() -> None:
    """政策知识库：校验、列出答得上什么、和旧版比较、新建一项政策。"""


@app.command()
def validate() -> None:
    """校验知识库：一次列出所有要改的地方，写明文件、位置和改法。"""
    settings = Settings.from_environment()
    report = check(settings.kb_dir, clock.today(settings.as_of))
    problems = [*report.problems, *(check_eligibility_cases(report.kb) if report.kb and not report.problems else ())]
    problems += names_lost_since(LAST_VERSION, settings.kb_dir)
    for problem in problems:
        line = line_of(settings.kb_dir, problem)
        typer.echo(f"要改  {problem}" + (f"（第 {line} 行）" if line else ""))
    for warning in report.warnings:
        typer.echo(f"提醒  {warning}")
    counts = f"{len(problems)} 处要改，{len(report.warnings)} 条提醒"
    if problems:
        typer.echo(f"{counts}。改好后再运行一次 leye kb validate。")
        raise typer.Exit(1)
    typer.echo(f"知识库没有问题：{_size(report.kb)}；{counts}。")


@app.command()
def publish() -> None:
    """让正在运行的助手几秒内换上现在的内容，不用停；有要改的地方就不换。"""
    settings = Settings.from_environment()
    report = check(settings.kb_dir, clock.today(settings.as_of))
    problems = [*report.problems, *(check_eligibility_cases(report.kb) if report.kb and not report.problems else ())]
    if report.kb is None or problems:
        raise SituationError(f"还有 {len(problems)} 处要改，没有换。请先运行 leye kb validate，照着改好。")
    publish_folder(settings.kb_dir, settings.edition_file)
    typer.echo("好了：正在运行的助手几秒内换上现在的内容。")
    if not current(training_files(report.kb), Path()):
        typer.echo("叫法也改了：现在就能查到；聊天要听得全，有空时重新运行一次 leye run（会自动训练）。")


@app.command()
def tree(
    policy: Annotated[str, typer.Argument(help="政策的名称或编号")],
    on: Annotated[str | None, typer.Option(help="哪一天，例如 2022-06-30；不写就是今天")] = None,
) -> None:
    """画出一项政策的条件：哪些要都够，哪些够一个就行。"""
    settings = Settings.from_environment()
    kb = load(settings.kb_dir)
    on_day = day(on) if on else clock.today(settings.as_of)
    wide_console().print(condition_tree(rule_for(kb, policy_named(kb, policy), on_day)))


@app.command()
def coverage(
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给程序用")] = False,
    ids: Annotated[bool, typer.Option("--ids", help="只列编号和名称")] = False,
) -> None:
    """列出每个主题、每项政策的 12 个方面：有用的答案、只知道去哪儿问、没有依据。"""
    kb = load(Settings.from_environment().kb_dir)
    if ids:
        table = folding_table("编号", "政策", "主题")
        for policy in kb.policies.values():
            table.add_row(policy.id, policy.short_title, kb.topics[policy.topic].title)
        wide_console().print(table)
        return
    if as_json:
        typer.echo(json.dumps(coverage_json(kb), ensure_ascii=False, indent=2))
        return
    console = _wide_console()
    console.print(coverage_table(kb, count_coverage(kb)))
    console.print(LEGEND)


@app.command()
def diff(
    revision: Annotated[str, typer.Argument(help="git 里的版本，例如 HEAD~1 或 v0.1.0")],
    on: Annotated[str | None, typer.Option(help="按哪一天比较答案；不写就是今天")] = None,
) -> None:
    """和以前的版本比：哪些政策、叫法、数字、答案不一样了。"""
    settings = Settings.from_environment()
    chosen = day(on) if on else clock.today(settings.as_of)
    found = changes(knowledge_base_at(revision, settings.kb_dir), load(settings.kb_dir), chosen)
    for change in found:
        typer.echo(f"{change.place}\n  原来：{change.before}\n  现在：{change.after}")
    typer.echo(f"和 {revision} 比，{len(found)} 处不同。" if found else f"和 {revision} 比，没有不同。")


@app.command()
def new(
    policy_id: Annotated[str | None, typer.Option("--id", help="编号；不写就一样一样问")] = None,
    topic: Annotated[str | None, typer.Option(help="主题，policies_kb/topics.yml 里的编号")] = None,
    title: Annotated[str | None, typer.Option(help="全称")] = None,
    short_title: Annotated[str | None, typer.Option(help="按钮上的短名，12 个字以内")] = None,
    serves: Annotated[str, typer.Option(help="个人办的写 person，单位办的写 employer")] = "person",
    alias: Annotated[list[str] | None, typer.Option(help="日常叫法，可以写几次")] = None,
    valid_from: Annotated[str | None, typer.Option(help="从哪天起有依据，例如 2027-01-01")] = None,
) -> None:
    """新建一项政策：一样一样问，写出文件；没写到的方面先写没有依据，以后再补。"""
    settings = Settings.from_environment()
    kb = load(settings.kb_dir)
    asks_all = policy_id is None
    if policy_id is None:
        policy_id = str(typer.prompt("编号（小写英文，例如 night_school_subsidy）"))
        typer.echo(f"主题有：{'、'.join(f'{each.id} {each.title}' for each in kb.topics.values())}")
    topic = topic or str(typer.prompt("主题（编号）"))
    title = (str(typer.prompt("全称")) if title is None else title).strip()
    fresh = FreshPolicy(
        id=policy_id.strip(),
        topic=topic.strip(),
        title=title,
        short_title=(short_title or _short(title)).strip(),
        serves=serves,
        aliases=tuple(name.strip() for name in alias or ()),
        valid_from=day(valid_from) if valid_from else None,
    )
    require_sound(kb, fresh)
    told = ask_statements(kb) if asks_all else ToldStatements((), ())
    today = clock.today(settings.as_of)
    fresh = replace(fresh, statements=told.statements)
    path = Path("policies") / f"{fresh.id}.yml"
    files = {path: fresh_text(kb, fresh, today), **_files_of(told, settings.kb_dir)}
    write_sound(settings.kb_dir, files, today)
    typer.echo(f"建好了：{settings.kb_dir / path}。查到依据就改里面的句子，改完运行 leye kb validate。")


@app.command("format")
def format_files(
    is_check: Annotated[bool, typer.Option("--check", help="只检查，不改文件")] = False,
) -> None:
    """把知识库的文件排成一种样子（缩进、日期、空值）；注释和内容不动。"""
    folder = Settings.from_environment().kb_dir
    changed = relaid(folder)
    if is_check and changed:
        names = "、".join(path.relative_to(folder).as_posix() for path in list(changed)[:MOST_NAMED])
        raise SituationError(f"{len(changed)} 个文件的排法不一样：{names}。请运行 leye kb format。")
    for path, text in changed.items():
        path.write_text(text, encoding="utf-8")
    typer.echo(f"排好了，{len(changed)} 个文件有变化。" if changed else "都排好了，没有变化。")


@app.command("export-training")
def export_training(
    is_check: Annotated[bool, typer.Option("--check", help="只检查是不是最新，不写文件")] = False,
) -> None:
    """把政策名称写成训练要用的文件：分词词典、名称表、同义词。"""
    files = training_files(load(Settings.from_environment().kb_dir))
    if not is_check:
        changed = save(files, Path())
        typer.echo(f"写好了，{changed} 个文件有变化。" if changed else "已是最新。")
    elif not current(files, Path()):
        raise SituationError(f"{NLU_FOLDER} 不是最新的。请运行 leye kb export-training，把变化一起提交。")


def _size(kb: KnowledgeBase | None) -> str:
    assert kb is not None
    return f"{len(kb.topics)} 个主题，{len(kb.policies)} 项政策，{len(kb.parameters)} 个数，{len(kb.sources)} 份资料"


def _short(title: str) -> str:
    """Return the title itself where it fits on a button; otherwise ask for a shorter name."""
    return title if len(title) <= COMFORTABLE_SHORT_TITLE else str(typer.prompt("短名（按钮上用，12 个字以内）"))


def _files_of(told: ToldStatements, folder: Path) -> dict[Path, str]:
    """Return the files that new documents need: one each, and all of them in the list of sources."""
    files = {Path("documents") / f"{each.id}.yml": document_text(each) for each in told.documents}
    if told.documents:
        sources = (folder / SOURCES).read_text(encoding="utf-8")
        files[SOURCES] = reduce(with_source, told.documents, sources)
    return files


def _wide_console() -> Console:
    """Return a console that cuts nothing when its output goes to a file."""
    console = Console(highlight=False, markup=False)
    if not console.is_terminal:
        console.width = WIDTH_IN_FILES
    return console
