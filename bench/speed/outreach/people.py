"""Made-up people for measuring outreach: with facts, consents, addresses and grants, written in large chunks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.engine import Engine

from bot.storage.tables import channel_identities, consents, people, template_grants

APP = "wxapp"
SECRET = "measured"
TEMPLATE = "template-of-notice"
TEMPLATE_NAME = "policy_notice"
TOPIC = "social_insurance_subsidy"
FITS = {
    "difficulty_recognised": True,
    "pays_own_insurance": True,
    "registered_flexible": True,
    "zero_employment_family": True,
    "draws_pension": False,
    "on_establishment": False,
}
BORN_ON = date(1980, 5, 1)
TOWNS = ("示例街镇甲", "示例街镇乙", "示例街镇丙")
CHUNK = 20_000


def fill(engine: Engine, count: int, fitting_every: int, at: datetime) -> None:
    """Write ``count`` people; every so many-th fits and can be reached, the others lack a fact or a condition."""
    for start in range(0, count, CHUNK):
        numbers = range(start, min(start + CHUNK, count))
        fits = [number for number in numbers if number % fitting_every == 0]
        with engine.begin() as connection:
            connection.execute(insert(people), [_person(number, fitting_every, at) for number in numbers])
            for table, rows in ((consents, _consents), (channel_identities, _identities), (template_grants, _grants)):
                if fits:
                    connection.execute(insert(table), list(rows(fits, at)))
    if engine.dialect.name == "postgresql":
        # As its autovacuum does a minute later.
        with engine.begin() as connection:
            connection.execute(text("ANALYZE"))


def person_id(number: int) -> str:
    """Return the id of a person."""
    return f"p{number:07}"


def openid_of(person: str) -> str:
    """Return the address of a person on WeChat."""
    return f"o{person}"


def _person(number: int, fitting_every: int, at: datetime) -> dict[str, Any]:
    if number % fitting_every == 0:
        facts: dict[str, object] = FITS
    else:
        # Others differ in the last condition, the costliest case for the rule, or are unknown.
        facts = {**FITS, "on_establishment": True} if number % 2 else {"difficulty_recognised": True}
    row = {"id": person_id(number), "town": TOWNS[number % 3], "born_on": BORN_ON, "facts": facts, "provenance": {}}
    return {**row, "created_at": at, "updated_at": at}


def _consents(numbers: list[int], at: datetime) -> Iterator[dict[str, Any]]:
    for number in numbers:
        yield {"person": person_id(number), "topic": TOPIC, "channel": "wechat", "origin": "bench", "given_at": at}


def _identities(numbers: list[int], at: datetime) -> Iterator[dict[str, Any]]:
    for number in numbers:
        name = person_id(number)
        where = {"conversation": f"wx:{name}", "channel": "wechat", "app": APP, "address": openid_of(name)}
        yield {**where, "person": name, "is_reachable": True, "created_at": at}


def _grants(numbers: list[int], at: datetime) -> Iterator[dict[str, Any]]:
    for number in numbers:
        grant = {"template": TEMPLATE, "kind": "one_off", "remaining": 1, "updated_at": at}
        yield {"person": person_id(number), **grant}
