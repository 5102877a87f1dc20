"""Proposes what the columns of a list are, from their headings and their first values, for a colleague to say yes or no to. Pure but for the list."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

from bot.kb import Fact, KnowledgeBase
from bot.people.imports.cells.cell_text import cell_text
from bot.people.imports.cells.fact_cells import CellMistakeError, read_fact
from bot.people.imports.headings import DEEPEST, titles_of
from bot.people.imports.list_files import LOOKED_AT
from bot.people.imports.mapping import FactColumn
from bot.people.imports.proposals.known_headings import fact_column, is_consent, is_key, is_known, person_column
from bot.people.imports.workbooks import PeopleListError, SheetRow, open_book

FEWEST_KNOWN = 2
TRIED_ROWS = 200
# A column most of whose cells cannot be read is not what its heading says.
READABLE = 0.7
_SOURCE = re.compile(r"[^a-z0-9_-]+")
LONGEST_SOURCE = 24


@dataclass
class MappingProposal:
    """A mapping as its file holds it, without the basis that a person has to give, and what is said beside it.

    Args:
        content: of the mapping file.
        said: for each column that is read, what it is taken for.
        not_taken: columns that are not read, with the reason.
    """

    content: dict[str, Any] = field(default_factory=dict)
    said: dict[str, str] = field(default_factory=dict)
    not_taken: dict[str, str] = field(default_factory=dict)


def propose(path: Path, kb: KnowledgeBase, today: date) -> MappingProposal:
    """Return what the columns of a list seem to be.

    Raises:
        PeopleListError: no heading is like those of lists, or nothing tells its people apart.
    """
    heading, titles, rows = _heading(path, kb.facts)
    proposal = MappingProposal({"source": source_of(path, today), "facts_on": today, "header_row": heading})
    for at, title in enumerate(titles):
        if not title:
            continue
        if titles.count(title) > 1:
            proposal.not_taken[title] = "有重名的列"
            continue
        cells = [text for row in rows if at < len(row.cells) and (text := cell_text(row.cells[at]))]
        _take(proposal, title, cells, kb, today)
    _choose_key(proposal, titles)
    return proposal


def source_of(path: Path, today: date) -> str:
    """Return an id for a list: its file's name as far as that has Latin letters, else the day.

    >>> source_of(Path("Unemployed 2026.xlsx"), date(2026, 11, 30)), source_of(Path("名单.xlsx"), date(2026, 11, 30))
    ('unemployed-2026', 'list-20261130')
    """
    name = _SOURCE.sub("-", path.stem.lower()).strip("-_")[:LONGEST_SOURCE].strip("-_")
    return name if any("a" <= sign <= "z" for sign in name) else f"list-{today:%Y%m%d}"


def _take(proposal: MappingProposal, title: str, cells: Sequence[str], kb: KnowledgeBase, today: date) -> None:
    person, fact = person_column(title), fact_column(title, kb.facts)
    if person is not None and person not in proposal.content:
        proposal.content[person] = title
        proposal.said[title] = _PERSON_SAID[person]
    elif is_consent(title):
        proposal.not_taken[title] = "同意收通知要写明渠道和依据，请在映射文件里写 consents"
    elif fact is not None:
        _take_fact(proposal, title, cells, kb.facts[fact[0]], is_since=fact[1], today=today)
    else:
        proposal.not_taken[title] = "认不出是什么"


_PERSON_SAID = {
    "id_number": "身份证号：算出出生日期和性别，只存代号",
    "name": "姓名：加密保存",
    "phone": "电话：加密保存",
    "town": "街镇",
    "station": "服务站",
    "born_on": "出生日期",
}


def _take_fact(
    proposal: MappingProposal, title: str, cells: Sequence[str], fact: Fact, *, is_since: bool, today: date
) -> None:
    facts: dict[str, Any] = proposal.content.setdefault("facts", {})
    if fact.id in facts:
        proposal.not_taken[title] = f"「{fact.label}」已经有别的列"
    elif fact.is_sensitive:
        proposal.not_taken[title] = f"「{fact.label}」是敏感情况，要在映射文件里单独写 basis"
    elif not _is_readable(FactColumn(fact, title, None, fact.unit, is_since, ""), cells, today):
        proposal.not_taken[title] = f"像是「{fact.label}」，可是多数格子读不懂；请在映射文件里写 values"
    else:
        facts[fact.id] = {"since" if is_since else "column": title}
        proposal.said[title] = f"「{fact.label}」" + ("从哪天算起" if is_since else "")


def _is_readable(column: FactColumn, cells: Sequence[str], today: date) -> bool:
    read = 0
    for text in cells:
        try:
            read_fact(column, text, today)
        except CellMistakeError:
            continue
        read += 1
    # One odd cell of a short list is a cell to mend.
    return read >= READABLE * len(cells) or 0 < read == len(cells) - 1


def _choose_key(proposal: MappingProposal, titles: Sequence[str]) -> None:
    content = proposal.content
    number = content.get("id_number")
    key = next((title for title in titles if is_key(title)), None)
    if number is not None:
        content["source_key"] = {"column": number, "hash": True}
        if "born_on" in content:
            title = content.pop("born_on")
            proposal.said.pop(title)
            proposal.not_taken[title] = "出生日期按身份证号算"
    elif key is not None:
        content["source_key"] = {"column": key, "hash": True}
        proposal.said[key] = "编号：区分人，只存代号"
        proposal.not_taken.pop(key, None)
    else:
        raise PeopleListError(
            "认不出哪一列能把人区分开（身份证号、人员编号）。序号、姓名会重复或变动，不能用。请写映射文件的 source_key。"
        )


def _heading(path: Path, facts: Mapping[str, Fact]) -> tuple[int, tuple[str, ...], list[SheetRow]]:
    """Return the row of the heading that is most like those of lists, its titles, and some rows below."""
    book = open_book(path)
    try:
        best: tuple[int, int, tuple[str, ...], list[SheetRow]] = (FEWEST_KNOWN - 1, 0, (), [])
        hidden = [each.name for each in book.sheets if each.is_hidden]
        for sheet in (each for each in book.sheets if not each.is_hidden):
            rows = list(islice(sheet.read(), TRIED_ROWS))
            for last, known, titles in _candidates(rows, facts):
                if known > best[0]:
                    best = (known, rows[last].number, titles, rows[last + 1 :])
    finally:
        book.close()
    if not best[1]:
        unseen = f"工作表“{'”、“'.join(hidden)}”是隐藏的，没有看；名单在里面就先取消隐藏。" if hidden else ""
        raise PeopleListError(
            f"{path} 的前 {LOOKED_AT} 行里认不出表头（姓名、身份证号、联系电话……）。{unseen}请写映射文件，用 --mapping 给出。"
        )
    return best[1], best[2], best[3]


def _candidates(rows: Sequence[SheetRow], facts: Mapping[str, Fact]) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    for at in range(min(len(rows), LOOKED_AT)):
        for depth in range(1, DEEPEST + 1):
            window = rows[at : at + depth]
            if len(window) == depth:
                titles = tuple(_title(words, facts) for words in titles_of(window))
                yield at + depth - 1, sum(is_known(title, facts) for title in titles), titles


def _title(words: Sequence[str], facts: Mapping[str, Fact]) -> str:
    """Return what stands above a column: the lowest words, all of them where only together they are known."""
    last, joined = words[-1] if words else "", "".join(words)
    return joined if is_known(joined, facts) and not is_known(last, facts) else last
