"""A list gives consents, honours a no, and never revives what was withdrawn after it."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy.engine import Engine

from bot.people import Consents
from tests.people.conftest import HEADER, NOW, Desk, person, stored


def in_force(engine: Engine) -> int:
    return len(Consents(engine).in_force(stored(engine)["k1"].id))


def test_an_old_list_does_not_revive_a_consent_withdrawn_after_it(engine: Engine, desk: Desk) -> None:
    desk.put(engine, [person(1)])
    assert Consents(engine).withdraw(stored(engine)["k1"].id, "chat", NOW) == 1
    desk.put(engine, [person(1)])
    assert in_force(engine) == 0
    (kept,) = Consents(engine).history(stored(engine)["k1"].id)
    assert kept.withdrawn_by == "chat"


def test_another_topic_of_an_old_list_does_not_get_around_a_withdrawal(engine: Engine, desk: Desk) -> None:
    desk.put(engine, [person(1)])
    Consents(engine).withdraw(stored(engine)["k1"].id, "chat", NOW)
    other = [{"column": "微信", "topic": "startup_loan", "channel": "wechat", "basis": "本人勾选"}]
    desk.put(engine, [person(1)], consents=other)
    assert in_force(engine) == 0


def test_a_consent_given_after_the_withdrawal_counts(engine: Engine, desk: Desk) -> None:
    desk.put(engine, [person(1)])
    Consents(engine).withdraw(stored(engine)["k1"].id, "chat", NOW - timedelta(days=10))
    dated = [
        {"column": "微信", "topic": "all", "channel": "wechat", "basis": "本人勾选", "given_on": "同意日期"},
    ]
    header = [*HEADER, "同意日期"]
    desk.put(engine, [[*person(1), "2026-11-15"]], header, consents=dated, facts_on=date(2026, 11, 20))
    assert in_force(engine) == 0
    desk.put(engine, [[*person(1), "2026-11-16"]], header, consents=dated, facts_on=date(2026, 11, 20))
    assert in_force(engine) == 1


def test_a_no_withdraws_an_older_consent_and_leaves_a_newer_one(engine: Engine, desk: Desk) -> None:
    desk.put(engine, [person(1)])
    desk.put(engine, [person(1, 微信="否")], facts_on=date(2026, 11, 20))
    (consent,) = Consents(engine).history(stored(engine)["k1"].id)
    assert (consent.withdrawn_at, consent.withdrawn_by) == (NOW, "import")
    Consents(engine).give(stored(engine)["k1"].id, "all", "wechat", "page", NOW)
    desk.put(engine, [person(1, 微信="否")], facts_on=date(2026, 11, 20))
    assert in_force(engine) == 1


def test_a_blank_says_neither_yes_nor_no(engine: Engine, desk: Desk) -> None:
    desk.put(engine, [person(1, 微信="")])
    assert in_force(engine) == 0
    desk.put(engine, [person(1)])
    desk.put(engine, [person(1, 微信="")])
    assert in_force(engine) == 1
