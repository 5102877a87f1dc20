"""``leye check``: whether a policy fits the facts given, condition by condition; the assistant need not run."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.table import Table

from bot import clock
from bot.cli.shown.dates import day
from bot.cli.shown.policy_names import policy_named
from bot.cli.shown.tables import folding_table, wide_console
from bot.eligibility import Situation, Status, Verdict, verdict_on
from bot.errors import SituationError
from bot.kb import BenefitState, KnowledgeBase, Policy, Value, load
from bot.settings import Settings
from bot.understanding.situation import value_of
from bot.wording.checks import (
    missing_lines,
    near_lines,
    present_lines,
    route_lines,
    trace_rows,
    verdict_json,
    verdict_sentence,
)

MOST_MISSING = 3
RESULTS = {
    Status.ELIGIBLE: "条件都够",
    Status.POSSIBLY: "能算的都够，还要人核定",
    Status.NEEDS_FACTS: "还差情况",
    Status.NOT_ELIGIBLE: "条件不够",
    Status.OUT_OF_FORCE: "无现行依据",
}
ORDER = (Status.ELIGIBLE, Status.POSSIBLY, Status.NEEDS_FACTS, Status.NOT_ELIGIBLE, Status.OUT_OF_FORCE)
# Facts are data, so their options cannot be declared: what Typer does not know is read as --fact value.
CONTEXT_SETTINGS = {"allow_extra_args": True, "ignore_unknown_options": True}


def check(
    context: typer.Context,
    on: Annotated[str | None, typer.Option(help="按哪一天的规定，例如 2022-06-30；不写就是今天")] = None,
    facts: Annotated[Path | None, typer.Option(help='情况写在一个 JSON 文件里：{"age": 48, …}')] = None,
    route: Annotated[str, typer.Option(help="只按哪一条路算（编号见 leye kb tree），例如 zero_employment")] = "",
    state: Annotated[
        BenefitState | None, typer.Option(help="第一次申请、正在领、领过停了；不写就看情况里怎么说")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="所有写了条件的政策都判断一遍")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给程序用")] = False,
    lists: Annotated[bool, typer.Option("--list", help="列出可以写的情况")] = False,
) -> None:
    """核资格：把情况写上，逐条看够不够。写政策的名称和情况，例如 leye check 失业保险金 --unemployment-insurance-months 14；有哪些情况可写：leye check --list。"""
    settings = Settings.from_environment()
    kb = load(settings.kb_dir)
    if lists:
        wide_console().print(_facts_table(kb))
        return
    names, given = _split(context.args)
    on_day = day(on) if on else clock.today(settings.as_of)
    situation = Situation.stated(stated_by_options(kb, facts, given, on_day), on_day)
    policies = _policies(kb, names, everything=everything)
    verdicts = [verdict_on(kb, policy, situation, on_day, route=route, state=state) for policy in policies]
    if everything:
        verdicts.sort(key=lambda verdict: ORDER.index(verdict.status))
    if as_json:
        shown: Any = [verdict_json(verdict) for verdict in verdicts]
        typer.echo(json.dumps(shown if everything else shown[0], ensure_ascii=False, indent=2))
        return
    console = wide_console()
    if everything:
        console.print(_verdicts_table(kb, verdicts))
        console.print(f"按{on_day.isoformat()}的规定，以区人社局核定为准。一项的条件：leye check 名称或编号。")
        return
    for verdict in verdicts:
        _show(console, kb, verdict)


def _verdicts_table(kb: KnowledgeBase, verdicts: Sequence[Verdict]) -> Table:
    table = folding_table("结果", "政策", "编号", "还要知道")
    for verdict in verdicts:
        asks = "、".join(kb.facts[fact].label for fact in verdict.missing[:MOST_MISSING])
        more = f"等 {len(verdict.missing)} 样" if len(verdict.missing) > MOST_MISSING else ""
        table.add_row(RESULTS[verdict.status], verdict.rule.policy.short_title, verdict.rule.policy.id, f"{asks}{more}")
    return table


def _facts_table(kb: KnowledgeBase) -> Table:
    table = folding_table("写法", "是什么", "怎么问")
    for fact in kb.facts.values():
        table.add_row(f"--{fact.id.replace('_', '-')}", fact.label, fact.question)
    return table


def _split(arguments: list[str]) -> tuple[list[str], list[tuple[str, str]]]:
    """Return the names of policies and the ``--fact value`` pairs."""
    names: list[str] = []
    given: list[tuple[str, str]] = []
    rest = iter(arguments)
    for argument in rest:
        if not argument.startswith("--"):
            names.append(argument)
            continue
        name, equals, value = argument[2:].partition("=")
        given.append((name.replace("-", "_"), value if equals else next(rest, "")))
    return names, given


def stated_by_options(
    kb: KnowledgeBase, file: Path | None, given: list[tuple[str, str]], on: date
) -> Iterator[tuple[str, Value]]:
    """Yield the facts of a file and of ``--fact value`` pairs, as they are on a day.

    Raises:
        SituationError: there is no such fact, or it has no such value.
    """
    pairs: list[tuple[str, Any]] = [*_read(file).items(), *given] if file else list(given)
    for name, written in pairs:
        if name not in kb.facts:
            raise SituationError(
                f"没有叫 {name} 的情况。可用的见 policies_kb/facts.yml，例如 {'、'.join(list(kb.facts)[:4])}。"
            )
        value = value_of(kb.facts[name], written, on)
        if value is not None:
            yield name, value


def _read(file: Path) -> dict[str, Any]:
    try:
        facts = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        raise SituationError(f'读不了 {file}。请写成 JSON，例如 {{"age": 48, "sex": "female"}}。') from None
    if not isinstance(facts, dict):
        raise SituationError(f"{file} 里应当是一组“编号: 值”。")
    return {str(name): value for name, value in facts.items() if value is not None}


def _policies(kb: KnowledgeBase, names: list[str], *, everything: bool) -> list[Policy]:
    with_criteria = [policy for policy in kb.policies.values() if policy.criteria is not None]
    if everything:
        return with_criteria
    if len(names) != 1:
        raise SituationError(
            "请写一个政策编号或名称，或者用 --all。能判断的有："
            f"{'、'.join(f'{each.short_title}（{each.id}）' for each in with_criteria)}。"
        )
    policy = policy_named(kb, names[0])
    if policy.criteria is None:
        raise SituationError(f"{policy.short_title}还没有写成能判断的条件；用 leye lookup 查它的规定。")
    return [policy]


def _show(console: Console, kb: KnowledgeBase, verdict: Verdict) -> None:
    console.print(verdict_sentence(verdict), style="bold")
    table = folding_table("结果", "条件", "情况", "依据")
    for row in trace_rows(verdict):
        table.add_row(*row)
    if verdict.trace:
        console.print(table)
    for line in (*route_lines(verdict), *present_lines(kb, verdict)):
        console.print(line)
    for attested in verdict.attested if verdict.status in (Status.ELIGIBLE, Status.POSSIBLY) else ():
        console.print(f"要由人核定：{attested.text}。")
    for line in near_lines(verdict):
        console.print(line)
    for fact in verdict.contradictions:
        console.print(f"「{kb.facts[fact].label}」说了两个不同的值，或者和别的情况对不上，先当不清楚。")
    for number, line in enumerate(missing_lines(kb, verdict), start=1):
        console.print(f"还要问 {number}. {line}")
