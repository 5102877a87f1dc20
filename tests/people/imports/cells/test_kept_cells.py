"""Cells as offices type them, from the file to the people: the right value or the right sentence, nothing invented."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from bot.kb import KnowledgeBase
from tests.people.imports.kept_lists import HEADINGS, Came, came, identity_number, one


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
