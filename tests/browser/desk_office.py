"""A served installation with an office at work, and browsers of residents and colleagues: what the desk's browser tests act with."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import uvicorn
from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.front import create_app
from bot.referrals.areas import StationAreas
from bot.settings import Settings
from bot.staff.colleagues import Colleague, Role, Staff
from bot.staff.sessions import SignInStage, StaffSessions
from bot.storage import open_database
from tests.browser.conftest import PATIENCE_MILLISECONDS, TIME_ZONE
from tests.databases import lay_out
from tests.front.fake_dialogue import SECRET, FakeDialogue

DESK = ViewportSize(width=1280, height=800)
PHONE = ViewportSize(width=390, height=844)


@dataclass
class Office:
    """The installation and its browsers; every error on a console is collected."""

    address: str
    engine: Engine
    browser: Browser
    mistakes: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def page(self, size: ViewportSize = DESK) -> Page:
        """Open a browser of its own."""
        context = self.browser.new_context(
            viewport=size, locale="zh-CN", timezone_id=TIME_ZONE, reduced_motion="reduce"
        )
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        self.contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: self.mistakes.append(str(error)))
        page.on("console", lambda line: self.mistakes.append(line.text) if "Content Security" in line.text else None)
        return page

    def resident(self, size: ViewportSize = PHONE) -> Page:
        """Open the chat page as a resident."""
        page = self.page(size)
        page.goto(self.address)
        return page

    def colleague(self, userid: str, size: ViewportSize = DESK) -> Page:
        """Open the desk as a colleague who is signed in."""
        page = self.page(size)
        token = StaffSessions(self.engine).begin(userid, SignInStage.OPEN, now())
        page.context.add_cookies([{"name": "leye_desk", "value": token, "url": f"{self.address}/desk"}])
        page.goto(f"{self.address}/desk")
        return page


@contextmanager
def office_at_work(
    browser: Browser, folder: Path, changed: Callable[[Settings], Settings] = lambda settings: settings
) -> Iterator[Office]:
    """Serve an installation where 甲站 (李红) serves 甲镇 and 乙站 (赵丽) serves 乙镇, with settings changed as a test needs them."""
    settings = changed(
        Settings(database_url=f"sqlite:///{folder}/leye.db", secret=SECRET, rate_limit="off", people_key="k" * 40)
    )
    lay_out(settings.database_url)
    engine = open_database(settings.database_url)
    for userid, name, role, station in (
        ("lihong", "李红", Role.MATCHMAKER, "甲站"),
        ("zhaoli", "赵丽", Role.MATCHMAKER, "乙站"),
        ("boss", "钱芳", Role.ADMIN, None),
    ):
        Staff(engine).add(Colleague(userid, name, role, station), now())
    StationAreas(engine).serve("甲站", "甲镇")
    StationAreas(engine).serve("乙站", "乙镇")
    app = create_app(settings, FakeDialogue().transport)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", ws="none"))
    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=server.run, args=([listening],))
        thread.start()
        office = Office(f"http://127.0.0.1:{listening.getsockname()[1]}", engine, browser)
        try:
            yield office
        finally:
            for context in office.contexts:
                context.close()
            server.should_exit = True
            thread.join()
            engine.dispose()
    assert office.mistakes == [], office.mistakes
