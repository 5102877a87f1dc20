"""Lists as offices keep them, from the file to the people: the right value or the right sentence, nothing invented or lost."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.kb import KnowledgeBase
from bot.people.imports import (
    Import,
    Importing,
    PeopleList,
    PeopleListError,
    RowMistake,
    RowReader,
    is_damaged_list,
    load_mapping,
)
from bot.people.imports.person_row import PersonRow
from tests.people.conftest import NOW, SECRET, TODAY
from tests.people.imports.kept_lists import HEADINGS, identity_number, one, workbook

MAPPING: dict[str, Any] = {
    "source": "kept",
    "source_key": {"column": "身份证号", "hash": True},
    "facts_on": date(2026, 11, 1),
    "basis": "本人同意",
    "town": "街镇",
    "id_number": "身份证号",
    "name": "姓名",
    "phone": "联系电话",
    "facts": {"registered_unemployed": {"column": "失业登记"}, "unemployed_months": {"since": "失业日期"}},
}


class Came:
    """What came of a list: its people, the mistakes, and what was said of the whole."""

    def __init__(self, file: Path, kb: KnowledgeBase, *, with_hidden: bool = False, **changes: Any) -> None:
        path = file.parent / "mapping.yml"
        path.write_text(yaml.safe_dump({**MAPPING, **changes}, allow_unicode=True), encoding="utf-8")
        mapping = load_mapping(path, kb, TODAY)
        self.people: list[PersonRow] = []
        self.mistakes: list[RowMistake] = []
        needed = tuple(mapping.columns())
        with PeopleList(file, mapping.header_row, mapping.sheet, needed, with_hidden=with_hidden) as opened:
            importing = Importing(None, Import(mapping, SECRET, None, NOW), self.mistakes.append)
            is_damaged = is_damaged_list(opened, mapping)
            reader = RowReader(mapping, opened.header, kb.facts, SECRET, importing.note, is_damaged=is_damaged)
            self.is_damaged = is_damaged
            self.progress = importing.run(opened.rows(), _Taking(reader, self.people), lambda: None)
            self.said = "\n".join(opened.remarks())

    def names(self) -> list[str | None]:
        """Return the names of the people, in order."""
        return [person.name for person in self.people]


class _Taking(RowReader):
    """A reader that keeps what it reads."""

    def __init__(self, reader: RowReader, people: list[PersonRow]) -> None:
        self.__dict__.update(reader.__dict__)
        self._people = people

    def read(self, row: Any) -> PersonRow | None:
        """Return what the reader reads, and keep it."""
        person = super().read(row)
        if person is not None:
            self._people.append(person)
        return person


def came(folder: Path, kb: KnowledgeBase, rows: Sequence[Sequence[Any]], **changes: Any) -> Came:
    file, book = workbook(folder, ("人员", rows))
    book.save(file)
    return Came(file, kb, **changes)


@pytest.mark.parametrize(
    "above",
    [
        [],
        [["某区失业人员名单"]],
        [["某区失业人员名单"], ["填报单位：某街道", None, None, "日期：2026-11-01"]],
        [["序号说明"], [], ["（以下由工作人员填写）"]],
    ],
)
def test_a_heading_is_found_under_any_titles_and_what_stands_above_is_said(
    tmp_path: Path, kb: KnowledgeBase, above: list[list[Any]]
) -> None:
    found = came(tmp_path, kb, [*above, HEADINGS, one(1), one(2)])
    assert found.names() == ["测试001", "测试002"]
    assert ("标题行" in found.said) == bool(above)


@pytest.mark.parametrize(
    "heading",
    [
        ["姓  名", "身份证号", "联系\n电话", "街镇", "失业登记", "失业日期"],
        ["姓名：", "＊身份证号（18位）", "联系电话（手机）", "街镇", "失业登记（是/否）", "失业日期（年-月-日）"],
        ["姓名*", "身份证号[必填]", "联系电话", "街  镇", "失业登记", "失业日期"],
    ],
)
def test_a_heading_may_hold_blanks_breaks_and_units(tmp_path: Path, kb: KnowledgeBase, heading: list[str]) -> None:
    assert came(tmp_path, kb, [heading, one(1)]).names() == ["测试001"]


@pytest.mark.parametrize(
    "heading",
    [
        [["个人资料", None, None, None, "失业", None], HEADINGS],
        [["姓名", "身份证号", "联系电话", "街镇", "失业", None], [None, None, None, None, "登记", "日期"]],
        [
            ["名单", *[None] * 5],
            ["姓名", "身份证号", "联系", "街镇", "失业", "失业"],
            [None, None, "电话", None, "登记", "日期"],
        ],
    ],
)
def test_a_heading_may_take_up_to_three_rows(tmp_path: Path, kb: KnowledgeBase, heading: list[list[Any]]) -> None:
    assert came(tmp_path, kb, [*heading, one(1), one(2)]).names() == ["测试001", "测试002"]


@pytest.mark.parametrize("header_row", [1, 2, 3, 9])
def test_a_wrong_row_of_the_heading_in_the_mapping_loses_nobody(
    tmp_path: Path, kb: KnowledgeBase, header_row: int
) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(1), one(2)], header_row=header_row)
    assert found.names() == ["测试001", "测试002"]
    assert ("按找到的表头读" in found.said) == (header_row > 1)


@pytest.mark.parametrize("missing", ["联系电话", "身份证号", "失业日期"])
def test_a_list_without_a_column_is_refused_without_printing_anybody(
    tmp_path: Path, kb: KnowledgeBase, missing: str
) -> None:
    heading = [title if title != missing else "其他" for title in HEADINGS]
    with pytest.raises(PeopleListError, match=f"没有这些列：{missing}") as refused:
        came(tmp_path, kb, [heading, one(1)])
    assert "测试" not in str(refused.value) and "1380000" not in str(refused.value)
    with pytest.raises(PeopleListError, match="没有这些列") as refused:
        came(tmp_path, kb, [one(1), one(2)])
    assert "测试" not in str(refused.value) and identity_number(1) not in str(refused.value)


@pytest.mark.parametrize(
    "below",
    [
        ["合计", None, None, "2人"],
        ["合  计：2人"],
        [None, "总计", 2],
        ["小计", 2],
        ["备注：以上人员均已核实"],
        ["填表人：测试甲", None, "审核人：测试乙"],
        ["说明:空着的是不清楚"],
        list(HEADINGS),
    ],
)
@pytest.mark.parametrize("key", ["身份证号", "姓名"])
def test_totals_notes_and_repeated_headings_are_nobody(
    tmp_path: Path, kb: KnowledgeBase, below: list[Any], key: str
) -> None:
    changes = {} if key == "身份证号" else {"source_key": {"column": key}}
    found = came(tmp_path, kb, [HEADINGS, one(1), below, one(2), below], **changes)
    assert found.names() == ["测试001", "测试002"]
    assert "2 行" in found.said and found.progress.rows == 2


@pytest.mark.parametrize(("first", "last"), [(2, 4), (2, 3), (3, 5)])
def test_a_town_merged_over_rows_is_the_town_of_each(tmp_path: Path, kb: KnowledgeBase, first: int, last: int) -> None:
    rows = [one(number, 街镇=f"镇{number}") for number in range(1, 5)]
    file, book = workbook(tmp_path, ("人员", [HEADINGS, *rows]))
    book["人员"].merge_cells(f"D{first}:D{last}")
    book.save(file)
    towns = [person.town for person in Came(file, kb).people]
    assert towns == [f"镇{first - 1 if first <= number + 1 <= last else number}" for number in range(1, 5)]


def test_all_sheets_of_one_shape_are_read_and_the_others_named(tmp_path: Path, kb: KnowledgeBase) -> None:
    turned = [list(reversed(row)) for row in (HEADINGS, one(3))]
    sheets = [("甲镇", [HEADINGS, one(1)]), ("乙镇", [HEADINGS, one(2, 失业登记="也许")]), ("丙镇", turned)]
    file, book = workbook(tmp_path, *sheets, ("说明", [["怎么填"], ["不要改表头"]]), ("旧", [HEADINGS, one(9)]))
    book["旧"].sheet_state = "hidden"
    book.save(file)
    found = Came(file, kb)
    assert found.names() == ["测试001", "测试002", "测试003"]
    assert [mistake.place for mistake in found.mistakes] == ["乙镇!E2"]
    assert "甲镇、乙镇、丙镇" in found.said
    assert (
        "工作表“说明”里没有要的列，没有读（2 行）" in found.said and "工作表“旧”是隐藏的，没有读（2 行）" in found.said
    )
    assert Came(file, kb, sheet="乙镇").names() == ["测试002"]


def test_a_person_on_two_sheets_is_told_with_the_first_sheet(tmp_path: Path, kb: KnowledgeBase) -> None:
    file, book = workbook(tmp_path, ("甲镇", [HEADINGS, one(1)]), ("乙镇", [HEADINGS, one(1), one(2)]))
    book.save(file)
    found = Came(file, kb)
    assert ["和“甲镇”第 2 行编号相同" in mistake.message for mistake in found.mistakes] == [True]
    assert found.progress.lost == 1


def test_hidden_rows_are_said_and_read_only_when_asked_for(tmp_path: Path, kb: KnowledgeBase) -> None:
    file, book = workbook(tmp_path, ("人员", [HEADINGS, *(one(number) for number in range(1, 5))]))
    for row in (3, 4):
        book["人员"].row_dimensions[row].hidden = True
    book.save(file)
    found = Came(file, kb)
    assert found.names() == ["测试001", "测试004"]
    assert "隐藏的行 2 行（第 3、4 行）" in found.said
    assert len(Came(file, kb, with_hidden=True).people) == 4


@pytest.mark.parametrize("kept_as", [float, int, "{:.14E}".format, "{:.5E}".format])
def test_identity_numbers_kept_as_numbers_are_refused_and_never_completed(
    tmp_path: Path, kb: KnowledgeBase, kept_as: Any
) -> None:
    shortened = [kept_as(float(identity_number(number)[:15] + "000")) for number in range(1, 200)]
    found = came(tmp_path, kb, [HEADINGS, *(one(at, 身份证号=cell) for at, cell in enumerate(shortened))])
    assert found.people == []
    assert (found.progress.lost, found.is_damaged) == (199, True)
    assert all("重新导出" in mistake.message for mistake in found.mistakes)


def test_numbers_that_a_text_file_keeps_with_zeros_are_refused_though_some_would_hold(
    tmp_path: Path, kb: KnowledgeBase
) -> None:
    file = tmp_path / "list.csv"
    rows = [one(number, 身份证号=identity_number(number)[:15] + "000") for number in range(1, 200)]
    file.write_text("\n".join(",".join(row) for row in [HEADINGS, *rows]), encoding="gb18030")
    found = Came(file, kb)
    assert (found.people, found.is_damaged) == ([], True)


def test_one_person_whose_number_ends_on_zeros_is_a_person(tmp_path: Path, kb: KnowledgeBase) -> None:
    ending = next(
        number
        for n in range(0, 1000, 100)
        for d in range(1, 29)
        if (number := identity_number(n, f"197803{d:02d}"))[15:] == "000"
    )
    found = came(tmp_path, kb, [HEADINGS, one(7, 身份证号=ending), *(one(number) for number in range(1, 9))])
    assert (found.names()[0], found.is_damaged) == ("测试007", False)


@pytest.mark.parametrize(
    "write",
    [
        "'{}".format,
        "’{}".format,
        '="{}"'.format,
        " {} ".format,
        str.lower,
        lambda number: "".join(chr(ord(sign) + 0xFEE0) for sign in number),
        lambda number: f"{number[:6]} {number[6:14]} {number[14:]}",
        lambda number: f"{number}\u200b",
    ],
)
def test_an_identity_number_is_the_same_however_it_is_typed(tmp_path: Path, kb: KnowledgeBase, write: Any) -> None:
    number = next(number for n in range(100) if (number := identity_number(n)).endswith("X"))
    plain = came(tmp_path, kb, [HEADINGS, one(1, 身份证号=number)]).people
    file = tmp_path / "list.csv"
    file.write_text(
        "\n".join(";".join(row) for row in [HEADINGS, one(1, 身份证号=write(number))]), encoding="utf-8-sig"
    )
    assert Came(file, kb).people == plain


@pytest.mark.parametrize(
    "wrong", ["120111780309001", "1201111978030900", "12011119780309*01X", "12011119780230001X", "无"]
)
def test_a_number_that_does_not_hold_loses_the_row_and_says_why(tmp_path: Path, kb: KnowledgeBase, wrong: str) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(1, 身份证号=wrong), one(2)])
    (mistake,) = found.mistakes
    assert (found.names(), mistake.place, mistake.is_row_lost) == (["测试002"], "B2", True)
    assert "身份证号" in mistake.message and wrong not in mistake.message


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("13800000001", "13800000001"),
        (13800000001, "13800000001"),
        (13800000001.0, "13800000001"),
        ("138 0000 0001", "13800000001"),
        ("+86 138-0000-0001", "13800000001"),
        ("8613800000001", "13800000001"),
        ("１３８０００００００１", "13800000001"),
        ("'13800000001", "13800000001"),
        ("022-12345678", "022-12345678"),
        ("13800000001/13900000002", "13800000001"),
        ("13800000001 13900000002", "13800000001"),
        ("13800000001、022-12345678", "13800000001"),
        ("1380000000", None),
        ("138000000012", None),
        ("1.38E+10", None),
        ("无", None),
    ],
)
def test_a_phone_is_kept_in_one_form_or_told(tmp_path: Path, kb: KnowledgeBase, written: Any, kept: str | None) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(1, 联系电话=written)])
    assert found.people[0].phone == kept
    is_two = (
        isinstance(written, str) and any(sign in written for sign in "/、")
    ) or written == "13800000001 13900000002"
    assert len(found.mistakes) == (kept is None or is_two)
    assert all(str(written) not in mistake.message for mistake in found.mistakes)


@pytest.mark.parametrize(
    ("written", "value", "since"),
    [
        ("2025-03-01", 20, "2025-03-01"),
        ("2025/3/1", 20, "2025-03-01"),
        ("2025.3.1", 20, "2025-03-01"),
        ("2025年3月1日", 20, "2025-03-01"),
        ("２０２５年３月１日", 20, "2025-03-01"),
        ("20250301", 20, "2025-03-01"),
        (20250301, 20, "2025-03-01"),
        (45717, 20, "2025-03-01"),
        ("45717", 20, "2025-03-01"),
        (45717.5, 20, "2025-03-01"),
        ("2025/3/1 14:30", 20, "2025-03-01"),
        ("2025年3月", {"low": 19, "high": 20}, None),
        ("2025.03", {"low": 19, "high": 20}, None),
        ("2025", {"low": 10, "high": 22}, None),
    ],
)
def test_a_day_is_read_however_it_is_written(
    tmp_path: Path, kb: KnowledgeBase, written: Any, value: Any, since: str | None
) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(1, 失业日期=written)])
    assert found.mistakes == []
    assert (found.people[0].facts["unemployed_months"], found.people[0].since.get("unemployed_months")) == (
        value,
        since,
    )


@pytest.mark.parametrize(
    "written",
    ["2025-02-30", "2025-13-01", "01/03/2025", "2025.1", 2025.1, "去年", "长期", 99999, 99, "2027-01-01", "0000-00-00"],
)
def test_a_day_that_cannot_be_is_told_and_takes_nothing_back(tmp_path: Path, kb: KnowledgeBase, written: Any) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(1, 失业日期=written)])
    (mistake,) = found.mistakes
    assert (mistake.place, found.people[0].unread) == ("F2", frozenset({"unemployed_months"}))
    assert "unemployed_months" not in found.people[0].facts


@pytest.mark.parametrize("written", [45000, "45000", "2026-01-01", "20200101", "1850-01-01", "2012-12-01"])
def test_no_birthday_makes_a_child_of_a_jobseeker(tmp_path: Path, kb: KnowledgeBase, written: Any) -> None:
    changes = {"born_on": "失业日期", "id_number": None, "source_key": {"column": "姓名"}, "facts": {}}
    found = came(tmp_path, kb, [HEADINGS, one(1, 失业日期=written)], **changes)
    assert (found.people[0].born_on, len(found.mistakes)) == (None, 1)


@pytest.mark.parametrize("formula", ['=IF(1=1,"是","否")', "=E9", "=VLOOKUP(A2,Sheet9!A:B,2,0)", "=TRUE"])
def test_a_formula_without_its_value_is_told_and_takes_nothing_back(
    tmp_path: Path, kb: KnowledgeBase, formula: str
) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(1, 失业登记=formula)])
    (mistake,) = found.mistakes
    assert (mistake.place, found.people[0].unread) == ("E2", frozenset({"registered_unemployed"}))
    assert "公式" in mistake.message
    assert came(tmp_path, kb, [HEADINGS, one(1, 身份证号=formula)]).people == []


def test_cells_beside_the_list_are_counted_and_not_read(tmp_path: Path, kb: KnowledgeBase) -> None:
    found = came(tmp_path, kb, [HEADINGS, [*one(1), None, None, "已电话联系"], one(2)])
    assert found.names() == ["测试001", "测试002"]
    assert "表头范围以外的格子 1 个" in found.said


def test_columns_that_the_mapping_does_not_name_are_said(tmp_path: Path, kb: KnowledgeBase) -> None:
    found = came(tmp_path, kb, [[*HEADINGS, "备注"], [*one(1), "x"]])
    assert "没有读这些列（映射文件没有写到）：备注" in found.said


@pytest.mark.parametrize(
    "words",
    [
        ("是", True),
        ("√", True),
        ("有", True),
        ("Y", True),
        ("已登记", True),
        ("×", False),
        ("无", False),
        ("N", False),
        ("未登记", False),
    ],
)
def test_ticks_and_words_say_yes_and_no(tmp_path: Path, kb: KnowledgeBase, words: tuple[str, bool]) -> None:
    found = came(tmp_path, kb, [HEADINGS, one(1, 失业登记=words[0])])
    assert (found.people[0].facts["registered_unemployed"], found.mistakes) == (words[1], [])
