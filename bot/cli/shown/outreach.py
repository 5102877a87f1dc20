"""How rehearsals, runs, reports and the 敲门 list look on the command line. For ``leye outreach``."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from rich.console import Console
from rich.table import Table

from bot.cli.shown.tables import folding_table
from bot.clock import SHANGHAI
from bot.kb import Campaign
from bot.outreach.control import SAYS
from bot.outreach.ledger import Knock
from bot.outreach.reports import TITLES, Excluded, Included, OutreachReport, Rehearsal
from bot.outreach.runs import OUTBOX, Run
from bot.outreach.scheduler import Pass
from bot.text import as_csv
from bot.wording.office import ACTS, KNOCK_REASONS, WAYS, WHY_NOT

FIRST = 5


@dataclass
class RehearsedPeople:
    """Everyone of a rehearsal by id, as programs want to read it."""

    included: list[Included] = field(default_factory=list)
    excluded: list[Excluded] = field(default_factory=list)

    def add(self, person: Included | Excluded) -> None:
        """Take one person in."""
        if isinstance(person, Included):
            self.included.append(person)
        else:
            self.excluded.append(person)


def rehearsal_json(rehearsal: Rehearsal, everyone: RehearsedPeople) -> dict[str, Any]:
    """Return a rehearsal for programs."""
    excluded = sorted(everyone.excluded, key=lambda each: each.person)
    return {
        "included": [
            {"person": each.person, "way": each.way.value, "reasons": list(each.reasons)} for each in everyone.included
        ],
        "excluded": [{"person": each.person, "reason": each.reason} for each in excluded],
        "samples": [
            {"way": each.way.value, "text": each.text, "fields": dict(each.fields)} for each in rehearsal.samples
        ],
        "cost": dict(rehearsal.ways),
        "seconds": int(rehearsal.lasts.total_seconds()),
        "begins_at": rehearsal.begins_at.isoformat(),
        "obstacles": list(rehearsal.obstacles),
    }


def show_rehearsal(console: Console, campaign: Campaign, run: Run, rehearsal: Rehearsal) -> None:
    """Print a rehearsal for people."""
    console.print(f"{campaign.title}（第 {run.id} 批，政策版本 {run.version}）", style="bold")
    for line in rehearsal.obstacles:
        console.print(f"现在不能发：{line}", style="red")
    _show_numbers(console, rehearsal)
    begins = rehearsal.begins_at.astimezone(SHANGHAI)
    console.print(f"最早 {begins:%Y-%m-%d %H:%M} 开始，大约要 {_duration(rehearsal)}。")
    for each in rehearsal.examples[:FIRST]:
        console.print(f"  例：{each.person}，因为 {'、'.join(each.reasons) or '同意接收'}")
    _show_samples(console, rehearsal)
    console.print(f"看好了，请另一个人批准：leye outreach approve {campaign.id}")


def show_audience(console: Console, run: Run, kept: Rehearsal | None) -> None:
    """Print to whoever approves what was rehearsed: how many, to whom, in which words."""
    console.print(f"第 {run.id} 批，{run.rehearsed_by} 彩排：{run.audience or 0:,} 人会收到。", style="bold")
    if kept is None:
        console.print("这次彩排的明细没有留着（是旧版程序做的）；要看，请让人再彩排一次。")
        return
    _show_numbers(console, kept)
    towns = "，".join(f"{town} {count:,} 人" for town, count in kept.towns.most_common())
    console.print(f"  发给哪些街镇：{towns or '没有'}")
    for reason, count in kept.reasons.most_common(FIRST):
        console.print(f"  满足：{reason}，{count:,} 人")
    _show_samples(console, kept)


def _show_numbers(console: Console, rehearsal: Rehearsal) -> None:
    console.print(f"会发给 {rehearsal.told:,} 人，不发给 {sum(rehearsal.not_told.values()):,} 人。")
    for way, count in rehearsal.ways.items():
        console.print(f"  {WAYS[way]}：{count:,} 条")
    for reason, count in rehearsal.why_not.items():
        console.print(f"  不发：{WHY_NOT.get(reason, reason)}，{count:,} 人")


def _show_samples(console: Console, rehearsal: Rehearsal) -> None:
    for letter in rehearsal.samples:
        console.print(f"── 样子（{WAYS[letter.way.value]}）")
        console.print(letter.text or "\n".join(f"  {name}：{text}" for name, text in letter.fields.items()))


def pass_sentence(done: Pass) -> str:
    """Return what one pass did; who was asked afterwards is told apart from who was told."""
    if not done.asked:
        return f"新列入 {done.planned:,} 人，发出 {done.sent:,} 条。"
    told = done.sent - done.asked
    return (
        f"新列入 {done.planned:,} 人，发出 {done.sent:,} 条：通知 {told:,} 条，再问一次“您申请了吗”{done.asked:,} 条。"
    )


def follow_up_sentence(campaign: Campaign) -> str:
    """Return when those who were told are asked whether they applied; no days: only in practice."""
    if campaign.follow_up is None:
        return "这项推送过后不再问。"
    days = campaign.follow_up.after_days
    if days:
        return f"过 {days} 天，再问收到的人一次：您申请了吗。"
    return "练习不等天数：再做一遍就问收到的人“您申请了吗”（正在运行时它自己做，几秒以后）。真用时隔几天才问。"


def runs_table(campaigns: Mapping[str, Campaign], runs: Sequence[Run]) -> Table:
    """Return the table of all campaigns with their runs."""
    table = folding_table("推送", "批", "内容", "政策版本", "状态", "说明")
    rehearsed = {run.campaign for run in runs}
    for run in runs:
        title = campaigns[run.campaign].title if run.campaign in campaigns else "（文件已删除）"
        table.add_row(run.campaign, str(run.id), title, run.version, SAYS[run.state], run.reason or "")
    for campaign in campaigns.values():
        if campaign.id not in rehearsed:
            table.add_row(campaign.id, "", campaign.title, "", "还没有彩排", "")
    return table


def report_table(found: OutreachReport, title: str) -> Table:
    """Return the table of what came of a campaign: a line a stage, the total first, then the towns."""
    lines = (found.total, *found.towns)
    table = folding_table("", *(line.town for line in lines), title=title)
    for name, shown in TITLES.items():
        table.add_row(shown, *(f"{line.counts[name]:,}" for line in lines))
    return table


def log_table(entries: Sequence[Mapping[str, Any]]) -> Table:
    """Return who did what to a run, and when."""
    table = folding_table("时间", "谁", "做了什么", "为什么")
    for entry in entries:
        at = entry["at"].astimezone(SHANGHAI)
        who = "（程序）" if entry["who"] == OUTBOX else entry["who"]
        table.add_row(f"{at:%Y-%m-%d %H:%M}", who, ACTS.get(entry["act"], entry["act"]), entry["reason"] or "")
    return table


def knocks_table(found: Sequence[Knock]) -> Table:
    """Return the 敲门 list."""
    table = folding_table("编号", "站", "人", "为什么", "可以这样说")
    for each in found:
        reason = KNOCK_REASONS.get(each.reason, each.reason)
        table.add_row(str(each.id), each.station or "（没有登记）", each.person, reason, each.sentence)
    return table


def write_knocks(found: Sequence[Knock], path: Path) -> None:
    """Write the 敲门 list as a table for spreadsheets."""
    heading = ("编号", "站", "人", "为什么", "可以这样说")
    rows = (
        (each.id, each.station or "", each.person, KNOCK_REASONS.get(each.reason, each.reason), each.sentence)
        for each in found
    )
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_csv((heading, *rows)))


def _duration(rehearsal: Rehearsal) -> str:
    days, seconds = rehearsal.lasts.days, rehearsal.lasts.seconds
    if days:
        return f"{days + 1} 天（每天最多 {rehearsal.per_day:,} 条）"
    return f"{seconds} 秒" if seconds < 120 else f"{seconds // 60} 分钟"
