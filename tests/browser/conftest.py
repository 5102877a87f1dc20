"""The web process on a free port of this machine, with a fake dialogue process, and a page to look at it."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright

from bot.front import create_app
from bot.settings import Settings
from tests.conftest import Missing
from tests.databases import lay_out
from tests.front.fake_dialogue import SECRET, FakeDialogue

# A busy machine may need this long for a page; a test that passes never waits longer than it has to.
PATIENCE_MILLISECONDS = 60_000
PHONE = ViewportSize(width=390, height=844)
TIME_ZONE = "Asia/Shanghai"
# The last list wins over Playwright's own, so that one is repeated here.
FEATURES_OF_PLAYWRIGHT = (
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
)
# Every window would load two pages for its address bar, which nobody sees: more work than the page under test.
FEATURES_OF_ADDRESS_BAR = ("WebUIOmniboxAimPopup", "WebUIOmniboxPopup")
CHROMIUM_ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    f"--disable-features={','.join((*FEATURES_OF_PLAYWRIGHT, *FEATURES_OF_ADDRESS_BAR))}",
)


@pytest.fixture(scope="package")
def chromium(missing: Missing) -> Iterator[Browser]:
    """Give one Chromium of the system; it is closed before other tests, since Playwright keeps an event loop running."""
    path = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if path is None:
        missing("Chromium is not installed; on Debian: apt-get install chromium fonts-noto-cjk")
    expect.set_options(timeout=PATIENCE_MILLISECONDS)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(Path(path)), args=list(CHROMIUM_ARGUMENTS))
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def dialogue_of_package() -> FakeDialogue:
    """Give the fake dialogue process that the served application asks."""
    return FakeDialogue()


@pytest.fixture
def dialogue(dialogue_of_package: FakeDialogue) -> FakeDialogue:
    """Give the fake without the turns of earlier tests."""
    dialogue_of_package.turns.clear()
    return dialogue_of_package


@pytest.fixture(scope="package")
def database_url_of_page(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Give the database of the served application."""
    return f"sqlite:///{tmp_path_factory.mktemp('browser')}/leye.db"


@pytest.fixture(scope="package")
def address(chromium: Browser, dialogue_of_package: FakeDialogue, database_url_of_page: str) -> Iterator[str]:
    """Serve the application and give its address."""
    settings = Settings(database_url=database_url_of_page, secret=SECRET, rate_limit="off")
    lay_out(settings.database_url)
    app = create_app(settings, dialogue_of_package.transport)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        # The socket listens already, so the browser's first request simply waits for the server.
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        yield f"http://127.0.0.1:{listening.getsockname()[1]}/"
        server.should_exit = True
        thread.join()


@pytest.fixture
def page(chromium: Browser, address: str) -> Iterator[Page]:
    """Open the chat page on a phone; any error on its console fails the test."""
    context = chromium.new_context(viewport=PHONE, locale="zh-CN", timezone_id=TIME_ZONE, reduced_motion="reduce")
    context.set_default_timeout(PATIENCE_MILLISECONDS)
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    page.on("console", lambda line: mistakes.append(line.text) if "Content Security" in line.text else None)
    page.goto(address)
    yield page
    context.close()
    assert mistakes == []
