"""Opening, assigning, acting, escalating: each thing once, to the right people, on both databases."""

from __future__ import annotations

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.kb.model.calendar import Calendar
from bot.messaging.ledgers.staff_letters import StaffLetters
from bot.people import erase_person
from bot.people.identities import Identities
from bot.referrals.board import Board, BoardShelf
from bot.referrals.history import history
from bot.referrals.kept_promises import kept_promises
from bot.referrals.open import close_with_knocks, open_knocks
from bot.referrals.overdue import digests, escalate
from bot.referrals.retention import forget_closed
from bot.referrals.states import Act, ReferralOutcome, ReferralState
from bot.referrals.steps import Acting
from bot.referrals.talk_lines import TalkLines
from bot.staff.colleagues import Colleague, Role, Staff
from bot.storage.tables import campaign_runs, knocks, people, referrals
from tests.referrals.conftest import AT, call

WHAT = "某超市，理货员"

LI = Colleague("lihong", "李红", Role.MATCHMAKER, "甲站")
ZHAO = Colleague("zhaoli", "赵丽", Role.MATCHMAKER, "乙站")
BOSS = Colleague("boss", "钱总", Role.ADMIN, None)


def test_a_call_goes_to_the_station_of_the_area_in_turn(office: Engine) -> None:
    given = [call(office, f"web:{number}").assigned_to for number in range(6)]
    assert Counter(given) == {"lihong": 3, "wangfang": 3}
    assert given[0] != given[1]
    assert call(office, "web:z", "乙镇").assigned_to == "zhaoli"


def test_who_has_fewer_open_gets_the_next(office: Engine) -> None:
    first, second = call(office, "web:1"), call(office, "web:2")
    Acting(office).close(first.id, ReferralOutcome.DONE, str(first.assigned_to), AT)
    assert call(office, "web:3").assigned_to == first.assigned_to != second.assigned_to


@pytest.mark.parametrize("area", [None, "没有的镇", "丙镇"])
def test_without_a_matchmaker_everyone_or_the_station_sees_it(office: Engine, area: str | None) -> None:
    opened = call(office, area=area)
    assert opened.assigned_to is None
    assert (Board(office).find(LI, opened.id) is not None) == (area != "丙镇")
    assert Board(office).find(BOSS, opened.id) is not None


def test_asking_again_while_it_is_open_gives_the_same(office: Engine) -> None:
    first, again = call(office), call(office)
    assert (again.id, again.is_new, first.is_new) == (first.id, False, True)
    Acting(office).close(first.id, ReferralOutcome.DONE, "lihong", AT)
    assert call(office).id != first.id


def test_many_at_once_are_shared_out_evenly_and_nobody_is_lost(office: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda number: call(office, f"web:{number}"), range(24)))
    assert len({each.id for each in opened}) == 24
    assert Counter(each.assigned_to for each in opened) == {"lihong": 12, "wangfang": 12}


def test_one_person_asking_many_times_at_once_has_one_call(office: Engine) -> None:
    with ThreadPoolExecutor(8) as pool:
        opened = list(pool.map(lambda _: call(office, "web:same"), range(8)))
    assert len({each.id for each in opened}) == 1
    assert sum(each.is_new for each in opened) == 1


def test_a_step_counts_once_is_told_and_is_in_the_history(office: Engine) -> None:
    opened, acting = call(office), Acting(office)
    assert acting.contact(opened.id, "lihong", AT)
    assert not acting.contact(opened.id, "lihong", AT)
    assert acting.introduce(opened.id, WHAT, "lihong", AT)
    assert acting.close(opened.id, ReferralOutcome.DONE, "lihong", AT)
    assert not acting.close(opened.id, ReferralOutcome.TOLD, "lihong", AT)
    acts = [event.act for event in history(office, opened.id)]
    assert acts == [Act.OPENED, Act.ASSIGNED, Act.CONTACTED, Act.INTRODUCED, Act.NOTED, Act.CLOSED]
    told = [line.text for line in TalkLines(office).of("web:a")]
    assert len(told) == 3 and all("李老师" in text and "李红" not in text for text in told)


@pytest.mark.parametrize("what", ["", "  ", "好", "推介了"])
def test_an_introduction_says_what_was_introduced(office: Engine, what: str) -> None:
    opened, acting = call(office), Acting(office)
    with pytest.raises(SituationError, match="哪家单位"):
        acting.introduce(opened.id, what, "lihong", AT)
    found = Board(office).find(LI, opened.id)
    assert found is not None and (found.state, found.contacted_at) == (ReferralState.OPEN, None)
    assert acting.introduce(opened.id, "某超市，理货员", "lihong", AT)
    assert history(office, opened.id)[-1].note == "推介：某超市，理货员"


@pytest.mark.parametrize("by", ["citizen", "lihong"])
def test_stars_cannot_be_had_by_ending_calls_before_anybody_was_in_contact(office: Engine, by: str) -> None:
    for number in range(6):
        opened = call(office, f"web:{number}")
        Acting(office).close(opened.id, ReferralOutcome.NOT_WANTED, by, AT + timedelta(minutes=1))
    end = AT + timedelta(days=9)
    (found,) = kept_promises(office, AT - timedelta(days=1), end, end)
    assert (found.opened, found.contacts_due, found.contacts_kept, found.stars) == (6, 0, 0, None)


def test_a_call_that_was_let_lie_and_closed_late_is_a_broken_promise(office: Engine) -> None:
    opened = call(office)
    Acting(office).close(opened.id, ReferralOutcome.UNREACHED, "lihong", AT + timedelta(days=2))
    end = AT + timedelta(days=9)
    (found,) = kept_promises(office, AT - timedelta(days=1), end, end)
    assert (found.contacts_due, found.contacts_kept) == (1, 0)


def test_introducing_at_once_says_that_contact_was_made_too(office: Engine) -> None:
    opened = call(office)
    assert Acting(office).introduce(opened.id, WHAT, "lihong", AT)
    found = Board(office).find(LI, opened.id)
    assert found is not None and found.state is ReferralState.INTRODUCED and found.contacted_at == AT


def test_whoever_acts_first_on_what_nobody_has_is_the_one(office: Engine) -> None:
    opened = call(office, area=None)
    Acting(office).contact(opened.id, "zhaoli", AT)
    found = Board(office).find(ZHAO, opened.id)
    assert found is not None and found.assigned_to == "zhaoli"


def test_a_new_matchmaker_gets_what_waited_at_the_station(office: Engine) -> None:
    opened = call(office, area="丙镇")
    Staff(office).add(Colleague("new", "周新", Role.MATCHMAKER, "空站"), AT)
    assert Acting(office).assign_pool("空站", AT) == 1
    assert Board(office).find(Colleague("new", "周新", Role.MATCHMAKER, "空站"), opened.id) is not None


def test_shelves_and_counts_agree(office: Engine) -> None:
    for number in range(3):
        call(office, f"web:{number}")
    call(office, "web:pool", None)
    call(office, "web:other", "乙镇")
    late = AT + timedelta(days=1)
    board = Board(office)
    counts = board.count(LI, late)
    for shelf in (BoardShelf.MINE, BoardShelf.STATION, BoardShelf.POOL, BoardShelf.OVERDUE):
        assert len(board.read(LI, shelf, late)) == getattr(counts, shelf.value), shelf
    assert (counts.station, counts.pool, counts.overdue) == (4, 1, 4)
    assert board.count(BOSS, late).station == 5


@pytest.mark.parametrize("text", ["", " ", "长" * 501])
def test_a_note_says_something(office: Engine, text: str) -> None:
    with pytest.raises(SituationError):
        Acting(office).note(call(office).id, text, "lihong", AT)


def test_a_broken_promise_is_reported_once_however_many_look(office: Engine) -> None:
    opened = call(office)
    late = AT + timedelta(days=1)
    with ThreadPoolExecutor(4) as pool:
        letters = [letter for found in pool.map(lambda _: escalate(office, late), range(4)) for letter in found]
    assert {letter.userid for letter in letters} == {"lihong", "wangfang", "editor", "boss"}
    assert len(letters) == len({letter.key for letter in letters})
    assert sum(event.act is Act.ESCALATED for event in history(office, opened.id)) == 1
    assert escalate(office, late) == []


def test_what_was_kept_is_not_reported(office: Engine) -> None:
    opened = call(office)
    Acting(office).introduce(opened.id, WHAT, "lihong", AT)
    assert escalate(office, AT + timedelta(days=30)) == []


def test_the_morning_word_comes_once_a_day_to_who_has_something_due(office: Engine) -> None:
    opened = call(office)
    morning = AT.replace(hour=9, minute=5)
    letters = digests(office, morning)
    assert [letter.userid for letter in letters] == [opened.assigned_to]
    outbox = StaffLetters(office)
    assert outbox.put(letters, morning) == 1
    assert outbox.put(digests(office, morning + timedelta(minutes=9)), morning) == 0
    assert digests(office, AT.replace(hour=15)) == []


def _knock(engine: Engine, station: str | None = "甲站") -> int:
    with engine.begin() as connection:
        connection.execute(
            insert(people).values(id="p1", town="甲镇", facts={}, provenance={}, created_at=AT, updated_at=AT)
        )
        run = {"campaign": "c", "kind": "notice", "policy": "startup_loan", "version": "1", "content": "x", "told": {}}
        made = connection.execute(insert(campaign_runs).values(**run, state="running", proposed_at=AT))
        entry = {"run": made.inserted_primary_key[0], "campaign": "c", "person": "p1", "station": station}
        knock = connection.execute(
            insert(knocks).values(**entry, reason="no_channel", sentence="您好", state="open", opened_at=AT)
        )
        return int(knock.inserted_primary_key[0])


def test_a_knock_becomes_a_referral_once_and_is_closed_with_it(office: Engine) -> None:
    knock = _knock(office)
    assert open_knocks(office, AT, Calendar) == 1
    assert open_knocks(office, AT, Calendar) == 0
    (referral,) = Board(office).read(BOSS, BoardShelf.STATION, AT)
    assert (referral.station, referral.sentence, referral.policy) == ("甲站", "您好", "startup_loan")
    Acting(office).close(referral.id, ReferralOutcome.UNREACHED, "lihong", AT)
    with office.connect() as connection:
        row = connection.execute(select(knocks).where(knocks.c.id == knock)).one()
    assert (row.state, row.outcome, row.closed_by) == ("closed", "not_found", "lihong")


def test_a_knock_closed_elsewhere_closes_its_referral_and_is_never_escalated(office: Engine) -> None:
    knock = _knock(office, None)
    open_knocks(office, AT, Calendar)
    assert escalate(office, AT + timedelta(days=9)) == []
    with office.begin() as connection:
        connection.execute(update(knocks).where(knocks.c.id == knock).values(state="closed", outcome="told"))
    assert close_with_knocks(office, AT) == 1
    assert Board(office).count(BOSS, AT).station == 0


def test_promises_by_station(office: Engine) -> None:
    acting = Acting(office)
    kept, late, early = (call(office, f"web:{number}") for number in range(3))
    acting.introduce(kept.id, WHAT, "lihong", AT)
    acting.contact(late.id, "lihong", AT + timedelta(days=2))
    acting.close(early.id, ReferralOutcome.NOT_WANTED, "citizen", AT)
    call(office, "web:open", at=AT + timedelta(days=9))
    end = AT + timedelta(days=9, hours=1)
    (found,) = kept_promises(office, AT - timedelta(days=1), end, end)
    assert (found.station, found.opened) == ("甲站", 4)
    # Who called and wanted it no more before anybody was in contact proves nothing of the station.
    assert (found.contacts_due, found.contacts_kept) == (2, 1)
    assert (found.introductions_due, found.introductions_kept) == (2, 1)
    # Four promises came due: too few to judge.
    assert found.stars is None


def test_phone_words_and_notes_go_60_days_after_closing(office: Engine) -> None:
    opened, acting = call(office, question="怎么贷款", phone_sealed="1.x"), Acting(office)
    acting.note(opened.id, "说周二来", "lihong", AT)
    acting.close(opened.id, ReferralOutcome.DONE, "lihong", AT)
    assert forget_closed(office, AT + timedelta(days=59)) == 0
    assert forget_closed(office, AT + timedelta(days=61)) == 1
    found = Board(office).find(LI, opened.id)
    assert found is not None and (found.question, found.has_phone) == (None, False)
    assert all(event.note != "说周二来" for event in history(office, opened.id))


def test_erasing_a_person_erases_the_call_its_history_and_the_talk(office: Engine) -> None:
    identity = Identities(office, "s" * 32).meet("web", "web", "web:a", AT, "web:a")
    opened = call(office)
    Acting(office).contact(opened.id, "lihong", AT)
    erase_person(office, identity.person, AT)
    assert history(office, opened.id) == []
    assert TalkLines(office).of("web:a") == []
    with office.connect() as connection:
        assert connection.execute(select(referrals)).first() is None
