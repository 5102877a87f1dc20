"""Rows of a list: what is understood, what is left out, and that no message repeats what stands in a cell."""

from __future__ import annotations

import hashlib
import hmac
from datetime import date
from typing import Any

import pytest

from bot.people.imports.list_files import PeopleListError, Row
from bot.people.imports.person_row import PersonRow, RowMistake
from bot.people.imports.row_reader import RowReader
from tests.people.conftest import HEADER, SECRET, Desk, person

FEMALE = "11010519491231002X"


def read(
    desk: Desk, cells: list[Any], header: Any = HEADER, **changes: Any
) -> tuple[PersonRow | None, list[RowMistake]]:
    mistakes: list[RowMistake] = []
    reader = RowReader(desk.mapping(changes), header, desk.kb.facts, SECRET, mistakes.append)
    return reader.read(Row(2, cells)), mistakes


def by_id(**changes: Any) -> dict[str, Any]:
    return {
        "source_key": {"column": "编号", "hash": True},
        "id_number": "编号",
        "born_on": None,
        "facts_on": date(2026, 11, 1),
        **changes,
    }


def test_a_clean_row_has_no_mistakes(desk: Desk) -> None:
    row, mistakes = read(desk, person(1))
    assert mistakes == []
    assert row is not None
    assert (row.key, row.born_on, row.facts["unemployed_months"]) == ("k1", date(1985, 3, 9), 14)
    assert (row.consents[0].is_given, row.consents[0].on) == (True, date(2026, 11, 1))


def test_an_id_number_gives_birth_and_sex_and_is_kept_only_as_a_hash(desk: Desk) -> None:
    row, mistakes = read(desk, person(1, 编号=FEMALE.lower()), **by_id())
    assert mistakes == []
    assert row is not None
    assert (row.born_on, row.facts["sex"]) == (date(1949, 12, 31), "female")
    assert row.key == hmac.new(SECRET.encode(), f"list\n{FEMALE}".encode(), hashlib.sha256).hexdigest()
    assert FEMALE not in repr(row)


def test_a_sex_that_contradicts_the_id_number_is_unknown(desk: Desk) -> None:
    facts = {"sex": {"column": "就业", "values": {"男": "male", "女": "female"}}}
    row, mistakes = read(desk, person(1, 编号=FEMALE, 就业="男"), **by_id(facts=facts))
    assert row is not None
    assert "sex" not in row.facts
    assert "对不上" in mistakes[0].message


@pytest.mark.parametrize(
    ("key", "words", "changes"),
    [
        ("", "补上", {}),
        ("1.10105E+17", "科学计数法", {}),
        (FEMALE, "hash: true", {}),
        ("13812345678", "hash: true", {}),
        ("k" * 65, "太长", {}),
        ("110105194912310021", "校验", by_id()),
        ("110105491231002", "校验", by_id()),
    ],
)
def test_a_row_without_a_usable_key_is_lost(desk: Desk, key: str, words: str, changes: dict[str, Any]) -> None:
    row, (mistake,) = read(desk, person(1, 编号=key), **changes)
    assert row is None
    assert (mistake.number, mistake.column, mistake.is_row_lost) == (2, "编号", True)
    assert words in mistake.message
    assert not key or key not in mistake.message


def test_a_row_whose_cells_have_moved_is_lost(desk: Desk) -> None:
    row, (mistake,) = read(desk, [*person(1), "多出来"])
    assert row is None
    assert "错位" in mistake.message
    assert read(desk, [*person(1), "", None])[0] is not None


def test_a_short_row_says_nothing_of_what_it_lacks(desk: Desk) -> None:
    row, mistakes = read(desk, ["k1", "示例街镇甲"])
    assert mistakes == []
    assert row == PersonRow(2, "k1", town="示例街镇甲")


@pytest.mark.parametrize(
    ("column", "cell", "words"),
    [
        ("出生日期", "1990-13", "年月日"),
        ("出生日期", "2027-01-01", "年月日"),
        ("出生日期", "1885-01-01", "年月日"),
        ("电话", "张某某", "电话号码"),
        ("就业", "有时候", "“是”或“否”"),
        ("失业", "很久", "写整数"),
        ("失业", "9999", "0 到 600"),
        ("失业", "1.5", "不要小数"),
        ("失业", "3人", "单位不对"),
        ("微信", "也许", "同意"),
        ("openid", "张 三", "openid"),
        ("街镇", "很" * 65, "太长"),
        ("姓名", "很" * 65, "太长"),
    ],
)
def test_a_cell_that_cannot_be_used_is_left_out_and_told_without_its_content(
    desk: Desk, column: str, cell: str, words: str
) -> None:
    row, (mistake,) = read(desk, person(1, **{column: cell}))
    assert row is not None
    assert (mistake.column, mistake.is_row_lost) == (column, False)
    assert words in mistake.message
    assert cell not in mistake.message


@pytest.mark.parametrize("cell", ["1990-07", "1990年7月", "199007", "1990.07"])
def test_a_birth_of_which_only_the_month_is_known_is_kept_as_that(desk: Desk, cell: str) -> None:
    row, mistakes = read(desk, person(1, 出生日期=cell))
    assert mistakes == []
    assert row is not None
    assert (row.born_on, row.facts["born_on"]) == (None, {"low": "1990-07-01", "high": "1990-07-31"})


@pytest.mark.parametrize(("cell", "months"), [("14", 14), ("１４个月", 14), ("2年", 24), ("1.5年", 18), (3.0, 3)])
def test_numbers_are_understood_with_their_unit(desk: Desk, cell: Any, months: int) -> None:
    row, mistakes = read(desk, [*person(1)[:6], cell, "", ""])
    assert mistakes == []
    assert row is not None
    assert row.facts["unemployed_months"] == months


@pytest.mark.parametrize("cell", ["", "不详", "/", "未知", None])
def test_not_known_is_neither_yes_nor_no(desk: Desk, cell: Any) -> None:
    row, mistakes = read(desk, [*person(1)[:5], cell, "", "", ""])
    assert mistakes == []
    assert row is not None
    assert "has_job" not in row.facts


def test_own_words_of_a_list_mean_what_the_mapping_says(desk: Desk) -> None:
    facts = {"has_job": {"column": "就业", "values": {"在职": True, "待业": False, "其他": None}}}
    for cell, expected in (("在职", {"has_job": True}), ("待业", {"has_job": False}), ("其他", {})):
        row, mistakes = read(desk, person(1, 就业=cell), facts=facts)
        assert mistakes == []
        assert row is not None
        assert row.facts == expected
    _, (mistake,) = read(desk, person(1, 就业="是"), facts=facts)
    assert "在职、待业、其他" in mistake.message


def test_a_fact_that_counts_from_a_day_keeps_the_day(desk: Desk) -> None:
    facts = {"months_since_graduation": {"since": "就业"}}
    row, mistakes = read(desk, person(1, 就业="2025年7月1日"), facts=facts)
    assert mistakes == []
    assert row is not None
    assert (row.facts, row.since) == ({"months_since_graduation": 16}, {"months_since_graduation": "2025-07-01"})
    _, (mistake,) = read(desk, person(1, 就业="2026-12-01"), facts=facts)
    assert "facts_on" in mistake.message


def test_columns_that_are_not_there_are_named_with_those_that_are(desk: Desk) -> None:
    with pytest.raises(PeopleListError, match=r"没有这些列：电话.*编号"):
        read(desk, person(1), [name if name != "电话" else "手机" for name in HEADER])
    with pytest.raises(PeopleListError, match="重名的列：电话"):
        read(desk, person(1), [*HEADER, "电话"])
