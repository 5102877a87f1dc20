"""Whatever this product writes as a list, and the same list in other headings, encodings and ways to write a day, is the same people."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.kb import KnowledgeBase
from bot.people.imports import PeopleList, RowMistake, RowReader, load_mapping, propose, write_samples
from bot.people.imports.person_row import PersonRow
from tests.people.conftest import SECRET, TODAY
from tests.people.imports.kept_lists import HEADINGS, identity_number

ON = date(2026, 11, 1)
Style = Callable[[Sequence[str]], list[list[str]]]
STYLES: tuple[Style, ...] = (
    lambda titles: [list(titles)],
    lambda titles: [["某区人员名单"], list(titles)],
    lambda titles: [["某区人员名单"], ["填报单位：某街道"], list(titles)],
    lambda titles: [["　".join(title) for title in titles]],
    lambda titles: [[f"{title}（必填）" for title in titles]],
    lambda titles: [[f"*{title}" for title in titles]],
    lambda titles: [[f"{title}：" for title in titles]],
    lambda titles: [["个人情况", "", "", "", "失业情况", *[""] * (len(titles) - 5)], list(titles)],
    lambda titles: [[title[:2] for title in titles], [title[2:] for title in titles]],
    lambda titles: [list(titles), [str(number + 1) for number in range(len(titles))]],
)
ENCODINGS = ("utf-8", "utf-8-sig", "gbk", "gb18030", "utf-16")
DATES: tuple[Callable[[date], str], ...] = (
    date.isoformat,
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: str((day - date(1899, 12, 30)).days),
)
people_told = st.lists(
    st.tuples(st.integers(0, 999), st.booleans(), st.dates(date(2018, 1, 1), date(2026, 10, 31))),
    min_size=1,
    max_size=6,
    unique_by=lambda told: told[0],
)


def read(file: Path, mapping_file: Path, kb: KnowledgeBase) -> tuple[list[PersonRow], list[RowMistake]]:
    mapping = load_mapping(mapping_file, kb, TODAY)
    mistakes: list[RowMistake] = []
    with PeopleList(file, mapping.header_row, mapping.sheet, tuple(mapping.columns())) as people:
        reader = RowReader(mapping, people.header, kb.facts, SECRET, mistakes.append)
        rows = [reader.read(row) for row in people.rows()]
    return [row for row in rows if row is not None], mistakes


def said(rows: Sequence[PersonRow]) -> list[Any]:
    """Return what rows say, without where they stand."""
    return [(row.key, row.town, row.born_on, row.name, row.phone, dict(row.facts), dict(row.since)) for row in rows]


def cells(told: tuple[int, bool, date], write: Callable[[date], str]) -> list[str]:
    number, is_registered, since = told
    yes_no = "是" if is_registered else "否"
    return [f"测试{number}", identity_number(number), f"138{number:08d}", "示例街镇甲", yes_no, write(since)]


@pytest.fixture(scope="module")
def mapping_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    content = {
        "source": "list",
        "source_key": {"column": "身份证号", "hash": True},
        "facts_on": ON,
        "basis": "本人同意",
        "town": "街镇",
        "id_number": "身份证号",
        "name": "姓名",
        "phone": "联系电话",
        "facts": {"registered_unemployed": {"column": "失业登记"}, "unemployed_months": {"since": "失业日期"}},
    }
    file = tmp_path_factory.mktemp("mapping") / "mapping.yml"
    file.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    return file


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    told=people_told,
    style=st.sampled_from(STYLES),
    encoding=st.sampled_from(ENCODINGS),
    write=st.sampled_from(DATES),
    delimiter=st.sampled_from(",;\t"),
    is_workbook=st.booleans(),
)
def test_any_heading_encoding_and_way_to_write_a_day_is_the_same_people(
    tmp_path: Path,
    kb: KnowledgeBase,
    mapping_file: Path,
    told: list[tuple[int, bool, date]],
    style: Style,
    encoding: str,
    write: Callable[[date], str],
    delimiter: str,
    is_workbook: bool,
) -> None:
    rows = [*style(HEADINGS), *(cells(each, write) for each in told)]
    file = tmp_path / "list"
    if is_workbook:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append([cell or None for cell in row])
        book.save(file)
    else:
        text = io.StringIO()
        csv.writer(text, delimiter=delimiter).writerows(rows)
        file.write_bytes(text.getvalue().encode(encoding))
    found, mistakes = read(file, mapping_file, kb)
    assert mistakes == []
    assert [(row.name, row.phone, row.facts["registered_unemployed"]) for row in found] == [
        (f"测试{number}", f"138{number:08d}", is_registered) for number, is_registered, _ in told
    ]
    assert [row.since["unemployed_months"] for row in found] == [since.isoformat() for _, _, since in told]
    assert [row.born_on for row in found] == [date(1978, 3, 9)] * len(told)


def test_each_heading_in_each_encoding_with_each_way_to_write_a_day_is_the_same_people(
    tmp_path: Path, kb: KnowledgeBase, mapping_file: Path
) -> None:
    """Says by its count that none of them is left to chance."""
    told = [(1, True, date(2025, 3, 1)), (2, False, date(2024, 2, 29))]
    file = tmp_path / "list"
    ways = list(product(STYLES, ENCODINGS, DATES))
    for style, encoding, write in ways:
        text = io.StringIO()
        csv.writer(text).writerows([*style(HEADINGS), *(cells(each, write) for each in told)])
        file.write_bytes(text.getvalue().encode(encoding))
        found, mistakes = read(file, mapping_file, kb)
        assert mistakes == []
        assert [(row.name, row.since["unemployed_months"]) for row in found] == [
            ("测试1", "2025-03-01"),
            ("测试2", "2024-02-29"),
        ]
    assert len(ways) == 10 * 5 * 3


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(count=st.integers(1, 8), seed=st.integers(0, 1000))
def test_a_list_that_this_product_writes_is_the_same_people_in_text_and_in_a_workbook(
    tmp_path: Path, kb: KnowledgeBase, count: int, seed: int
) -> None:
    file = tmp_path / "people.csv"
    mapping = write_samples(kb, count, seed, ON, file)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened))
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([_typed(cell) for cell in row])
    workbook = tmp_path / "people.xlsx"
    book.save(workbook)
    (of_text, mistakes), (of_book, others) = read(file, mapping, kb), read(workbook, mapping, kb)
    assert (mistakes, others) == ([], [])
    assert said(of_text) == said(of_book)
    assert len(of_text) == count


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    count=st.integers(1, 6),
    seed=st.integers(0, 1000),
    style=st.sampled_from(STYLES),
    encoding=st.sampled_from((*ENCODINGS, None)),
    write=st.sampled_from(DATES),
)
def test_a_list_that_this_product_writes_is_the_same_people_under_any_heading_encoding_and_way_to_write_a_day(
    tmp_path: Path,
    kb: KnowledgeBase,
    count: int,
    seed: int,
    style: Style,
    encoding: str | None,
    write: Callable[[date], str],
) -> None:
    """Without an encoding it is a workbook."""
    file = tmp_path / "people.csv"
    mapping = write_samples(kb, count, seed, ON, file)
    expected, _ = read(file, mapping, kb)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        titles, *rows = csv.reader(opened)
    written = [*style(titles), *([_written(cell, write) for cell in row] for row in rows)]
    other = tmp_path / "other"
    if encoding is None:
        book = openpyxl.Workbook()
        for row in written:
            book.active.append([cell or None for cell in row])
        book.save(other)
    else:
        text = io.StringIO()
        csv.writer(text).writerows(written)
        other.write_bytes(text.getvalue().encode(encoding))
    found, mistakes = read(other, mapping, kb)
    assert (mistakes, said(found)) == ([], said(expected))


def _written(cell: str, write: Callable[[date], str]) -> str:
    """Return a cell with its day written in another way, any other cell as it is."""
    try:
        return write(date.fromisoformat(cell))
    except ValueError:
        return cell


def _typed(cell: str) -> object:
    """Return a cell as a spreadsheet would keep what is typed."""
    if cell.isdigit():
        return int(cell)
    try:
        return datetime.fromisoformat(cell) if len(cell) == 10 else cell or None
    except ValueError:
        return cell


@pytest.mark.parametrize("style", range(len(STYLES)))
def test_what_is_proposed_for_any_heading_is_what_the_columns_are(
    tmp_path: Path, kb: KnowledgeBase, style: int
) -> None:
    since = date(2025, 3, 1) + timedelta(days=style)
    rows = [*STYLES[style](HEADINGS), *(cells((number, True, since), date.isoformat) for number in range(5))]
    file = tmp_path / "list.csv"
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened).writerows(rows)
    proposal = propose(file, kb, ON)
    assert len(proposal.said) == len(HEADINGS), proposal.not_taken
    assert proposal.content["facts"].keys() == {"registered_unemployed", "unemployed_months"}
    mapping = tmp_path / "mapping.yml"
    content = {**proposal.content, "basis": "本人同意"}
    mapping.write_text(yaml.safe_dump(content, allow_unicode=True), encoding="utf-8")
    found, mistakes = read(file, mapping, kb)
    assert (mistakes, len(found)) == ([], 5)
