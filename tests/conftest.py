"""What all tests share: saying what this machine lacks."""

from __future__ import annotations

import os
from collections.abc import Callable
from typing import NoReturn

import pytest

Missing = Callable[[str], NoReturn]


@pytest.fixture(scope="session")
def missing() -> Missing:
    """Return what to call when this machine lacks something: skips with the reason, or fails when all is required."""

    def say(reason: str) -> NoReturn:
        if os.environ.get("LEYE_TEST_REQUIRE") == "all":
            pytest.fail(f"{reason} (LEYE_TEST_REQUIRE=all forbids the skip)", pytrace=False)
        pytest.skip(reason)

    return say
