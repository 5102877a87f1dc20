"""What each process writes down of its own work."""

from __future__ import annotations

from pathlib import Path

from prometheus_client.parser import text_string_to_metric_families

from bot.part_counts import PartCounts, part_counts


def told(folder: Path, part: str) -> dict[str, float]:
    text = (folder / f"{part}.prom").read_text(encoding="utf-8")
    return {sample.name: sample.value for each in text_string_to_metric_families(text) for sample in each.samples}


def test_work_its_time_and_its_failures_are_counted_with_what_the_process_uses(tmp_path: Path) -> None:
    counts = PartCounts("actions")
    counts.done("action_show_menu", 0.5)
    counts.done("action_show_menu", 1.5, is_failure=True)
    counts.write(tmp_path)
    found = told(tmp_path, "actions")
    assert (found["leye_work_seconds_count"], found["leye_work_seconds_sum"]) == (2, 2.0)
    assert found["leye_work_failures_total"] == 1
    assert found["leye_part_cpu_seconds_total"] > 0 and found["leye_part_resident_bytes"] > 1_000_000


def test_a_part_that_ended_as_it_should_leaves_nothing(tmp_path: Path) -> None:
    counts = PartCounts("rasa")
    counts.write(tmp_path / "metrics")
    counts.drop(tmp_path / "metrics")
    assert list((tmp_path / "metrics").iterdir()) == []


def test_where_nothing_can_be_written_the_work_goes_on(tmp_path: Path) -> None:
    (tmp_path / "metrics").write_text("a file where the folder would be")
    PartCounts("rasa").write(tmp_path / "metrics")
    PartCounts("rasa").drop(tmp_path / "metrics")


def test_everybody_in_a_process_counts_for_the_same_part() -> None:
    assert part_counts("front") is part_counts("front")
