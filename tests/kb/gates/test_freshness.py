"""Content that grows old is warned of; a warning never stops the loading."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from bot.kb import load, validate


def warnings_on(folder: Path, on: date) -> list[str]:
    return [str(warning) for warning in validate(folder, on).warnings]


def test_a_value_without_successor_is_warned_of_before_and_after_its_end(folder: Path) -> None:
    name = "parameters/example_training/standard.yml: values: "
    assert not [each for each in warnings_on(folder, date(2025, 10, 31)) if each.startswith(name)]
    assert f"{name}2025-12-31 到期;请找接续的文件" in warnings_on(folder, date(2025, 11, 1))
    assert f"{name}2025-12-31 到期;请找接续的文件" in warnings_on(folder, date(2025, 12, 31))
    assert f"{name}最后一段到 2025-12-31 为止,之后没有依据;请找接续的文件" in warnings_on(folder, date(2026, 1, 1))


def test_a_value_with_an_open_successor_is_not_warned_of(folder: Path) -> None:
    assert not [each for each in warnings_on(folder, date(2026, 1, 1)) if "individual_max" in each]


def test_a_policy_that_ends_soon_is_warned_of(folder: Path) -> None:
    warning = "policies/example_subsidy_graduates.yml: valid_to: 2024-12-31 到期;请找接续的文件"
    assert warning in warnings_on(folder, date(2024, 12, 1))
    assert warning not in warnings_on(folder, date(2024, 6, 1))


def test_a_policy_that_nobody_checked_for_half_a_year_is_warned_of(folder: Path) -> None:
    warning = "policies/example_loan.yml: verified_on: 上次核对是 2026-11-24,超过半年了;请重新核对"
    assert warning not in warnings_on(folder, date(2027, 5, 23))
    assert warning in warnings_on(folder, date(2027, 5, 24))


def test_warnings_do_not_stop_the_loading(folder: Path) -> None:
    report = validate(folder, date(2030, 1, 1))
    assert report.warnings and not report.problems
    assert report.kb == load(folder)


def test_a_value_without_foreseeable_end_loads_too(folder: Path) -> None:
    path = folder / "parameters" / "example_training" / "standard.yml"
    path.write_text(path.read_text(encoding="utf-8").replace("2025-12-31", "9999-12-31"), encoding="utf-8")
    assert load(folder).parameters["example_training.standard"].values[0].validity.end == date.max
