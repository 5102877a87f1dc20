"""Shows what the columns of a list are taken for and its first people as they would be stored, asks once, keeps the mapping file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import islice
from pathlib import Path

import typer
import yaml
from rich.console import Console
from rich.table import Table

from bot.cli.shown.tables import folding_table
from bot.kb import KnowledgeBase
from bot.people.imports import (
    ListMapping,
    MappingProposal,
    PeopleList,
    PeopleListError,
    RowReader,
    load_mapping,
    propose,
)
from bot.wording.office import say_person

SHOWN = 10
ASK_BASIS = "凭什么可以保存这些情况（例如 本人书面同意）"


def kept_mapping(
    console: Console, file: Path, kb: KnowledgeBase, facts_on: date, basis: str | None, *, yes: bool
) -> Path:
    """Return the mapping file beside a list, proposed and agreed to when there is none yet.

    Raises:
        PeopleListError: the columns cannot be told.
        typer.Exit: the colleague says no.
    """
    path = file.with_suffix(".mapping.yml")
    if path.exists():
        console.print(f"用上次确认过的映射文件 {path}。")
        return path
    proposal = propose(file, kb, facts_on)
    for line in _lines(proposal):
        console.print(line)
    proposal.content["basis"] = basis or _asked_basis(yes=yes)
    text = yaml.safe_dump(proposal.content, allow_unicode=True, sort_keys=False, width=120)
    trial = path.with_suffix(".tmp")
    try:
        trial.write_text(f"# {file.name} 的映射文件：哪一列是什么。可以改。\n{text}", encoding="utf-8")
        mapping = load_mapping(trial, kb, facts_on)
        console.print(_table(file, mapping, kb))
        if not yes and not typer.confirm(f"按这样导入，并把映射文件存为 {path} 吗？"):
            console.print("没有导入。")
            raise typer.Exit(1)
        trial.replace(path)
    except OSError as error:
        raise PeopleListError(f"写不了映射文件 {path}（{error.strerror}）。请检查路径和权限。") from None
    finally:
        trial.unlink(missing_ok=True)
    return path


def _asked_basis(*, yes: bool) -> str:
    if yes:
        raise PeopleListError(f"请用 --basis 写明{ASK_BASIS}。")
    answer: str = typer.prompt(ASK_BASIS)
    return answer


def _lines(proposal: MappingProposal) -> Iterator[str]:
    yield f"表头在第 {proposal.content['header_row']} 行。各列当作："
    for column, meaning in proposal.said.items():
        yield f"  {column} → {meaning}"
    for column, why in proposal.not_taken.items():
        yield f"  {column} → 不读（{why}）"
    yield f"情况算作 {proposal.content['facts_on']} 的；名单编号 {proposal.content['source']}。"


def _table(file: Path, mapping: ListMapping, kb: KnowledgeBase) -> Table:
    """Return the first people as they would be stored; names, phones and numbers are only said to be there."""
    facts = [column.fact for column in mapping.facts]
    table = folding_table("行", "街镇", "出生", "姓名", "电话", *(fact.label for fact in facts))
    with PeopleList(file, mapping.header_row, mapping.sheet, tuple(mapping.columns())) as people:
        reader = RowReader(mapping, people.header, kb.facts, "", lambda _mistake: None)
        for row in islice(people.rows(), SHOWN):
            person = reader.read(row)
            if person is None:
                table.add_row(str(row.number), "整行导入不了", *[""] * (3 + len(facts)))
                continue
            table.add_row(str(row.number), *say_person(person, facts))
    return table
