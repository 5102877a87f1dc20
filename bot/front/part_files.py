"""What the other processes of this machine wrote down of their work, shown to Prometheus with front's own counts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.parser import text_string_to_metric_families
from prometheus_client.registry import Collector

from bot.part_counts import KEPT_COUNTS, SUFFIX

# A part writes every ten seconds; what is older is no count of now.
FRESH_SECONDS = 60.0
# Whoever is gone for longer will not come back, such as one of several workers.
MISSED_SECONDS = 3600.0


class PartFiles(Collector):
    """Reads the files anew each time that Prometheus asks.

    Args:
        folder: where the parts write.
        clock: seconds since 1970, as the times of files are counted.
    """

    def __init__(self, folder: Path = KEPT_COUNTS, clock: Callable[[], float] = time.time) -> None:
        self._folder = folder
        self._clock = clock

    def describe(self) -> list[Metric]:
        """Name nothing beforehand: the files may not be there yet."""
        return []

    def collect(self) -> Iterator[Metric]:
        """Yield for how long each part wrote nothing, and the counts of those that wrote a moment ago."""
        silent = GaugeMetricFamily("leye_part_silent_seconds", "Since when a part wrote no counts.", labels=["part"])
        found: dict[str, Metric] = {}
        for file in sorted(self._folder.glob(f"*{SUFFIX}")):
            try:
                age, text = max(0.0, self._clock() - file.stat().st_mtime), file.read_text(encoding="utf-8")
            except OSError:
                continue
            if age <= MISSED_SECONDS:
                silent.add_metric([file.stem], age)
            if age <= FRESH_SECONDS:
                _add(found, text)
        yield silent
        yield from found.values()


def _add(found: dict[str, Metric], text: str) -> None:
    """Add the samples of one file; a file that is no text of Prometheus adds nothing."""
    try:
        families = list(text_string_to_metric_families(text))
    except ValueError:
        return
    for family in families:
        if not family.name.endswith("_created"):
            same = found.setdefault(family.name, Metric(family.name, family.documentation, family.type))
            same.samples.extend(family.samples)
