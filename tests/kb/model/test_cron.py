"""Repeating times: one moment a day, and days of the week that mean the same to every scheduler."""

from __future__ import annotations

from datetime import time

import pytest

from bot.kb.model.cron import cron_time, with_day_names


@pytest.mark.parametrize(
    ("cron", "at"),
    [
        ("0 10 * * 1", time(10, 0)),
        ("30 9 1,15 * *", time(9, 30)),
        ("5 14 * 3-6 mon-fri", time(14, 5)),
        ("0 10 * * 0", time(10, 0)),
    ],
)
def test_the_hour_is_read(cron: str, at: time) -> None:
    assert cron_time(cron) == at


@pytest.mark.parametrize(
    "cron",
    [
        "",
        "0 10 * *",
        "* 10 * * *",
        "*/5 10 * * *",
        "0 9-17 * * *",
        "60 10 * * *",
        "0 24 * * *",
        "0 10 32 * *",
        "0 10 0 * *",
        "0 10 * 13 *",
        "0 10 * * 8",
        "0 10 * * fri-mon",
        "0 10 * * 0-5",
        "0 10 1- * *",
        "0 10 1, * *",
        "0 10 * * monday",
        "一 10 * * *",
    ],
)
def test_what_is_no_single_moment_a_day_is_refused(cron: str) -> None:
    assert cron_time(cron) is None


@pytest.mark.parametrize(
    ("written", "named"),
    [
        ("0 10 * * 1", "0 10 * * mon"),
        ("0 10 * * 0", "0 10 * * sun"),
        ("0 10 * * 7", "0 10 * * sun"),
        ("0 10 1 1 1-5", "0 10 1 1 mon-fri"),
        ("0 10 * * 2,4", "0 10 * * tue,thu"),
        ("0 10 * * MON", "0 10 * * mon"),
        ("0 10 * * *", "0 10 * * *"),
    ],
)
def test_days_of_the_week_get_their_names(written: str, named: str) -> None:
    assert with_day_names(written) == named
