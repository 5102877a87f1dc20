"""Asks an editor what a new policy says, one question at a time; what cannot be is asked again."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import date

import typer

from bot.cli.shown.dates import day
from bot.errors import SituationError
from bot.kb import SCOPES, FreshDocument, FreshStatement, KnowledgeBase

QUESTIONS = 3
NEW = "new"


@dataclass(frozen=True)
class ToldStatements:
    """What was told of a policy beyond its names: statements, and documents that were not registered."""

    statements: tuple[FreshStatement, ...]
    documents: tuple[FreshDocument, ...]


def ask_statements(kb: KnowledgeBase) -> ToldStatements:
    """Ask for statements until an empty line."""
    typer.echo(f"一句一句写。方面有：{'、'.join(f'{facet.id} {facet.label}' for facet in kb.facets.values())}")
    clauses = set(kb.clauses)
    statements: list[FreshStatement] = []
    documents: list[FreshDocument] = []
    while facet := _one_of("这句话说的是哪个方面（编号；直接回车就不写了）", kb.facets, default=""):
        number = _fresh(f"这句话的编号（例如 {facet}_1）", {each.id for each in statements})
        text = _filled("这句话（15 到 60 个字，先说结论）")
        clause = _one_of(f"依据哪一条（documents 里的条目编号；还没录就写 {NEW}）", {*clauses, NEW})
        if clause == NEW:
            documents.append(_document(kb, documents))
            clause = documents[-1].clause
            clauses.add(clause)
        quote = str(typer.prompt("引文，一字不差（整条都是依据就直接回车）", default="", show_default=False)).strip()
        questions = tuple(_filled(f"人们怎么问这一句（第 {at} 种）") for at in range(1, QUESTIONS + 1))
        statements.append(FreshStatement(facet, number, text, clause, quote, questions))
    return ToldStatements(tuple(statements), tuple(documents))


def _document(kb: KnowledgeBase, told: Collection[FreshDocument]) -> FreshDocument:
    """Ask for a document and the clause of it that holds the statement."""
    known = {*kb.sources, *(each.id for each in told)}
    return FreshDocument(
        id=_fresh("资料编号（小写英文，例如 night_school_notice）", known),
        title=_filled("资料题名"),
        document_number=str(typer.prompt("文号（没有就直接回车）", default="", show_default=False)).strip(),
        issuer=_filled("发布单位"),
        dated=_date("发布日期（例如 2026-12-20）"),
        standing=_one_of("可信程度（plan 区方案 official 天津官方 national 国家 secondary 转述）", SCOPES),
        label=_filled("条目叫什么（例如 第三条）"),
        text=_filled("条目原文，照抄"),
    )


def _filled(question: str) -> str:
    return _asked(question, lambda said: "" if said else "不能是空的")


def _fresh(question: str, taken: Collection[str]) -> str:
    return _asked(question, lambda said: f"{said} 已经有了，换一个" if said in taken else "" if said else "不能是空的")


def _one_of(question: str, known: Collection[str], default: str | None = None) -> str:
    def wrong(said: str) -> str:
        return "" if said in known or said == default else f"没有“{said}”"

    return _asked(question, wrong, default)


def _asked(question: str, wrong: Callable[[str], str], default: str | None = None) -> str:
    """Ask until nothing is wrong with what is said."""
    while True:
        said = str(typer.prompt(question, default=default, show_default=False)).strip()
        why = wrong(said)
        if not why:
            return said
        typer.echo(f"{why}。请再写一次。")


def _date(question: str) -> date:
    while True:
        try:
            return day(str(typer.prompt(question)).strip())
        except SituationError as error:
            typer.echo(str(error))
