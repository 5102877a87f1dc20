"""``leye lookup``: answers, exact quotes and a block to forward, from the knowledge base alone; the assistant need not run."""

from __future__ import annotations

import json
from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from bot import clock
from bot.cli.shown.dates import day
from bot.cli.shown.tables import wide_console
from bot.errors import SituationError
from bot.kb import KnowledgeBase, Period, load
from bot.lookup import DocumentIndex, LookUp, NamedDocument, StatementSearch, documents_named, look_up
from bot.settings import Settings
from bot.understanding import Reader
from bot.wording.answers import (
    STANDING_NAMES,
    LookupEntry,
    entry,
    nothing_found,
    other_place_remark,
    quote_lines,
    say_period,
    validity_line,
)

RESULTS = 6


def lookup(
    text: Annotated[list[str], typer.Argument(help="要查的话，例如：创业担保贷款 材料")],
    on: Annotated[str | None, typer.Option(help="按哪一天的规定，例如 2022-06-30；不写就是今天")] = None,
    limit: Annotated[int, typer.Option(min=1, max=100, help="最多几条")] = RESULTS,
    as_json: Annotated[bool, typer.Option("--json", help="输出 JSON，给程序用")] = False,
) -> None:
    """查政策：答案、原文、文号，和可以转发的一段话；不用先启动助手。"""
    asked = " ".join(text).strip()
    if not asked:
        raise SituationError("请写下要查的话，例如：leye lookup 创业担保贷款 材料")
    settings = Settings.from_environment()
    today = clock.today(settings.as_of)
    on_day = day(on) if on else today
    kb = load(settings.kb_dir)
    named = DocumentIndex(kb).find(asked)[:limit]
    documents = documents_named(kb, asked)
    found = (
        LookUp(tuple((kb.policy(policy), facet) for policy, facet in named), Period.day(on_day), (), ())
        if named or documents
        else look_up(kb, StatementSearch(kb, Reader(kb)), asked, on_day, limit)
    )
    entries = [entry(kb, policy, facet, found.period, today) for policy, facet in found.passages]
    if as_json:
        results = {"results": [each.to_json() for each in entries]}
        typer.echo(json.dumps(results, ensure_ascii=False, indent=2))
    else:
        for document in documents:
            _show_document(document)
        if entries or not documents:
            _show(kb, asked, found, entries, today)


def _show(kb: KnowledgeBase, asked: str, found: LookUp, entries: list[LookupEntry], today: date) -> None:
    console = wide_console()
    if found.places:
        console.print(f"{other_place_remark(found.places)}\n")
    if not entries:
        console.print(nothing_found(kb, asked, found.referrals))
        return
    when = "今天，" if found.period == Period.day(today) else ""
    console.print(f"按{when}{say_period(found.period)}的规定：\n")
    for number, each in enumerate(entries, start=1):
        _show_entry(console, kb, number, each)


def _show_document(document: NamedDocument) -> None:
    console, source = wide_console(), document.source
    named = "，".join(part for part in (source.document_number, source.issuer, source.dated) if part)
    console.print(f"《{source.title}》（{named}）", style="bold")
    console.print(f"   {STANDING_NAMES[source.standing]}{'，' + source.url if source.url else ''}", style="dim")
    for clause in document.clauses:
        console.print(f"{clause.label}（{clause.id}）：{'' if clause.is_verbatim else '（概括）'}{clause.text}")
    console.print()


def _show_entry(console: Console, kb: KnowledgeBase, number: int, each: LookupEntry) -> None:
    console.print(f"{number}. {each.policy.title} · {kb.facets[each.facet].label}", style="bold")
    console.print(f"   {validity_line(each.policy)}", style="dim")
    console.print(each.answer)
    for line in quote_lines(each):
        console.print(line, style="cyan" if not line.startswith(" ") else "dim")
    console.print("----- 可转发 -----", style="dim")
    console.print(each.forward)
    console.print("------------------\n", style="dim")
