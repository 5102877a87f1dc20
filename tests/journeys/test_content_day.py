"""An editor changes an amount, a second person publishes, and the running assistant says the new figure: nothing is refused meanwhile."""

from __future__ import annotations

import os
import re
import threading
import time
from dataclasses import dataclass, field

import pytest
import requests

from bench.stage.chat import Conversation
from bot.clock import now
from bot.staff import Colleague, Role, SignInStage, Staff, StaffSessions
from bot.storage import open_database
from tests.journeys.conftest import Simulation

LIVE_SECONDS = 5.0
DAY = "2026-11-25"
QUESTION = "社保缴费基数最低是多少"
AMOUNT = "/desk/content/amounts/contribution_base.lowest"
LOOKUP = "/desk/lookup"
SAYS = re.compile(r"5777元")
FORM = {
    "value": "5777",
    "shown": "5777元",
    "since": DAY,
    "basis": "document",
    "title": "练习用的通知",
    "issuer": "练习机关",
    "dated": "2026-11-10",
    "standing": "official",
    "label": "第一条",
    "passage": "最低缴费基数为每月5777元。",
    "quote": "每月5777元",
    "reason": "练习：标准提高",
    "propose": "1",
}


@dataclass
class RunningOffice:
    """The running assistant over a copy of the knowledge base in git, and colleagues who are signed in."""

    address: str
    database_url: str
    turns: list[float] = field(default_factory=list)

    def colleague(self, userid: str, role: Role) -> requests.Session:
        """Return the browser of a colleague."""
        engine = open_database(self.database_url)
        Staff(engine).add(Colleague(userid, userid, role, None), now())
        browser = requests.Session()
        browser.trust_env = False
        browser.cookies.set("leye_desk", StaffSessions(engine).begin(userid, SignInStage.OPEN, now()))
        engine.dispose()
        return browser

    def submit(self, browser: requests.Session, path: str, form: dict[str, str], page: str) -> requests.Response:
        """Fill in a form of a page."""
        shown = browser.get(f"{self.address}{page}", timeout=30).text
        key = re.search(r'name="key" value="([0-9a-f]{64})"', shown)
        assert key is not None, shown
        return browser.post(f"{self.address}{path}", data={"key": key[1], **form}, timeout=60)

    def ask(self) -> str:
        """Ask as somebody new, and note how long it took."""
        began = time.monotonic()
        replies = Conversation(self.address).say(QUESTION)
        self.turns.append(time.monotonic() - began)
        return "\n".join(reply["text"] for reply in replies)


@pytest.fixture
def office(simulation: Simulation) -> RunningOffice:
    """Give the running assistant, whose knowledge base lies in git."""
    return RunningOffice(simulation.assistant, simulation.database_url)


def until(office: RunningOffice, is_so: bool) -> float:
    """Ask until the new figure is said, or is said no more; return after how many seconds."""
    began = time.monotonic()
    while (SAYS.search(office.ask()) is not None) is not is_so:
        assert time.monotonic() - began < 60, "the figure did not change"
    return time.monotonic() - began


def looked_up(office: RunningOffice, browser: requests.Session) -> str:
    """Look up until the new figure is there, and return the page."""
    began, text = time.monotonic(), ""
    while "5777元" not in text:
        assert time.monotonic() - began < 60, text
        text = browser.get(f"{office.address}{LOOKUP}", params={"q": QUESTION, "on": DAY}, timeout=30).text
    return text


def test_an_amount_is_changed_published_told_within_seconds_and_undone(office: RunningOffice) -> None:
    editor, second = office.colleague("zhaoli", Role.EDITOR), office.colleague("wangqiang", Role.APPROVER)
    assert SAYS.search(office.ask()) is None
    proposed = office.submit(editor, AMOUNT, FORM, AMOUNT)
    assert "等另一位同事发布" in proposed.text, proposed.text
    page = proposed.url.removeprefix(office.address)
    is_quiet = os.getloadavg()[0] <= (os.cpu_count() or 1)
    refused: list[str] = []
    is_over = threading.Event()

    def keep_asking() -> None:
        while not is_over.is_set():
            try:
                assert "元" in office.ask()
            except Exception as error:
                refused.append(repr(error))

    asking = threading.Thread(target=keep_asking)
    asking.start()
    try:
        published = office.submit(second, f"{page}/publish", {}, page)
        assert "已发布" in published.text, published.text
        seconds = until(office, True)
        looked = looked_up(office, second)
        undone = office.submit(editor, f"{page}/undo", {"reason": "练习完了"}, page)
        assert "已经撤回" in undone.text, undone.text
        back = until(office, False)
    finally:
        is_over.set()
        asking.join()
    assert refused == []
    assert "5124元" in looked and f"{DAY} 至 现在" in looked
    print(
        f"told after {seconds:.1f} s, back after {back:.1f} s; {len(office.turns)} turns, slowest {max(office.turns):.2f} s"
    )
    # On a machine that others keep busy the seconds are theirs.
    if is_quiet:
        assert max(seconds, back) <= LIVE_SECONDS, (seconds, back)
