"""The form of an amount: what was typed, as a change of the files that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.content import AmountEdit, ClauseText, ContentKind, ProposedContent, with_amount, with_clause
from bot.errors import SituationError
from bot.front.desk.pages.content.content_room import ContentRoom, parameter_file
from bot.kb import FreshDocument, Parameter, document_text, with_source

SOURCES = "sources.yml"
FIELDS = (
    "value", "shown", "since", "until", "basis", "clause", "quote", "source", "label", "passage",
    "title", "document_number", "issuer", "dated", "standing", "reason",
)  # fmt: skip
BASES = {"clause": "知识库里已有的条款", "passage": "已登记的文件里，还没有录的一段", "document": "新的文件"}
STANDINGS = {"official": "天津官方文字", "national": "国家官方文字", "plan": "方案", "secondary": "公开资料"}


@dataclass(frozen=True)
class Basis:
    """What a figure rests on: the clause, the words of it, and the files that register it."""

    clause: str
    quote: str
    files: Mapping[str, str]


def amount_change(room: ContentRoom, parameter: Parameter, form: Mapping[str, str]) -> ProposedContent:
    """Return what the form wants to change.

    Raises:
        SituationError: something is missing or cannot be; one sentence says what to write.
    """
    value, shown = _value(parameter, form.get("value", "")), _needed(form, "shown", "怎么说（例如 1200元）")
    since = _day(form.get("since", ""), "从哪天起")
    until = _day(form["until"], "到哪天") if form.get("until") else None
    basis = _basis(room, form, since)
    name = parameter_file(parameter.id)
    text = room.publication.text(name)
    if text is None:
        raise SituationError(f"没有找到文件 {name}。请管理员看一看知识库文件夹。")
    edit = AmountEdit(value, shown, since, until, basis.clause, basis.quote)
    after = {**basis.files, name: with_amount(text, edit)}
    before = {each: room.publication.text(each) for each in after}
    title = f"{parameter.title}：{since}起{shown}"
    return ProposedContent(ContentKind.AMOUNT, parameter.id, title, form.get("reason", ""), before, after, since)


def _value(parameter: Parameter, text: str) -> int | float | str:
    text = text.replace(",", "").replace("，", "").strip()
    if parameter.unit == "text":
        return _needed({"value": text}, "value", "数")
    try:
        number = float(text)
    except ValueError:
        raise SituationError("“数”要写阿拉伯数字，例如 1200 或 0.75；单位写在“怎么说”里。") from None
    if not abs(number) < 1e12:
        raise SituationError("“数”太大了，请再看一遍。")
    return int(number) if number.is_integer() else number


def _basis(room: ContentRoom, form: Mapping[str, str], since: date) -> Basis:
    kind = form.get("basis", "clause")
    if kind == "clause":
        clause = form.get("clause", "").partition(" ")[0]
        if clause not in room.kb.clauses:
            raise SituationError("“条款”要从已有的里面选一条；没有录过的，选“还没有录的一段”或“新的文件”。")
        return Basis(clause, form.get("quote", "") or room.kb.clauses[clause].text, {})
    passage = _needed(form, "passage", "原文那一段")
    label = _needed(form, "label", "第几条、第几款")
    quote = form.get("quote", "") or passage
    if kind == "passage":
        return _with_passage(room, form.get("source", ""), label, passage, quote, since)
    return _with_document(room, form, label, passage, quote)


def _with_passage(room: ContentRoom, source: str, label: str, passage: str, quote: str, since: date) -> Basis:
    name = f"documents/{source}.yml"
    text = room.publication.text(name) if source in room.kb.sources else None
    if text is None:
        raise SituationError("“哪份文件”要从已登记的里面选一份。")
    clause = _free(f"{source}-{since:%Y%m%d}", room.kb.clauses)
    return Basis(clause, quote, {name: with_clause(text, ClauseText(clause, label, passage))})


def _with_document(room: ContentRoom, form: Mapping[str, str], label: str, passage: str, quote: str) -> Basis:
    dated = _day(form.get("dated", ""), "文件日期")
    standing = form.get("standing", "official")
    if standing not in STANDINGS:
        raise SituationError("“哪一级的”要选一个。")
    document = FreshDocument(
        id=_free(f"notice_{dated:%Y%m%d}", room.kb.sources),
        title=_needed(form, "title", "文件名称"),
        document_number=form.get("document_number", ""),
        issuer=_needed(form, "issuer", "发文机关"),
        dated=dated,
        standing=standing,
        label=label,
        text=passage,
    )
    sources = room.publication.text(SOURCES) or ""
    files = {SOURCES: with_source(sources, document), f"documents/{document.id}.yml": document_text(document)}
    return Basis(document.clause, quote, files)


def _needed(form: Mapping[str, str], field: str, title: str) -> str:
    text = form.get(field, "").strip()
    if not text:
        raise SituationError(f"“{title}”还没有写。")
    return text


def _day(text: str, title: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SituationError(f"“{title}”要写一个日期，例如 2027-01-01。") from None


def _free(name: str, taken: Mapping[str, object]) -> str:
    """Return a name that nothing has yet."""
    return next(each for each in (name, *(f"{name}_{count}" for count in range(2, 1000))) if each not in taken)
