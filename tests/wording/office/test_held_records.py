"""What is kept of a person is told in words: every kind of record that an export may hold is told, or known to say nothing to people."""

from __future__ import annotations

from pathlib import Path

from bot.kb import KnowledgeBase, load
from bot.people.held import holdings
from bot.wording.office import held_sections
from bot.wording.office.held_records import TOLD, UNTOLD


def test_every_kind_of_record_is_told_or_left_to_the_data_file_on_purpose() -> None:
    held = {holding.table.name: {*holding.table.columns.keys(), "name", "phone"} for holding in holdings()}
    told = {table: {column for column, _ in columns} for table, _, columns in TOLD}
    assert {*held} == {*told} | UNTOLD
    assert not [(table, column) for table, columns in told.items() for column in columns - held[table]]


def test_records_are_told_with_names_and_moments_for_people() -> None:
    kb: KnowledgeBase = load(Path("policies_kb"))
    held = {
        "person": "p1",
        "consents": [
            {"topic": "all", "channel": "web", "given_at": "2026-12-01T09:05:00+08:00", "withdrawn_at": None},
            {"topic": "startup_loan", "channel": "wechat", "given_at": "2026-12-01T01:05:00+00:00"},
        ],
        "asked_questions": [],
        "stored_replies": [{"request": "x"}],
    }
    [section] = held_sections(kb, held)
    assert section.heading == "同意过的"
    assert dict(section.records[0])["同意"] == "2026年12月1日 9:05" == dict(section.records[1])["同意"]
    assert dict(section.records[1])["事项"] == "创业担保贷款及贴息"
    assert "撤回" not in dict(section.records[0])
