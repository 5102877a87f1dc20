"""An office with openings that are public, and somebody who called and is registered as looking for work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.jobs import Openings
from bot.jobs.imports import OpeningImport, import_openings
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seeker, Seekers
from bot.kb import KnowledgeBase, load
from bot.people import Sealer
from bot.referrals.introductions import Introductions
from bot.storage.tables import talk_lines
from tests.referrals.conftest import AT, call

TODAY = AT.date()
SEALER = Sealer("k" * 40)
PHONE = "13800001111"
HEADER = "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,联系人,联系电话\n"
CODE = "91350100M000100Y43"
TITLES = ("保洁员", "保洁领班", "家政阿姨", "客房保洁")


@pytest.fixture(scope="session")
def kb() -> KnowledgeBase:
    return load(Path(__file__).parents[3] / "policies_kb")


@dataclass
class Town:
    """The office, its openings by title, and the person with their call."""

    engine: Engine
    openings: dict[str, int]
    seeker: Seeker
    referral: int
    introductions: Introductions

    def lines(self) -> list[str]:
        """Return what the person was told, in order."""
        query = select(talk_lines.c.text).where(talk_lines.c.conversation == self.seeker.conversation)
        with self.engine.connect() as connection:
            return list(connection.execute(query.order_by(talk_lines.c.id)).scalars())

    def ask(self, title: str = "保洁员") -> int:
        """Ask about an opening; return the number of the introduction."""
        return self.introductions.ask(self.referral, self.openings[title], f"{title}，津西样例公司", "lihong", AT).id


def add_openings(engine: Engine, kb: KnowledgeBase, folder: Path) -> dict[str, int]:
    """Import openings and let them pass; return their numbers by title."""
    file = folder / "openings.csv"
    rows = [f"津西样例公司,{CODE},{title},4000-4500元/月,中北镇,样例人,022-00000000\n" for title in TITLES]
    file.write_text(HEADER + "".join(rows), encoding="utf-8")
    import_openings(engine, OpeningImport("list", "secret", SEALER, AT), file, kb, TODAY, lambda _mistake: None)
    openings = Openings(engine)
    openings.pass_clean("lihong", AT)
    return {each.title: each.id for each in openings.list(None, TODAY)}


def add_seeker(engine: Engine, conversation: str = "web:a") -> Seeker:
    """Register somebody, with a number."""
    seekers = Seekers(engine)
    wish = JobWish(("cleaning",), ("中北镇",), 350_000)
    found = seekers.register(conversation, wish, TODAY + timedelta(days=90), AT)
    assert found is not None
    seekers.note(found, {"phone_sealed": SEALER.seal(PHONE)}, None, AT)
    return found


@pytest.fixture
def town(office: Engine, kb: KnowledgeBase, tmp_path: Path) -> Town:
    # The call came first: who calls on the page becomes a person only with the registration.
    referral = call(office).id
    return Town(office, add_openings(office, kb, tmp_path), add_seeker(office), referral, Introductions(office))
