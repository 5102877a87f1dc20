"""A wall clock that is set wrong for every process of the assistant while it runs; the clock that counts seconds goes on as it does on a real machine."""

from __future__ import annotations

from pathlib import Path

LIBRARIES = ("/usr/lib", "/usr/lib64", "/usr/local/lib")
NAME = "libfaketimeMT.so.1"


def find_faketime() -> Path | None:
    """Return the library that shows a program another time, or None where it is not installed."""
    found = (path for place in LIBRARIES for path in sorted(Path(place).glob(f"**/faketime/{NAME}")))
    return next(found, None)


class WrongClock:
    """What every program of one environment takes for the time.

    Args:
        library: of faketime.
        file: says how far the clock is off; read by every program about once a second.
    """

    def __init__(self, library: Path, file: Path) -> None:
        self._library = library
        self._file = file
        self.set_off(0)

    def set_off(self, seconds: int) -> None:
        """Set the clock ahead by so many seconds, or back by minus as many."""
        fresh = self._file.with_suffix(".new")
        fresh.write_text(f"{seconds:+d}\n", encoding="utf-8")
        fresh.replace(self._file)

    @property
    def environment(self) -> dict[str, str]:
        """Return what lets a program see this clock."""
        return {
            "LD_PRELOAD": str(self._library),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_CACHE_DURATION": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",
            "NO_FAKE_STAT": "1",
            # Without it a wait by the clock that counts seconds ends at once (libfaketime #503): a thread that wants Python's lock
            # then asks for it without a pause, and programs under test do little else. Python waits so many milliseconds, too.
            "FAKETIME_WAIT_MS": "5",
        }
