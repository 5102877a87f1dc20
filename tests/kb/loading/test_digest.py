"""A digest stands for what the gates found: only for the folder that they let through are they not asked again."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.errors import PolicyDataError
from bot.kb import digest, load

BROKEN = ("title:", "titel:")


def spoil(folder: Path) -> None:
    policy = min((folder / "policies").glob("*.yml"))
    policy.write_text(policy.read_text(encoding="utf-8").replace(*BROKEN, 1), encoding="utf-8")


def test_a_folder_that_passed_is_read_the_same_without_the_gates(folder: Path) -> None:
    assert load(folder, digest(folder)) == load(folder)


def test_a_folder_that_changed_since_meets_the_gates(folder: Path) -> None:
    checked = digest(folder)
    spoil(folder)
    with pytest.raises(PolicyDataError):
        load(folder, checked)


def test_a_digest_somebody_made_up_opens_no_gate(folder: Path) -> None:
    spoil(folder)
    with pytest.raises(PolicyDataError):
        load(folder, "0" * 64)


def test_other_gates_give_another_digest(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = digest(folder)
    (tmp_path / "gate.py").write_text("stricter")
    monkeypatch.setattr("bot.kb.loading.digest.GATES", tmp_path)
    assert digest(folder) != before


def test_a_file_that_moved_is_another_folder(folder: Path) -> None:
    before = digest(folder)
    policy = min((folder / "policies").glob("*.yml"))
    policy.rename(policy.with_name("zz_moved.yml"))
    assert digest(folder) != before
