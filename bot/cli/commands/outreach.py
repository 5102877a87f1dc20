"""``leye outreach``: rehearse, approve, run, pause, stop and account for telling people; 敲门."""

from __future__ import annotations

import asyncio
import json
import sys
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from bot.backups import BY_HAND, catch_up
from bot.cli.shown.outreach import (
    RehearsedPeople,
    follow_up_sentence,
    knocks_table,
    log_table,
    pass_sentence,
    rehearsal_json,
    report_table,
    runs_table,
    show_audience,
    show_rehearsal,
    write_knocks,
)
from bot.cli.shown.tables import wide_console
from bot.cli.signed_in import acting
from bot.errors import SituationError
from bot.outreach import Outreach, outreach_for
from bot.outreach.control import HighWaterMark, decisions
from bot.outreach.ledger import close_knock, list_knocks
from bot.outreach.reports import as_json as report_as_json
from bot.outreach.reports import as_kept, as_table, draw_funnel, kept_rehearsal
from bot.outreach.reports import rehearse as play
from bot.outreach.reports import report as report_of
from bot.outreach.runs import NoticeKind, Run, RunState, latest, log_of, propose, require_account, runs_in
from bot.outreach.scheduler import Outbox, deliver_here, set_due
from bot.settings import Settings
from bot.staff import Permission
from bot.storage import upgrade
from bot.text import as_csv

app = typer.Typer(no_args_is_help=True, add_completion=False)
Id = Annotated[str, typer.Argument(help="推送的编号，就是 policies_kb/campaigns 里的文件名")]
By = Annotated[str, typer.Option(help="是谁做的：姓名或账号")]
Reason = Annotated[str | None, typer.Option(help="为什么")]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，给程序用")]


@app.callback()
def _group() -> None:
    """推送：彩排、批准、开始、暂停、看效果；敲门清单。"""


@app.command()
def rehearse(
    campaign: Id,
    kind: Annotated[NoticeKind | None, typer.Option(help="政策变了的通知写 policy_change")] = None,
    as_json: AsJson = False,
) -> None:
    """彩排：不发，只看会发给谁、为什么、不发给谁、发什么；记在登录的账号名下。"""
    outreach = _outreach()
    who = acting(outreach.engine, outreach.now()).userid
    content, at = outreach.kb.campaign(campaign), outreach.now()
    run = propose(outreach.engine, outreach.kb, content, kind or NoticeKind(content.kind.value), at, outreach.today())
    everyone = RehearsedPeople()
    rehearsal = play(outreach, run, content, at, on_person=everyone.add if as_json else None)
    if run.state in (RunState.PROPOSED, RunState.REHEARSED, RunState.APPROVED, RunState.PAUSED):
        run = decisions.mark_rehearsed(outreach.engine, run, content, who, at, rehearsal.told, as_kept(rehearsal))
    if as_json:
        typer.echo(json.dumps(rehearsal_json(rehearsal, everyone), ensure_ascii=False, indent=2))
    else:
        show_rehearsal(_console(), content, run, rehearsal)


@app.command()
def approve(
    campaign: Id,
    most: Annotated[int | None, typer.Option(help="最多发给多少人；不写就是彩排人数多一成或 50 人，取多的")] = None,
    number: Annotated[str | None, typer.Option(help="彩排时会收到的人数；不写就先看彩排，再问您")] = None,
) -> None:
    """看彩排、输入人数，用登录的账号批准；彩排的人不能自己批准，也不能用自己开通的另一个账号。"""
    outreach = _outreach()
    at = outreach.now()
    who = acting(outreach.engine, at).userid
    content, run = outreach.kb.campaign(campaign), latest(outreach.engine, campaign)
    decisions.require_approver(outreach.engine, run, content, who, at)
    if run.state is RunState.REHEARSED:
        show_audience(_console(), run, kept_rehearsal(outreach.engine, run.id))
        _require_number(run, number)
    run = decisions.approve(outreach.engine, run, content, who, at, most)
    _console().print(f"已批准：彩排 {run.audience:,} 人，最多发给 {run.ceiling:,} 人，超过就停下来再问。")
    _console().print(f"到时间会自己发；现在就发，用 leye outreach run {campaign}。")


@app.command()
def run(
    campaign: Annotated[str | None, typer.Argument(help="只现在就开始这一个；不写就做所有到时间的")] = None,
) -> None:
    """现在做一遍：把批准了、该发的发出去。"""
    settings = Settings.from_environment().with_secret()
    outreach = _outreach(settings)
    if catch_up(outreach.engine, outreach.now()).changed:
        raise SituationError(BY_HAND)
    if campaign is not None:
        set_due(outreach, latest(outreach.engine, campaign).id, outreach.now())
    outbox = Outbox(outreach, deliver_here(outreach, on_claim=HighWaterMark(settings.database_url).write))
    done = asyncio.run(outbox.make_pass())
    _console().print(pass_sentence(done))
    if campaign is not None and done.sent > done.asked:
        _console().print(follow_up_sentence(outreach.kb.campaign(campaign)))
    if done.unknown:
        _console().print(f"{done.unknown:,} 条不清楚是否送到（上次中断），不会重发。")


@app.command()
def pause(campaign: Id, by: By, reason: Reason = None) -> None:
    """马上暂停；没发的留着。"""
    outreach = _outreach()
    decisions.pause(outreach.engine, _going(outreach, campaign), by, outreach.now(), reason)
    _console().print(f"已暂停。继续用 leye outreach resume {campaign}。")


@app.command()
def resume(campaign: Id) -> None:
    """暂停的接着发；记在登录的账号名下。"""
    outreach = _outreach()
    who = require_account(outreach.engine, acting(outreach.engine, outreach.now()).userid, Permission.CONTROL).userid
    decisions.resume(outreach.engine, _going(outreach, campaign), who, outreach.now())
    _console().print("已恢复。")


@app.command()
def stop(campaign: Id, by: By, reason: Reason = None) -> None:
    """停止，没发的都取消；停了不能再开始。"""
    outreach = _outreach()
    decisions.stop(outreach.engine, _going(outreach, campaign), by, outreach.now(), reason)
    _console().print("已停止，没发的都取消了。")


@app.command()
def retry(campaign: Id) -> None:
    """只重发没送到的；发过的、不清楚的都不重发。记在登录的账号名下。"""
    outreach = _outreach()
    who = require_account(outreach.engine, acting(outreach.engine, outreach.now()).userid, Permission.CONTROL).userid
    count = decisions.retry_failed(outreach.engine, _going(outreach, campaign), who, outreach.now())
    _console().print(f"{count:,} 条会再试。")


@app.command()
def report(
    campaign: Id,
    csv: Annotated[Path | None, typer.Option(help="写成 CSV 表格")] = None,
    chart: Annotated[Path | None, typer.Option(help="画成图：.svg，浏览器能打开和打印")] = None,
    as_json: AsJson = False,
) -> None:
    """看效果：告知 → 送达 → 已读 → 来问 → 申请，分街镇。"""
    outreach = _outreach()
    content, found = outreach.kb.campaign(campaign), report_of(outreach.engine, campaign)
    if csv is not None:
        csv.parent.mkdir(parents=True, exist_ok=True)
        csv.write_bytes(as_csv(as_table(found)))
    if chart is not None:
        draw_funnel(found, content.title, chart)
    if as_json:
        typer.echo(json.dumps(report_as_json(found), ensure_ascii=False, indent=2))
        return
    _console().print(report_table(found, content.title))
    for path in (each for each in (csv, chart) if each is not None):
        _console().print(f"已写到 {path}。")


@app.command()
def log(campaign: Id) -> None:
    """谁在什么时候彩排、批准、暂停、继续、停止，为什么。"""
    outreach = _outreach()
    _console().print(log_table(log_of(outreach.engine, _going(outreach, campaign).id)))


@app.command("list")
def list_runs() -> None:
    """列出所有推送和走到哪一步。"""
    outreach = _outreach()
    _console().print(runs_table(outreach.kb.campaigns, runs_in(outreach.engine, tuple(RunState))))


@app.command()
def knocks(
    station: Annotated[str | None, typer.Option(help="只看这个站")] = None,
    close: Annotated[int | None, typer.Option(help="销号：这个编号的办完了")] = None,
    outcome: Annotated[str, typer.Option(help="结果：told helped not_found refused does_not_fit")] = "",
    by: Annotated[str, typer.Option(help="销号的人")] = "",
    csv: Annotated[Path | None, typer.Option(help="写成 CSV 表格")] = None,
) -> None:
    """敲门清单：消息送不到的人，由就业红娘上门。"""
    outreach = _outreach()
    if close is not None:
        if not by.strip():
            raise SituationError("销号要用 --by 写上是谁去的。")
        close_knock(outreach.engine, close, outcome, by.strip(), outreach.now())
        _console().print(f"{close} 号已销号。")
        return
    found = list_knocks(outreach.engine, station)
    if csv is not None:
        write_knocks(found, csv)
        _console().print(f"{len(found):,} 人，已写到 {csv}。")
    else:
        _console().print(knocks_table(found))


def _require_number(run: Run, number: str | None) -> None:
    """Ask for the number of people, unless the command carries it.

    Raises:
        SituationError: it is another one, or nobody is there to be asked.
    """
    if number is None and not sys.stdin.isatty():
        raise SituationError("没有批准。批准要写上彩排时会收到的人数：在终端里运行会问您，脚本里写 --number 人数。")
    typed = number if number is not None else typer.prompt("看过了，就输入会收到的人数")
    if not decisions.is_audience(run, typed):
        raise SituationError("输入的人数和彩排的不一样，没有批准。请看一遍彩排，照现在的人数再输一次。")


def _going(outreach: Outreach, campaign: str) -> Run:
    outreach.kb.campaign(campaign)
    return latest(outreach.engine, campaign)


def _outreach(settings: Settings | None = None) -> Outreach:
    settings = settings or Settings.from_environment().with_secret()
    upgrade(settings.database_url)
    return outreach_for(settings)


def _console() -> Console:
    return wide_console()
