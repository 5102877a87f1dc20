"""A reminder is kept once, while its person agrees; what ended leaves nothing, and a cancelled fair is remembered until it was told."""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.jobs.fairs import Fair, FairKind, FairReminders, Fairs
from bot.people import FAIR_REMINDERS, Consents, erase_person, export_person
from bot.storage.tables import fair_reminders
from tests.jobs.conftest import NOW

HELD = NOW.date() + timedelta(days=10)
VISITOR = "web:visitor"


def a_fair(engine: Engine, title: str = "样例专场", held_on: date = HELD) -> Fair:
    fairs = Fairs(engine)
    fairs.keep([Fair(0, FairKind.FAIR, title, held_on, "09:00", "11:30", "中北镇", "样例广场")], "list", NOW)
    return next(each for each in fairs.between(held_on, held_on) if each.title == title)


def kept_rows(engine: Engine) -> int:
    with engine.connect() as connection:
        return len(connection.execute(select(fair_reminders.c.id)).all())


def test_who_asks_twice_has_one_reminder_and_one_consent(engine: Engine) -> None:
    fair, reminders = a_fair(engine), FairReminders(engine)
    first, second = reminders.ask(VISITOR, fair, NOW), reminders.ask(VISITOR, fair, NOW + timedelta(hours=1))
    assert first is not None and first == second and reminders.asked_for(fair.id) == 1
    [consent] = Consents(engine).in_force(first.person)
    assert (consent.topic, consent.channel, consent.origin) == (FAIR_REMINDERS, "web", "chat")
    assert consent.basis is not None and HELD.isoformat() in consent.basis


def test_nobody_is_kept_who_cannot_be_reminded(engine: Engine) -> None:
    reminders = FairReminders(engine)
    assert reminders.ask("wecom:lihong", a_fair(engine), NOW) is None
    assert reminders.ask(VISITOR, a_fair(engine, "今天的", NOW.date()), NOW) is None
    assert kept_rows(engine) == 0 and not reminders.has_any()


def test_stopping_ends_the_consent_and_deletes_what_was_kept(engine: Engine) -> None:
    reminders = FairReminders(engine)
    asked = reminders.ask(VISITOR, a_fair(engine), NOW)
    assert asked is not None and reminders.stop(VISITOR, "chat", NOW) == 1
    assert (reminders.of(VISITOR), kept_rows(engine), Consents(engine).in_force(asked.person)) == ([], 0, [])
    assert reminders.stop(VISITOR, "chat", NOW) == 0


def test_a_consent_that_was_withdrawn_elsewhere_ends_them_and_asking_again_begins_anew(engine: Engine) -> None:
    fair, reminders = a_fair(engine), FairReminders(engine)
    asked = reminders.ask(VISITOR, fair, NOW)
    assert asked is not None
    Consents(engine).withdraw(asked.person, "page", NOW)
    assert reminders.of(VISITOR) == [] and reminders.asked_for(fair.id) == 0
    again = reminders.ask(VISITOR, fair, NOW + timedelta(minutes=1))
    assert again is not None and again.due_version != asked.due_version
    assert kept_rows(engine) == 1


def test_a_fair_that_is_cancelled_is_remembered_for_who_asked_though_its_number_is_given_again(engine: Engine) -> None:
    fair, reminders = a_fair(engine), FairReminders(engine)
    reminders.ask(VISITOR, fair, NOW)
    Fairs(engine).drop(fair.id)
    a_fair(engine, "另一场")
    [kept] = reminders.matching()
    assert kept.is_gone and kept.title == "样例专场" and kept.changes == 1 and kept.remind_at is None
    assert reminders.of(VISITOR) == [] and reminders.out_of_date() == []


def test_what_is_over_is_forgotten_with_its_consent(engine: Engine) -> None:
    reminders = FairReminders(engine)
    asked = reminders.ask(VISITOR, a_fair(engine), NOW)
    reminders.ask("web:other", a_fair(engine, "晚几天的", HELD + timedelta(days=5)), NOW)
    assert asked is not None and reminders.forget_ended(NOW) == 0
    assert reminders.forget_ended(NOW + timedelta(days=11)) == 1
    assert Consents(engine).in_force(asked.person) == [] and kept_rows(engine) == 1


def test_the_person_can_see_and_erase_it(engine: Engine) -> None:
    asked = FairReminders(engine).ask(VISITOR, a_fair(engine), NOW)
    assert asked is not None
    [row] = export_person(engine, asked.person)["fair_reminders"]
    assert row["title"] == "样例专场"
    erase_person(engine, asked.person, NOW)
    assert kept_rows(engine) == 0
