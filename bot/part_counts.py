"""What one process of the house counts of its own work, in a small file that front shows to Prometheus: no process needs a port for it."""

from __future__ import annotations

import atexit
import os
import resource
import threading
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Summary, write_to_textfile
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

KEPT_COUNTS = Path("var/metrics")
SUFFIX = ".prom"
TELL_EVERY = 10.0
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")


class PartCounts:
    """The counts of one process; no texts, no people.

    Args:
        part: the name of the process in the metrics and of its file.
    """

    def __init__(self, part: str) -> None:
        self._part = part
        self._registry = CollectorRegistry()
        self._seconds = Summary(
            "leye_work_seconds", "Time of a piece of work, by part.", ["part", "work"], registry=self._registry
        )
        self._failures = Counter(
            "leye_work_failures", "Pieces of work that failed.", ["part", "work"], registry=self._registry
        )
        self._registry.register(_ProcessUse(part))

    def done(self, work: str, seconds: float, *, is_failure: bool = False) -> None:
        """Count one piece of work, with how long it took."""
        self._seconds.labels(self._part, work).observe(seconds)
        if is_failure:
            self._failures.labels(self._part, work).inc()

    def write(self, folder: Path) -> None:
        """Write everything to the file of this part; where nothing can be written, it stays as it was."""
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            write_to_textfile(str(self._file(folder)), self._registry)

    def drop(self, folder: Path) -> None:
        """Take the file away: a part that ended as it should is not missed."""
        with suppress(OSError):
            self._file(folder).unlink()

    def begin_telling(self, folder: Path = KEPT_COUNTS, every: float = TELL_EVERY) -> None:
        """Write from now on every so many seconds, beside everything else, until this process ends."""
        there = folder.absolute()
        atexit.register(self.drop, there)
        threading.Thread(target=self._tell, args=(there, every), name="counts", daemon=True).start()

    def _tell(self, folder: Path, every: float) -> None:
        while True:
            self.write(folder)
            time.sleep(every)

    def _file(self, folder: Path) -> Path:
        return folder / f"{self._part}{SUFFIX}"


class _ProcessUse(Collector):
    """What this process uses of the machine, asked anew each time."""

    def __init__(self, part: str) -> None:
        self._part = part

    def collect(self) -> list[Metric]:
        """Return processor time and memory of this process."""
        used = resource.getrusage(resource.RUSAGE_SELF)
        cpu = CounterMetricFamily("leye_part_cpu_seconds", "Processor time of a part.", labels=["part"])
        cpu.add_metric([self._part], used.ru_utime + used.ru_stime)
        memory = GaugeMetricFamily("leye_part_resident_bytes", "Memory of a part.", labels=["part"])
        with suppress(OSError, ValueError, IndexError):
            pages = int(Path("/proc/self/statm").read_text().split()[1])
            memory.add_metric([self._part], pages * PAGE_BYTES)
        return [cpu, memory]


@cache
def part_counts(part: str) -> PartCounts:
    """Return the counts of a part, the same ones for everybody in this process."""
    return PartCounts(part)
