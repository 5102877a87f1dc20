"""Keys that stand twice in one list."""

from __future__ import annotations

from bot.people.imports.person_row import PersonRow
from bot.people.imports.repeats import EarlierRow, Repeats


def test_a_key_is_noticed_within_rows_and_among_rows_before() -> None:
    repeats = Repeats()
    assert repeats.first_seen([PersonRow(2, "a"), PersonRow(3, "b"), PersonRow(4, "a")]) == {4: EarlierRow("", 2)}
    assert repeats.first_seen([PersonRow(5, "b"), PersonRow(6, "c"), PersonRow(7, "a")]) == {
        5: EarlierRow("", 3),
        7: EarlierRow("", 2),
    }
    repeats.close()


def test_a_key_on_another_sheet_is_named_with_its_sheet() -> None:
    repeats = Repeats()
    repeats.first_seen([PersonRow(2, "a", sheet="甲镇")])
    assert repeats.first_seen([PersonRow(2, "a", sheet="乙镇", sheet_number=1)]) == {2: EarlierRow("甲镇", 2)}
    repeats.close()
