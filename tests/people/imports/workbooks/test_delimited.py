"""Lines of text: what parts their cells, and lines that were torn."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.people.imports.workbooks import open_book

ONE, TWO = "12011119750312101X", "120111197503121028"


def rows_of(folder: Path, text: str, encoding: str = "utf-8") -> list[tuple[list[object], int, bool]]:
    file = folder / "list.csv"
    file.write_bytes(text.encode(encoding))
    return [(list(row.cells), row.joined, row.is_torn) for row in open_book(file).sheets[0].read()]


@pytest.mark.parametrize("sign", [",", ";", "\t", "|", "，", "；"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le"])
def test_cells_are_parted_by_the_sign_that_most_lines_have(tmp_path: Path, sign: str, encoding: str) -> None:
    text = f"姓名{sign}电话{sign}备注\r\n甲{sign}13800000000{sign}a b\r\n"
    rows = rows_of(tmp_path, text, encoding)
    assert [cells for cells, _, _ in rows] == [["姓名", "电话", "备注"], ["甲", "13800000000", "a b"]]


def test_a_first_line_that_only_names_the_sign_is_no_row(tmp_path: Path) -> None:
    assert rows_of(tmp_path, "sep=;\n姓名;号\n甲;1\n")[0][0] == ["姓名", "号"]


@pytest.mark.parametrize(
    "torn",
    [f"甲,{ONE},杨柳\n青镇,是,2025\n", f"甲,{ONE},杨\n柳\n青镇,是,2025\n", f"甲,{ONE},杨柳\r青镇,是,2025\n"],
)
def test_a_torn_row_is_joined_where_one_number_proves_that_it_is_one_person(tmp_path: Path, torn: str) -> None:
    rows = rows_of(tmp_path, f"姓名,号码,街镇,登记,日期\n乙,{TWO},甲镇,是,2025\n{torn}")
    assert rows[2][0] == ["甲", ONE, "杨柳青镇", "是", "2025"]
    assert (len(rows), rows[2][1]) == (3, torn.count("\n") + torn.count("\r"))


@pytest.mark.parametrize(
    "torn",
    ["甲,7,杨柳\n青镇,是,2025\n", f"甲,{ONE},甲镇\n乙,{TWO},甲镇\n", f"甲,{ONE},杨柳\n青镇,是\n"],
)
def test_pieces_that_nothing_proves_to_be_one_row_are_marked_and_never_guessed_at(tmp_path: Path, torn: str) -> None:
    rows = rows_of(tmp_path, f"姓名,号码,街镇,登记,日期\n乙,{TWO},甲镇,是,2025\n丙,1,甲镇,是,2025\n{torn}")
    assert [is_torn for _, _, is_torn in rows[3:]] == [True, True]


def test_rows_whose_blank_ends_were_cut_off_are_rows(tmp_path: Path) -> None:
    rows = rows_of(tmp_path, "姓名,号码,街镇,备注,又\n甲,1,甲镇\n丁,4,甲镇,无,无\n乙,2\n丙,3\n戊,5,甲镇\n")
    assert not any(is_torn for _, _, is_torn in rows)


def test_a_line_break_inside_quotes_tears_nothing(tmp_path: Path) -> None:
    assert rows_of(tmp_path, '姓名,街镇\n甲,"杨柳\n青镇"\n')[1] == (["甲", "杨柳\n青镇"], 1, False)
