"""Logs of the processes that tell people, as lines in the time of here, whatever zone the machine keeps."""

from __future__ import annotations

import logging
from datetime import datetime

from bot.clock import SHANGHAI


class LocalLines(logging.Formatter):
    """Formats a record as one line that begins with the moment in Asia/Shanghai."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")

    def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:
        """Return the moment of the record as ISO 8601, to the millisecond, with its offset."""
        return datetime.fromtimestamp(record.created, SHANGHAI).isoformat(timespec="milliseconds")


def write_local_lines() -> None:
    """Send every log of this process from INFO up to standard error as such lines."""
    handler = logging.StreamHandler()
    handler.setFormatter(LocalLines())
    logging.basicConfig(level=logging.INFO, handlers=[handler])
