"""Front shows what the other processes wrote down, and who went silent."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from prometheus_client import CollectorRegistry

from bot.front.part_files import PartFiles
from bot.part_counts import PartCounts

NOON = 1_796_000_000.0


@pytest.fixture
def asked(tmp_path: Path) -> CollectorRegistry:
    """Give a registry that reads a folder at noon, where two parts wrote ten seconds before."""
    for part in ("actions", "rasa"):
        counts = PartCounts(part)
        counts.done("turn", 0.25, is_failure=part == "rasa")
        counts.write(tmp_path)
        os.utime(tmp_path / f"{part}.prom", (NOON - 10, NOON - 10))
    registry = CollectorRegistry()
    registry.register(PartFiles(tmp_path, lambda: NOON))
    return registry


def test_the_counts_of_all_parts_are_there(asked: CollectorRegistry) -> None:
    for part, failures in (("actions", None), ("rasa", 1)):
        of = {"part": part, "work": "turn"}
        assert asked.get_sample_value("leye_work_seconds_sum", of) == 0.25
        assert asked.get_sample_value("leye_work_failures_total", of) == failures
        assert asked.get_sample_value("leye_part_silent_seconds", {"part": part}) == 10


def test_of_a_part_that_went_silent_only_that_is_told_and_after_an_hour_nothing(
    asked: CollectorRegistry, tmp_path: Path
) -> None:
    silent = {"part": "rasa"}
    os.utime(tmp_path / "rasa.prom", (NOON - 600, NOON - 600))
    assert asked.get_sample_value("leye_part_silent_seconds", silent) == 600
    assert asked.get_sample_value("leye_part_cpu_seconds_total", silent) is None
    os.utime(tmp_path / "rasa.prom", (NOON - 4000, NOON - 4000))
    assert asked.get_sample_value("leye_part_silent_seconds", silent) is None


def test_a_file_that_is_no_text_of_prometheus_hides_no_other(asked: CollectorRegistry, tmp_path: Path) -> None:
    (tmp_path / "broken.prom").write_text("leye_work{ 1 1 1")
    assert asked.get_sample_value("leye_part_silent_seconds", {"part": "actions"}) == 10
    assert asked.get_sample_value("leye_part_cpu_seconds_total", {"part": "actions"}) is not None
