"""The counts of starts that ``leye run`` writes and front reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.restarts import drop_restarts, read_restarts, write_restarts


def test_what_is_written_is_read_until_it_is_dropped(tmp_path: Path) -> None:
    kept = tmp_path / "log" / "restarts.json"
    write_restarts(kept, {"rasa": 2, "front": 0})
    assert read_restarts(kept) == {"rasa": 2, "front": 0}
    drop_restarts(kept)
    drop_restarts(kept)
    assert read_restarts(kept) == {}


def test_a_folder_that_takes_nothing_ends_nobody(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("no folder", encoding="utf-8")
    write_restarts(tmp_path / "log" / "restarts.json", {"rasa": 1})
    assert read_restarts(tmp_path / "log" / "restarts.json") == {}


@pytest.mark.parametrize("content", ["", "{", "[1]", '{"rasa": "often"}'])
def test_a_file_that_says_nothing_counts_nothing(tmp_path: Path, content: str) -> None:
    (tmp_path / "restarts.json").write_text(content, encoding="utf-8")
    assert read_restarts(tmp_path / "restarts.json") == {}
