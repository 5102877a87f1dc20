"""The figures of a small month are those that were counted by hand."""

from __future__ import annotations

from datetime import date

from sqlalchemy import update
from sqlalchemy.engine import Engine

from bot.figures.figures import Overview, overview_of
from bot.figures.introduced import introduced_in
from bot.figures.measures import Portion
from bot.figures.periods import month_of, quarter_of
from bot.figures.tables import headlines
from bot.storage.tables import introductions
from tests.figures.conftest import NOW, ask, introduce, on, rate


def test_the_month_is_what_was_counted_by_hand(november: Overview) -> None:
    now, before = november.now, november.before
    assert (now.asked.questions, now.asked.unanswered) == (40, Portion(10, 40))
    assert dict(now.asked.topics) == {"loans": Portion(6, 31), "subsidy": Portion(0, 5), "": Portion(4, 4)}
    assert dict(now.asked.doors) == {"wx": Portion(10, 35), "web": Portion(0, 5)}
    assert dict(now.asked.outcomes) == {"clarify": 6, "not_covered": 4}
    assert now.rated == Portion(15, 20)
    assert (now.calls, now.contacts, now.introductions) == (20, Portion(20, 20), Portion(18, 20))
    assert now.funnel == {"told": 6, "delivered": 0, "read": 0, "asked": 0, "applied": 2}
    assert (now.introduced.made, now.introduced.agreed, now.introduced.willing, now.introduced.hired) == (6, 4, 2, 1)
    assert (before.asked.questions, before.asked.unanswered, before.calls) == (25, Portion(5, 25), 4)


def test_changes_are_said_with_a_percentage_only_where_there_was_enough_before(november: Overview) -> None:
    said = {each.title: str(each.change) for each in headlines(november)}
    assert said["问了多少次"] == "多15（+60%）"
    assert said["没答上的"] == "升5个百分点"
    assert said["呼叫红娘的"] == "多16"
    assert said["主动告知的"] == "多6"


def test_a_week_begins_on_monday_in_shanghai(engine: Engine) -> None:
    ask(engine, "answered", 1, on("2026-11-22", "23:59"))
    ask(engine, "answered", 2, on("2026-11-23", "00:00"))
    ask(engine, "answered", 4, on("2026-11-29", "23:59"))
    ask(engine, "answered", 8, on("2026-11-30", "00:00"))
    weeks = overview_of(engine, month_of("2026-11", NOW.date()), NOW).weeks
    assert [week.unanswered.whole for week in weeks[-3:]] == [1, 6, 8]
    assert [week.is_over for week in weeks[-3:]] == [True, True, False]
    assert weeks[-1].period.first == date(2026, 11, 30)


def test_what_people_typed_as_their_place_is_no_town(november: Overview) -> None:
    assert november.towns.names == ["甲镇", "丙镇", "乙镇", "没说，或者没登记的地方"]
    assert november.towns.calls_from("没说，或者没登记的地方") == 1
    assert dict(november.towns.told) == {"甲镇": 6}


def test_an_empty_month_is_said_to_be_empty(engine: Engine) -> None:
    assert overview_of(engine, month_of("2026-11", NOW.date()), NOW).now.is_empty


def test_ratings_that_are_no_longer_all_kept_are_not_told(engine: Engine) -> None:
    rate(engine, "useful", 30, on("2026-09-20"))
    third = overview_of(engine, quarter_of("2026-Q3", NOW.date()), NOW)
    assert third.now.rated is None
    assert str(headlines(third)[2].change) == "—"


def test_who_agreed_before_it_was_stopped_had_agreed(engine: Engine) -> None:
    introduce(engine, "stopped", "stopped", "agreed")
    with engine.begin() as connection:
        connection.execute(
            update(introductions).where(introductions.c.person == "p0").values(answered_at=on("2026-11-21"))
        )
    found = introduced_in(engine, month_of("2026-11", NOW.date()))
    assert (found.made, found.agreed, found.willing, found.hired) == (3, 2, 0, 0)
