"""Cells as offices type them."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from bot.people.imports.cells.cell_text import cell_text, day_of, is_shortened


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        (None, ""),
        (" 是 ", "是"),
        ("１４", "14"),
        ("\ufeff编号\u200b", "编号"),
        (14, "14"),
        (14.0, "14"),
        (14.5, "14.5"),
        (datetime(1985, 3, 9), "1985-03-09"),
        (date(1985, 3, 9), "1985-03-09"),
        ("　", ""),
    ],
)
def test_a_cell_becomes_plain_text(cell: object, text: str) -> None:
    assert cell_text(cell) == text


@pytest.mark.parametrize(
    "text",
    ["1985-03-09", "1985/3/9", "1985.3.9", "1985年3月9日", "19850309", "31115", "1985-03-09 00:00:00"],
)
def test_every_usual_way_to_write_a_day_is_understood(text: str) -> None:
    assert day_of(text) == date(1985, 3, 9)


@pytest.mark.parametrize("text", ["", "1985-03", "1985-02-30", "昨天", "85-3-9", "1985年", "12"])
def test_what_names_no_day_is_no_day(text: str) -> None:
    assert day_of(text) is None


def test_a_number_that_excel_shortened_is_noticed() -> None:
    assert is_shortened("1.10105E+17")
    assert not is_shortened("110105194912310021")
