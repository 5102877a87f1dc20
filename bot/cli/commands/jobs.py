"""``leye jobs``: openings of employers: importing lists, judging what waits, and searching what is public."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from sqlalchemy.engine import Engine

from bot import clock
from bot.cli.shown.job_matches import matching_shown
from bot.cli.shown.opening_import import import_shown
from bot.errors import SituationError
from bot.jobs import Openings, OpeningState, erase_employer
from bot.jobs.figures import JobFigures
from bot.jobs.imports import write_sample_openings
from bot.jobs.matches import start_again
from bot.jobs.search import JobSearch, SearchOrder, changed_wish, read_wish
from bot.kb import load
from bot.outreach.runs import known_as
from bot.people import sealer_for
from bot.referrals.introductions import Introductions
from bot.settings import Settings
from bot.staff import AuditLog
from bot.storage import open_for, upgrade
from bot.text import as_csv
from bot.wording.jobs import STATE_LABELS, figures_table, report_lines, say_found, say_judged, say_queue

LONGEST_SOURCE = 64
app = typer.Typer(no_args_is_help=True)
Ids = Annotated[list[int] | None, typer.Argument(help="岗位编号，可以写几个")]
By = Annotated[str, typer.Option(help="是谁做的：姓名或账号")]
Source = Annotated[
    str | None, typer.Option("--list", help="这份名单叫什么；同一份名单每次用同一个名字，不写就用文件名")
]


@app.callback()
def _group() -> None:
    """岗位：导入招聘单位的岗位表、审核、查找。"""


@app.command("import")
def import_list(
    file: Annotated[Path, typer.Argument(help="岗位表：.xlsx、.xls 或 .csv，表头要有单位名称和岗位名称")],
    source: Source = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只检查，不写数据库")] = False,
    report: Annotated[Path | None, typer.Option(help="把每一处要改的写到这个 CSV 文件")] = None,
    with_hidden: Annotated[bool, typer.Option("--with-hidden", help="隐藏的工作表和行也读")] = False,
) -> None:
    """导入岗位表；中断了或改过，再运行一次就行，不会重复。导入的都要审核以后市民才看得到。"""
    settings = Settings.from_environment().with_secret()
    name = (source or file.stem).strip()
    if not 1 <= len(name) <= LONGEST_SOURCE:
        raise SituationError(f"名单的名字要写，最多 {LONGEST_SOURCE} 个字；用 --list 起一个。")
    console = Console(soft_wrap=True, highlight=False, markup=False)
    engine = None if dry_run else _database(settings)
    done = import_shown(console, settings, engine, file, name, report, with_hidden=with_hidden)
    if engine is not None:
        fresh, changed = done.counts.fresh, done.counts.changed
        AuditLog(engine).write(
            "command-line", "jobs.imported", None, clock.now(), list=name, fresh=fresh, changed=changed, lost=done.lost
        )


@app.command("list")
def list_openings(
    state: Annotated[OpeningState | None, typer.Option(help="只看这个状态的")] = OpeningState.WAITING,
    everything: Annotated[bool, typer.Option("--all", help="不管什么状态都看")] = False,
    flagged: Annotated[bool, typer.Option("--flagged", help="只看要看一眼的")] = False,
    limit: Annotated[int, typer.Option(min=1, max=1000, help="最多几个")] = 50,
    after: Annotated[int, typer.Option(help="从这个编号以后看起")] = 0,
) -> None:
    """列出等审核的（或别的状态的）岗位；⚠ 后面是有几处要看一眼。"""
    settings = Settings.from_environment()
    openings, on = Openings(_database(settings)), clock.today(settings.as_of)
    for line in say_queue(openings.list(None if everything else state, on, limit, after, is_flagged=flagged), on):
        typer.echo(line)
    counts = openings.counts(on)
    typer.echo("，".join(f"{label} {counts[each]:,} 个" for each, label in STATE_LABELS.items()) + "。")


@app.command()
def show(
    opening: Annotated[int, typer.Argument(help="岗位编号")],
    contact: Annotated[bool, typer.Option("--contact", help="联系人、电话和隐去的号码也看")] = False,
    by: By = "",
) -> None:
    """看一个岗位：写了什么，哪里要看一眼，依据哪一条。"""
    settings = Settings.from_environment()
    engine, on = _database(settings), clock.today(settings.as_of)
    openings, sealer = Openings(engine), sealer_for(settings)
    found = openings.find(opening)
    if found is None:
        raise SituationError(f"没有编号 {opening} 的岗位。")
    for line in say_judged(found, on, load(settings.kb_dir).clauses):
        typer.echo(line)
    if contact and sealer is not None:
        AuditLog(engine).write(known_as(engine, by), "jobs.contact_shown", f"opening:{opening}", clock.now())
        held = openings.contact(opening, sealer)
        typer.echo(f"   联系人：{held.name or '没有'}；电话：{held.phone or '没有'}")
        if held.hidden:
            typer.echo(f"   对外隐去的：{'、'.join(held.hidden)}")
    elif contact:
        typer.echo("   没有设置 LEYE_PEOPLE_KEY，没有保存联系人和电话。")


@app.command("pass")
def let_pass(
    ids: Ids = None,
    by: By = "",
    clean: Annotated[bool, typer.Option("--clean", help="没有要看一眼的全部通过，不用写编号")] = False,
    source: Source = None,
) -> None:
    """审核通过，市民就能查到。有 ⚠ 的要写编号一个个通过。"""
    settings = Settings.from_environment()
    engine = _database(settings)
    who = known_as(engine, by)
    if bool(ids) == clean:
        raise SituationError("请写岗位编号，或者用 --clean 通过所有没有要看一眼的；两个只用一个。")
    if clean:
        count = Openings(engine).pass_clean(who, clock.now(), source)
        AuditLog(engine).write(who, "jobs.passed", None, clock.now(), count=count, list=source)
        typer.echo(f"通过了 {count:,} 个岗位；有 ⚠ 的还在等审核。")
    else:
        _judge(engine, ids or [], OpeningState.PASSED, who, None)


@app.command()
def refuse(
    ids: Annotated[list[int], typer.Argument(help="岗位编号，可以写几个")],
    reason: Annotated[str, typer.Option(help="为什么不通过，说给单位听")] = "",
    by: By = "",
) -> None:
    """审核不通过；单位改好再导入，就重新等审核。"""
    engine = _database(Settings.from_environment())
    _judge(engine, ids, OpeningState.REFUSED, known_as(engine, by), reason)


@app.command()
def filled(ids: Annotated[list[int], typer.Argument(help="岗位编号，可以写几个")], by: By = "") -> None:
    """记为招满了，市民就查不到了。"""
    engine = _database(Settings.from_environment())
    _judge(engine, ids, OpeningState.FILLED, known_as(engine, by), None)


@app.command()
def find(
    text: Annotated[str, typer.Argument(help="想找什么活，例如：想找个保洁的活，离某某镇近的，一个月四千左右")],
    near: Annotated[bool, typer.Option("--near", help="只看近的")] = False,
    paid: Annotated[bool, typer.Option("--paid", help="工资高的排前面")] = False,
    page: Annotated[int, typer.Option(min=1, help="第几页")] = 1,
    then: Annotated[list[str] | None, typer.Option("--then", help="接着说的话，例如：工资高的；可以写几次")] = None,
) -> None:
    """查找审核通过的岗位，每页三个，说明为什么。"""
    settings = Settings.from_environment()
    on = clock.today(settings.as_of)
    search = JobSearch(_database(settings), load(settings.kb_dir))
    towns = search.towns()
    wish = read_wish(text, towns, on)
    further = [*(then or []), *(["只看近的"] if near else []), *(["工资高的"] if paid else [])]
    for words in further:
        wish = changed_wish(wish, words, towns, on)
    if wish.order is SearchOrder.NEAR and not wish.towns:
        typer.echo("近的要知道在哪个街镇附近，说一下街镇的名字。")
        raise typer.Exit(1)
    typer.echo(say_found(wish, search.find(wish, on, page), page))


@app.command()
def report(
    csv: Annotated[Path | None, typer.Option("--csv", help="每个街镇、每个工种一行，写到这个 CSV 文件")] = None,
) -> None:
    """各街镇、各工种的用工和求职：个数、工资中位数、缺口、每周新增；少于 5 的只写“少于5”。"""
    settings = Settings.from_environment()
    engine = _database(settings)
    figures = JobFigures(engine).on(clock.today(settings.as_of), clock.now())
    if csv is not None:
        try:
            csv.write_bytes(as_csv(figures_table(figures)))
        except OSError as error:
            raise SituationError(f"写不了 {csv}（{error.strerror}）。请换一个地方。") from error
    for line in report_lines(figures):
        typer.echo(line)
    if csv is not None:
        typer.echo(f"写好了：{csv}。")


@app.command()
def match(
    again: Annotated[bool, typer.Option("--again", help="今天配过了也重新配")] = False,
) -> None:
    """给所有登记求职的人配岗位，每人留最合适的几个；每夜自己会跑，中断了再运行一次接着来。"""
    settings = Settings.from_environment()
    engine, night = _database(settings), clock.today(settings.as_of)
    if again:
        start_again(engine, night)
    is_done = matching_shown(engine, load(settings.kb_dir), night)
    if not is_done:
        raise typer.Exit(1)


@app.command()
def sample(
    count: Annotated[int, typer.Option(min=1, max=1_000_000, help="多少个岗位")] = 3000,
    out: Annotated[Path, typer.Option(help="写到哪个文件")] = Path("var/openings.csv"),
    seed: Annotated[int, typer.Option(help="同一个数编出同样的岗位")] = 1,
) -> None:
    """编一份岗位表，用来试；里面的单位、岗位、电话都是编的。"""
    write_sample_openings(count, seed, clock.today(Settings.from_environment().as_of), out)
    typer.echo(f"编好了 {count} 个岗位：{out}。导入：leye jobs import {out}")


@app.command()
def erase(
    employer: Annotated[int, typer.Argument(help="单位编号，见 leye jobs show")],
    by: By = "",
    yes: Annotated[bool, typer.Option("--yes", help="不再问")] = False,
) -> None:
    """删掉一个单位：联系人、电话、岗位都删；还没问到单位的推介当场停，并告诉本人。"""
    engine = _database(Settings.from_environment())
    who = known_as(engine, by)
    if not yes and not typer.confirm(f"要删掉 {employer} 号单位和它所有的岗位吗？"):
        typer.echo("没有删。")
        raise typer.Exit(1)
    gone = erase_employer(engine, employer)
    stopped = Introductions(engine).stop_ended(clock.now())
    AuditLog(engine).write(who, "jobs.employer_erased", f"employer:{employer}", clock.now(), count=gone.openings)
    typer.echo(f"删掉了 {gone.name} 和 {gone.openings} 个岗位，停了 {stopped} 次推介。")


def _judge(engine: Engine, ids: list[int], state: OpeningState, who: str, reason: str | None) -> None:
    openings, at = Openings(engine), clock.now()
    for opening in ids:
        before = openings.judge(opening, state, who, at, reason)
        AuditLog(engine).write(who, f"jobs.{state.value}", f"opening:{opening}", at, reason=reason)
        typer.echo(f"{opening} {before.title}，{before.employer.name}：{STATE_LABELS[state]}。")


def _database(settings: Settings) -> Engine:
    upgrade(settings.database_url)
    return open_for(settings)
