"""What all tests share: saying what this machine lacks, and a Chromium for the tests that look at a page."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import pytest
from playwright.sync_api import Browser, sync_playwright

CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
)

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
def chromium(missing: Missing) -> Iterator[Browser]:
    """Give one Chromium of the system for all browser tests."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing("Chromium is not installed; on Debian: apt-get install chromium fonts-noto-cjk")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(Path(path)), args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()
