"""What all tests share: saying what this machine lacks."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from typing import NoReturn

import pytest

from bench.postgresql import find_binaries, running_postgresql

Missing = Callable[[str], NoReturn]


@pytest.fixture(scope="session")
def missing() -> Missing:
    """Return what to call when this machine lacks something: skips with the reason, or fails when all is required."""

    def say(reason: str) -> NoReturn:
        if os.environ.get("LEYE_TEST_REQUIRE") == "all":
            pytest.fail(f"{reason} (LEYE_TEST_REQUIRE=all forbids the skip)", pytrace=False)
        pytest.skip(reason)

    return say


@pytest.fixture(scope="session")
def postgresql(missing: Missing) -> Iterator[str]:
    """Give the address of a really started, empty PostgreSQL."""
    binaries = find_binaries()
    if binaries is None:
        missing("PostgreSQL is not installed; on Debian: apt-get install postgresql")
    with running_postgresql(binaries) as address:
        yield address
