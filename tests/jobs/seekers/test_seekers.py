"""Who agreed is registered until the day they named; whoever stops is gone at once, by every way of stopping."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.jobs.search import JobWish
from bot.jobs.seekers import ANYWHERE, Seeker, SeekerQuestion, Seekers, may_be_introduced, next_question
from bot.outreach.ledger.merged_people import MergedNotices
from bot.people import JOB_SEEKING, Consents, Identities, Subscriptions, erase_person, export_person, forget_untouched
from bot.people.unions import merge_people
from bot.storage.tables import consents, people, seekers
from tests.jobs.conftest import NOW, SECRET, TODAY

UNTIL = TODAY + timedelta(days=90)
WISH = JobWish(("cleaning",), ("中北镇",), 350_000)
LATER = NOW + timedelta(hours=1)


def register(engine: Engine, name: str = "one", wish: JobWish = WISH, until: date = UNTIL) -> Seeker:
    seeker = Seekers(engine).register(f"web:{name}", wish, until, NOW)
    assert seeker is not None
    return seeker


def count(engine: Engine, on: date = TODAY) -> int:
    """Return how many may be introduced."""
    query = select(func.count()).select_from(seekers).where(may_be_introduced(on, LATER))
    with engine.connect() as connection:
        return int(connection.execute(query).scalar_one())


def test_a_visitor_becomes_a_person_with_a_consent_that_names_its_wording_and_its_end(engine: Engine) -> None:
    seeker = register(engine)
    assert (seeker.trade, seeker.town, seeker.floor, seeker.until) == ("cleaning", "中北镇", 350_000, UNTIL)
    [consent] = Consents(engine).in_force(seeker.person)
    assert (consent.topic, consent.channel, consent.origin) == (JOB_SEEKING, "web", "chat")
    assert consent.basis is not None and "2026-11 版" in consent.basis and UNTIL.isoformat() in consent.basis
    assert count(engine) == 1


def test_a_colleague_on_wecom_is_nobody_who_looks_for_work(engine: Engine) -> None:
    identity = Identities(engine, SECRET).meet("wecom", "corp", "lihong", NOW)
    assert not Seekers(engine).may_register(identity.conversation)
    assert Seekers(engine).register(identity.conversation, WISH, UNTIL, NOW) is None


def test_of_several_trades_or_towns_none_is_guessed(engine: Engine) -> None:
    seeker = register(engine, wish=JobWish(("cleaning", "guard"), ("中北镇", "张家窝镇")))
    assert (seeker.trade, seeker.town, seeker.is_complete) == (None, None, False)
    assert count(engine) == 0


def test_registering_again_makes_no_second_row_and_no_second_consent(engine: Engine) -> None:
    first = register(engine)
    again = register(engine, wish=JobWish(("guard",)))
    assert (again.id, again.trade, again.town, again.floor) == (first.id, "guard", "中北镇", 350_000)
    assert len(Consents(engine).history(first.person)) == 1


def test_what_is_asked_goes_on_in_order_and_never_back_to_what_was_passed_over(engine: Engine) -> None:
    seeker = register(engine, wish=JobWish(("forklift",)))
    asked, after = [], None
    while (question := next_question(seeker, after, asks_phone=True)) is not None:
        asked.append(question)
        if question is SeekerQuestion.TOWN:
            Seekers(engine).note(seeker, {"town": ANYWHERE}, None, NOW)
            seeker = Seekers(engine).of("web:one", NOW) or seeker
        after = question
    assert [each.value for each in asked] == ["town", "pay", "nights", "form", "certificate", "phone"]
    assert next_question(seeker, SeekerQuestion.CERTIFICATE, asks_phone=False) is None


def test_whoever_stops_is_gone_at_once_and_the_consent_shows_when(engine: Engine) -> None:
    seeker = register(engine)
    assert Seekers(engine).stop(seeker.person, "chat", LATER)
    assert not Seekers(engine).stop(seeker.person, "chat", LATER)
    assert Seekers(engine).of("web:one", LATER) is None
    with engine.connect() as connection:
        assert connection.execute(select(seekers)).first() is None
    [consent] = Consents(engine).history(seeker.person)
    assert consent.withdrawn_at == LATER


@pytest.mark.parametrize("way", ["everything", "paused", "last day"])
def test_by_whatever_way_it_ends_nobody_is_introduced(engine: Engine, way: str) -> None:
    seeker = register(engine)
    on = TODAY
    if way == "everything":
        Subscriptions(engine).stop("web:one", LATER)
    elif way == "paused":
        Subscriptions(engine).pause("web:one", LATER + timedelta(days=3), NOW)
    else:
        on = UNTIL + timedelta(days=1)
    assert count(engine, on) == 0
    # A pause keeps what was said; the others let it be forgotten.
    forgotten = Seekers(engine).forget_ended(LATER if on == TODAY else LATER + timedelta(days=91))
    assert forgotten == (0 if way == "paused" else 1)
    held = [each.topic for each in Consents(engine).in_force(seeker.person)]
    assert held == ([JOB_SEEKING] if way == "paused" else [])


def test_what_was_agreed_to_until_a_day_is_a_consent_of_its_own_when_it_is_given_anew(engine: Engine) -> None:
    seeker = register(engine, until=TODAY + timedelta(days=1))
    at = NOW + timedelta(days=5)
    assert Seekers(engine).of("web:one", at) is None
    again = Seekers(engine).register("web:one", WISH, UNTIL, at)
    assert again is not None and again.until == UNTIL
    first, second = Consents(engine).history(seeker.person)
    assert first.withdrawn_by == "expired" and second.withdrawn_at is None


def test_topics_are_another_matter(engine: Engine) -> None:
    seeker = register(engine)
    assert Subscriptions(engine).of("web:one", NOW).topics == ()
    Consents(engine).give(seeker.person, "all", "web", "page", NOW)
    Consents(engine).narrow(seeker.person, ["recruitment"], ["recruitment", "graduates"], "chat", LATER)
    assert {each.topic for each in Consents(engine).in_force(seeker.person)} == {JOB_SEEKING, "graduates"}


def test_somebody_who_looks_for_work_is_not_forgotten_as_untouched(engine: Engine) -> None:
    seeker = register(engine)
    assert forget_untouched(engine, NOW + timedelta(days=1), LATER) == 0
    Seekers(engine).stop(seeker.person, "chat", LATER)
    assert forget_untouched(engine, NOW + timedelta(days=1), LATER) == 1


def test_it_is_told_and_erased_with_the_rest(engine: Engine) -> None:
    seeker, other = register(engine), register(engine, "two")
    [told] = export_person(engine, seeker.person)["seekers"]
    assert (told["trade"], told["town"], told["floor"]) == ("cleaning", "中北镇", 350_000)
    erase_person(engine, seeker.person, LATER)
    with engine.connect() as connection:
        assert [row.person for row in connection.execute(select(seekers))] == [other.person]
        assert [row.person for row in connection.execute(select(consents))] == [other.person]
        assert [row.id for row in connection.execute(select(people))] == [other.person]


def test_two_registrations_of_one_person_become_one_and_both_are_erased(engine: Engine) -> None:
    kept, gone = register(engine), register(engine, "two", JobWish(("guard",), ("张家窝镇",)))
    merge_people(engine, MergedNotices(), kept.person, gone.person, "lihong", LATER)
    assert count(engine) == 1
    assert {row["trade"] for row in export_person(engine, kept.person)["seekers"]} == {"cleaning", "guard"}
    found = Seekers(engine).of("web:two", LATER)
    assert found is not None and found.trade == "cleaning"
    erase_person(engine, kept.person, LATER)
    with engine.connect() as connection:
        assert connection.execute(select(seekers)).first() is None


def test_who_is_registered_on_one_record_alone_stays_registered_when_two_become_one(engine: Engine) -> None:
    stays = Identities(engine, SECRET).meet("wechat", "wx", "openid", NOW)
    gone = register(engine)
    merge_people(engine, MergedNotices(), stays.person, gone.person, "lihong", LATER)
    found = Seekers(engine).of(stays.conversation, LATER)
    assert found is not None and found.person == stays.person and count(engine) == 1
