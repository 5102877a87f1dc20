"""The mark on the desk: on top, due at once, once for a conversation, without what was written."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy.engine import Engine

from bot.referrals.board import Board, BoardShelf
from bot.referrals.overdue import escalate
from bot.referrals.safety import ALARM_WORDS, raise_alarm
from bot.referrals.states import ReferralKind, ReferralOutcome
from bot.referrals.steps import Acting
from bot.staff.colleagues import Colleague, Role
from tests.referrals.conftest import AT, call

BOSS = Colleague("boss", "钱总", Role.ADMIN, None)


def test_it_stands_on_top_of_the_board_before_what_is_overdue(office: Engine) -> None:
    call(office, at=AT - timedelta(days=9))
    alarm = raise_alarm(office, "web:b", AT)
    first = Board(office).read(BOSS, BoardShelf.STATION, AT)[0]
    assert (first.id, first.kind, first.question) == (alarm, ReferralKind.ALARM, ALARM_WORDS)


def test_it_is_raised_once_while_it_is_open_and_anew_afterwards(office: Engine) -> None:
    alarm = raise_alarm(office, "web:b", AT)
    assert raise_alarm(office, "web:b", AT) == alarm
    Acting(office).close(alarm, ReferralOutcome.TOLD, "boss", AT)
    assert raise_alarm(office, "web:b", AT) != alarm


def test_it_does_not_stand_in_the_way_of_a_call(office: Engine) -> None:
    alarm = raise_alarm(office, "web:a", AT)
    assert call(office).id != alarm


def test_admins_are_written_to_at_the_next_look(office: Engine) -> None:
    raise_alarm(office, "web:b", AT)
    letters = escalate(office, AT + timedelta(seconds=15))
    assert {letter.userid for letter in letters} == {"boss"}
    assert all("紧急" in str(letter) for letter in letters)
