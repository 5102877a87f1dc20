"""The person is asked, then the employer; each pair once; what may not go on is stopped and said; the promise counts both sides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs import Openings, OpeningState, erase_employer
from bot.jobs.imports import OpeningImport, import_openings
from bot.jobs.seekers import Seekers
from bot.kb import KnowledgeBase
from bot.outreach.ledger.merged_people import MergedNotices
from bot.people import Subscriptions, erase_person, export_person
from bot.people.unions import merge_people
from bot.referrals import Acting, Board, ReferralOutcome, ReferralState, history
from bot.referrals.introductions import Introduction, IntroductionState
from bot.staff.colleagues import Colleague, Role
from tests.referrals.conftest import AT, call
from tests.referrals.introductions.conftest import CODE, HEADER, PHONE, SEALER, Town, add_seeker

LATER = AT + timedelta(hours=2)
ADMIN = Colleague("boss", "钱总", Role.ADMIN, None)
_S = IntroductionState


def one(town: Town) -> Introduction:
    [found] = town.introductions.of_referral(town.referral)
    return found


def agreed(town: Town) -> int:
    asked = town.ask()
    town.introductions.answer("web:a", asked, LATER, agrees=True)
    return asked


def referral_state(town: Town) -> ReferralState:
    found = Board(town.engine).find(ADMIN, town.referral)
    assert found is not None
    return found.state


def test_the_whole_way_is_told_and_the_promise_is_kept_when_both_were_asked(town: Town) -> None:
    asked = town.ask()
    assert town.lines()[-1].startswith("红娘问您，要不要把您推荐给这家：\n保洁员")
    answered = town.introductions.answer("web:a", asked, LATER, agrees=True)
    assert answered is not None and answered.state is _S.AGREED
    assert referral_state(town) is ReferralState.OPEN
    assert town.introductions.waiting_for("lihong") == 1
    town.introductions.note(asked, _S.WILLING, "", "lihong", LATER)
    assert referral_state(town) is ReferralState.INTRODUCED
    town.introductions.note(asked, _S.INTERVIEW, "", "lihong", LATER)
    done = town.introductions.note(asked, _S.HIRED, "", "lihong", LATER)
    assert (done.state, done.ended_at, done.answered_at) == (_S.HIRED, LATER, LATER)
    assert "津西样例公司的“保洁员”录用了您" in town.lines()[-1]
    notes = [event.note for event in history(town.engine, town.referral) if event.note]
    assert any(note.startswith(f"推介：{asked}号，津西样例公司的“保洁员”，单位愿意见") for note in notes)


def test_a_pair_is_introduced_once_whatever_became_of_it(town: Town) -> None:
    asked = town.ask()
    town.introductions.answer("web:a", asked, LATER, agrees=False)
    with pytest.raises(SituationError, match="已经推介过（本人不愿意）"):
        town.ask()
    assert town.ask("保洁领班") != asked
    assert len([line for line in town.lines() if line.startswith("红娘问您")]) == 2


def test_who_did_not_agree_is_not_asked(town: Town) -> None:
    stranger = call(town.engine, "web:b").id
    with pytest.raises(SituationError, match="没有登记求职"):
        town.introductions.ask(stranger, town.openings["保洁员"], "", "lihong", AT)
    Subscriptions(town.engine).pause("web:a", AT + timedelta(days=2), AT)
    with pytest.raises(SituationError, match="没有登记求职"):
        town.ask()


def test_what_is_not_public_is_not_proposed(town: Town) -> None:
    Openings(town.engine).judge(town.openings["保洁员"], OpeningState.FILLED, "lihong", AT)
    with pytest.raises(SituationError, match="招满、过期"):
        town.ask()
    Acting(town.engine).close(town.referral, ReferralOutcome.TOLD, "lihong", AT)
    with pytest.raises(SituationError, match="已经办结"):
        town.ask("保洁领班")


def test_nobody_answers_for_somebody_else(town: Town) -> None:
    asked = town.ask()
    add_seeker(town.engine, "web:b")
    assert town.introductions.answer("web:b", asked, LATER, agrees=True) is None
    assert one(town).state is _S.ASKED


def test_an_employer_who_says_no_has_a_reason_which_the_person_is_spared(town: Town) -> None:
    asked = agreed(town)
    with pytest.raises(SituationError, match="为什么"):
        town.introductions.note(asked, _S.TURNED_DOWN, " ", "lihong", LATER)
    done = town.introductions.note(asked, _S.TURNED_DOWN, "嫌住得远", "lihong", LATER)
    assert (done.reason, done.employer_at) == ("嫌住得远", LATER)
    assert "嫌住得远" not in "".join(town.lines())
    assert referral_state(town) is ReferralState.INTRODUCED


def test_steps_are_not_made_twice_nor_out_of_turn(town: Town) -> None:
    asked = town.ask()
    with pytest.raises(SituationError, match="等本人答复"):
        town.introductions.note(asked, _S.WILLING, "", "lihong", LATER)
    town.introductions.answer("web:a", asked, LATER, agrees=True)
    again = town.introductions.answer("web:a", asked, LATER + timedelta(hours=1), agrees=False)
    assert again is not None and (again.state, again.answered_at) == (_S.AGREED, LATER)
    with pytest.raises(SituationError, match="等您问单位"):
        town.introductions.note(asked, _S.HIRED, "", "lihong", LATER)
    with pytest.raises(SituationError, match="等您问单位"):
        town.introductions.note(asked, _S.STOPPED, "", "lihong", LATER)


@pytest.mark.parametrize("step", ["before the answer", "before the employer"])
def test_who_stops_meanwhile_is_not_introduced_and_the_matchmaker_reads_why(town: Town, step: str) -> None:
    asked = town.ask() if step == "before the answer" else agreed(town)
    Subscriptions(town.engine).stop("web:a", LATER)
    if step == "before the answer":
        answered = town.introductions.answer("web:a", asked, LATER, agrees=True)
        assert answered is not None and answered.state is _S.STOPPED
    else:
        assert town.introductions.note(asked, _S.WILLING, "", "lihong", LATER).state is _S.STOPPED
    assert one(town).reason == "本人停了求职登记，或者登记到期了"
    assert "停了（本人停了求职登记" in str(history(town.engine, town.referral)[-1].note)
    assert not [line for line in town.lines() if line.startswith("好消息")]
    assert referral_state(town) is ReferralState.OPEN


def test_how_it_ended_is_noted_although_the_person_does_not_look_any_more(town: Town) -> None:
    asked = agreed(town)
    town.introductions.note(asked, _S.WILLING, "", "lihong", LATER)
    Seekers(town.engine).stop(town.seeker.person, "chat", LATER)
    assert town.introductions.stop_ended(LATER) == 0
    assert town.introductions.note(asked, _S.HIRED, "", "lihong", LATER).state is _S.HIRED


def test_an_opening_that_closes_meanwhile_stops_it_and_the_person_is_told(town: Town) -> None:
    town.ask()
    Openings(town.engine).judge(town.openings["保洁员"], OpeningState.FILLED, "lihong", LATER)
    assert (town.introductions.stop_ended(LATER), town.introductions.stop_ended(LATER)) == (1, 0)
    assert (one(town).state, one(town).reason) == (_S.STOPPED, "岗位招满或撤下了")
    assert "招满或撤下了，这次推荐停了" in town.lines()[-1]


def test_a_person_erased_meanwhile_leaves_nothing_and_the_matchmaker_hears_it(town: Town) -> None:
    asked = agreed(town)
    assert export_person(town.engine, town.seeker.person)["introductions"][0]["state"] == "agreed"
    erase_person(town.engine, town.seeker.person, LATER)
    assert town.introductions.of_referral(town.referral) == []
    with pytest.raises(SituationError, match="居民已经删除了自己的资料。请不要再联系单位"):
        town.introductions.note(asked, _S.WILLING, "", "lihong", LATER)


def test_two_records_that_become_one_are_introduced_once(town: Town) -> None:
    town.ask()
    other, second = add_seeker(town.engine, "web:b"), call(town.engine, "web:b").id
    town.introductions.ask(second, town.openings["保洁员"], "", "lihong", AT)
    town.introductions.ask(second, town.openings["保洁领班"], "", "lihong", AT)
    merge_people(town.engine, MergedNotices(), town.seeker.person, other.person, "lihong", LATER)
    assert {each.title for each in town.introductions.of_person("web:a")} == {"保洁员", "保洁领班"}
    with pytest.raises(SituationError, match="已经推介过"):
        town.ask("保洁领班")
    assert town.introductions.stop_ended(LATER) == 1
    erase_person(town.engine, town.seeker.person, LATER)
    assert town.introductions.of_referral(second) == town.introductions.of_referral(town.referral) == []


@pytest.mark.parametrize(
    ("stand", "is_seen"),
    [
        (lambda town: town.ask(), False),
        (agreed, True),
        (lambda town: town.introductions.note(agreed(town), _S.WILLING, "", "lihong", LATER).id, True),
        (lambda town: town.introductions.note(agreed(town), _S.TURNED_DOWN, "人满了", "lihong", LATER).id, False),
    ],
)
def test_a_number_is_seen_only_for_an_introduction_that_was_agreed_to(
    town: Town, stand: Callable[[Town], int], is_seen: bool
) -> None:
    found = stand(town)
    if is_seen:
        assert town.introductions.phone(found, SEALER, LATER) == PHONE
        Seekers(town.engine).stop(town.seeker.person, "chat", LATER)
    with pytest.raises(SituationError, match="还没同意"):
        town.introductions.phone(found, SEALER, LATER)


def test_an_opening_that_fell_out_of_its_list_stays_closed_where_somebody_was_introduced(
    town: Town, kb: KnowledgeBase, tmp_path: Path, office: Engine
) -> None:
    file = tmp_path / "changed.csv"
    this = OpeningImport("numbered", "secret", SEALER, AT)

    def say(title: str) -> None:
        row = f"A1,津西样例公司,{CODE},{title},4000-4500元/月,中北镇,,\n"
        file.write_text(f"岗位编号,{HEADER}{row}", encoding="utf-8")
        import_openings(office, this, file, kb, AT.date(), lambda _mistake: None)

    say("收银员")
    [opening] = [each for each in Openings(office).list(None, AT.date()) if each.title == "收银员"]
    Openings(office).judge(opening.id, OpeningState.PASSED, "lihong", AT)
    town.introductions.ask(town.referral, opening.id, "", "lihong", AT)
    # The row is another opening now, which stands on a list already.
    say("保洁员")
    gone = Openings(office).find(opening.id)
    assert gone is not None and gone.state is OpeningState.FILLED
    assert town.introductions.stop_ended(LATER) == 1


def test_an_employer_erased_meanwhile_stops_it_and_the_person_is_told(town: Town) -> None:
    found = Openings(town.engine).find(town.openings["保洁员"])
    assert found is not None
    town.ask()
    erase_employer(town.engine, found.employer.id)
    assert town.introductions.stop_ended(LATER) == 1
    assert (one(town).opening, one(town).state) == (None, _S.STOPPED)
    assert "这次推荐停了" in town.lines()[-1]
