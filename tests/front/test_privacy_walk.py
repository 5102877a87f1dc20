"""Every page, export and form, for every role and for nobody: no seeker's number shows but to the matchmaker whose seeker agreed.

The addresses are those that the application serves, so a new page is walked without being named here; a new kind of parameter has
to be given values first.
"""

from __future__ import annotations

import io
import itertools
import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from sqlalchemy.engine import Engine
from starlette.routing import Mount, Route
from starlette.testclient import TestClient

from bot.clock import now
from bot.front.employers import EmployerLinks
from bot.jobs import Openings
from bot.jobs.imports import OpeningImport, import_openings
from bot.jobs.search import JobWish
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.referrals.introductions import Introductions
from bot.referrals.open import PersonCall, open_call
from bot.staff import Permission
from bot.staff.colleagues import Role
from bot.staff.permissions import may
from tests.front.desk.conftest import SignIn, app, client, database, dialogue, kb, settings, sign_in
from tests.front.fake_dialogue import SECRET

__all__ = ["app", "client", "database", "dialogue", "kb", "settings", "sign_in"]
SEALER, LINKS = Sealer("k" * 40), EmployerLinks(SECRET, None, None)
# By conversation; what each of them said to being introduced is how they are called.
PHONES = {
    "web:agreed": "13974160258",
    "web:asked": "13868302947",
    "web:withdrawn": "13750926481",
    "web:free": "13681739504",
}
LIST = "单位名称,统一社会信用代码,岗位名称,薪资待遇,街镇,联系人,联系电话\n样例公司,91350100M000100Y43,保洁员,4000元/月,中北镇,样例人,022-00000000\n"
# Only here may the number of who agreed be seen, by who may work on referrals.
SHOWN_AT = "/desk/referrals/{referral}/introductions/{introduction}/phone"
# As many digits in a row as nobody could call by chance, and the two ends that a usual mask leaves.
RUN, HIDDEN = 7, r"[^0-9\w]{1,8}"


@dataclass(frozen=True)
class Office:
    """The numbers of what is in the database, as values of the parameters of addresses."""

    values: dict[str, tuple[str, ...]]
    agreed: tuple[str, str]

    def addresses(self, path: str) -> Iterator[str]:
        """Yield an address with all values of its parameters."""
        names = [name.partition(":")[0] for name in re.findall(r"\{([^}]+)\}", path)]
        unknown = set(names) - set(self.values)
        assert not unknown, f"{path}: say in tests/front/test_privacy_walk.py what may stand for {unknown}"
        for chosen in itertools.product(*(self.values[name] for name in names)):
            given = iter(chosen)
            yield re.sub(r"\{[^}]+\}", lambda _found, given=given: quote(next(given)), path)


@pytest.fixture
def seekers_office(database: Engine, kb: KnowledgeBase, tmp_path: Path) -> Office:
    """Fill the database with people who look for work and left a number, each at another place of an introduction."""
    file = tmp_path / "openings.csv"
    file.write_text(LIST, encoding="utf-8")
    this = OpeningImport("list", "a secret for tests", SEALER, now())
    import_openings(database, this, file, kb, now().date(), lambda _mistake: None)
    Openings(database).pass_clean("lihong", now())
    [opening] = Openings(database).list(None, now().date())
    introductions, made, calls = Introductions(database), {}, {}
    for conversation, phone in PHONES.items():
        calls[conversation] = open_call(database, PersonCall(conversation, None), now(), kb.calendar).id
        wish, until = JobWish(("cleaning",), ("中北镇",), 350_000), now().date() + timedelta(days=90)
        seeker = Seekers(database).register(conversation, wish, until, now())
        assert seeker is not None
        Seekers(database).note(seeker, {"phone_sealed": SEALER.seal(phone)}, None, now())
        if conversation != "web:free":
            made[conversation] = introductions.ask(calls[conversation], opening.id, "保洁员", "lihong", now()).id
        if conversation in ("web:agreed", "web:withdrawn"):
            introductions.answer(conversation, made[conversation], now(), agrees=True)
        if conversation == "web:withdrawn":
            Seekers(database).stop(seeker.person, "chat", now())
    return Office(
        _values(list(calls.values()), list(made.values()), opening.id),
        (str(calls["web:agreed"]), str(made["web:agreed"])),
    )


def _values(referrals: list[int], introductions: list[int], opening: int) -> dict[str, tuple[str, ...]]:
    one = dict.fromkeys(("group", "proposal", "list", "run", "change", "number", "fair"), ("1",))
    tokens = [LINKS.form(1), *(LINKS.answer(each) for each in introductions)]
    return one | {
        "referral": tuple(map(str, referrals)),
        "introduction": tuple(map(str, introductions)),
        "opening": (str(opening),),
        "token": tuple(each.rpartition("/")[2] for each in tokens),
        "kind": ("xlsx", "pdf", "unknown"),
        "name": ("outcomes", "durations", "promises", "told", "unknown"),
        "parameter": ("minimum_wage_monthly",),
        "policy": ("unknown",),
        "statement": ("unknown",),
        "facet": ("amount",),
        "switch": ("unknown",),
        "userid": ("unknown",),
    }


def test_no_number_of_a_seeker_shows_without_an_agreed_introduction(
    app: FastAPI, client: TestClient, sign_in: SignIn, seekers_office: Office
) -> None:
    visitors = {"nobody": client} | {role.value: sign_in(f"the-{role.value}", role) for role in Role}
    seen: set[tuple[str, str, str]] = set()
    for method in ("GET", "POST"):
        for name, visitor in visitors.items():
            key = _key(visitor)
            for path in _paths(app, method):
                # The other doors know no colleagues.
                if name != "nobody" and not path.startswith("/desk"):
                    continue
                for address in seekers_office.addresses(path):
                    seen |= {(name, address, whose) for whose in _shown(visitor, method, address, key)}
    address = SHOWN_AT.format(referral=seekers_office.agreed[0], introduction=seekers_office.agreed[1])
    allowed = {(role.value, address, "web:agreed") for role in Role if may(role, Permission.REFERRALS)}
    assert seen == allowed


@pytest.mark.parametrize(
    "written",
    [
        "13974160258",
        "139 7416 0258",
        "139-7416-0258",
        "１３９７４１６０２５８",
        "+86 139.7416.0258",
        "139****0258",
        "尾号74160258",
    ],
)
def test_a_number_is_recognised_however_it_is_written(written: str) -> None:
    assert list(_numbers(f"电话：{written}。")) == ["web:agreed"]


def test_what_is_no_number_of_theirs_is_let_be() -> None:
    assert not list(_numbers("电话：022-00000000，12333，2026-12-01，0258"))


def _paths(app: FastAPI, method: str) -> list[str]:
    """Return what is served; leaving comes last, for after it nothing more is seen."""
    served = [each for each in app.routes if not isinstance(each, Mount)]
    assert all(isinstance(each, Route) or hasattr(each, "methods") for each in served)
    paths = [each.path for each in served if method in (each.methods or ())]
    return sorted(paths, key=lambda path: (path == "/desk/sign-out", path))


def _key(visitor: TestClient) -> str:
    found = re.search(r'name="key" value="([0-9a-f]{64})"', visitor.get("/desk").text)
    return found[1] if found else "0" * 64


def _shown(visitor: TestClient, method: str, address: str, key: str) -> set[str]:
    """Return whose numbers an answer shows: its text, its headers, and what is packed in it."""
    response = visitor.request(method, address, data={"key": key} if method == "POST" else None)
    # Not ready is an answer, too: nothing was started.
    assert response.status_code < 500 or response.status_code == 503, (method, address, response.status_code)
    content = response.content
    text = content.decode("utf-8", "replace")
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            text = "\n".join(packed.read(each).decode("utf-8", "replace") for each in packed.namelist())
    return set(_numbers(text)) | set(_numbers("\n".join(response.headers.values())))


def _numbers(text: str) -> Iterator[str]:
    """Yield whose numbers stand in a text, whole or so much of them that one could call."""
    plain = unicodedata.normalize("NFKC", text)
    joined = re.sub(r"(?<=\d)[\s.\-‐–—·]{1,3}(?=\d)", "", plain)
    for whose, phone in PHONES.items():
        runs = (phone[start : start + RUN] for start in range(len(phone) - RUN + 1))
        masked = re.search(f"{phone[:3]}{HIDDEN}{phone[-4:]}", plain)
        if masked or any(run in joined for run in runs):
            yield whose
