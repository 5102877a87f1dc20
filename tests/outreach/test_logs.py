"""The lines of the processes that tell people are in the time of here."""

from __future__ import annotations

import logging

from bot.outreach.logs import LocalLines


def test_a_line_says_the_moment_in_the_time_of_here_whatever_zone_the_machine_keeps() -> None:
    record = logging.LogRecord("bot.outreach", logging.INFO, __file__, 1, "%d planned", (3,), None)
    record.created = 1_796_000_000.0
    assert LocalLines().format(record) == "2026-11-30T08:53:20.000+08:00 INFO bot.outreach: 3 planned"
