"""The board of introductions: each in the column of its state, for those who may handle its referral, most pressing first."""

from __future__ import annotations

from datetime import timedelta

from bot.referrals.introductions import BoardFilter, IntroductionBoard, IntroductionShelf, IntroductionState
from bot.staff.colleagues import Colleague, Role
from tests.referrals.conftest import AT
from tests.referrals.introductions.conftest import Town

LATER = AT + timedelta(hours=2)
ADMIN = Colleague("boss", "钱总", Role.ADMIN, None)
ALL = BoardFilter()
_Shelf, _S = IntroductionShelf, IntroductionState


def test_an_introduction_wanders_from_column_to_column_and_its_promise_ends_when_both_were_asked(town: Town) -> None:
    board = IntroductionBoard(town.engine)
    asked = town.ask()
    [row] = board.read(ADMIN, _Shelf.SEEKER, ALL, 10)
    assert (row.introduction.id, row.referral) == (asked, town.referral) and row.due_at is not None
    town.introductions.answer("web:a", asked, LATER, agrees=True)
    town.introductions.note(asked, _S.WILLING, "", "lihong", LATER)
    assert board.read(ADMIN, _Shelf.SEEKER, ALL, 10) == [] and board.read(ADMIN, _Shelf.EMPLOYER, ALL, 10) == []
    [row] = board.read(ADMIN, _Shelf.WILLING, ALL, 10)
    assert row.due_at is None
    town.introductions.note(asked, _S.FAILED, "时间对不上", "lihong", LATER)
    other = town.ask("家政阿姨")
    town.introductions.answer("web:a", other, LATER, agrees=False)
    counts = board.counts(ADMIN, ALL)
    assert (counts[_Shelf.NOTHING], sum(counts.values())) == (2, 2)


def test_a_board_is_narrowed_by_town_and_by_colleague_and_read_in_pieces(town: Town) -> None:
    board = IntroductionBoard(town.engine)
    first, second = town.ask(), town.ask("家政阿姨")
    area = board.read(ADMIN, _Shelf.SEEKER, ALL, 1)[0].area
    assert board.counts(ADMIN, BoardFilter(town=area, by="lihong"))[_Shelf.SEEKER] == 2
    assert board.counts(ADMIN, BoardFilter(town="别的镇"))[_Shelf.SEEKER] == 0
    assert board.counts(ADMIN, BoardFilter(by="wang"))[_Shelf.SEEKER] == 0
    pieces = [board.read(ADMIN, _Shelf.SEEKER, ALL, 1, skipped)[0].introduction.id for skipped in (0, 1)]
    assert pieces == [first, second]


def test_a_colleague_of_another_station_sees_nothing_of_it(town: Town) -> None:
    board = IntroductionBoard(town.engine)
    town.ask()
    [row] = board.read(ADMIN, _Shelf.SEEKER, ALL, 10)
    assert row.station is not None and row.station in board.places(ADMIN)[0]
    stranger = Colleague("zhao", "赵", Role.MATCHMAKER, "别的站")
    assert sum(board.counts(stranger, ALL).values()) == 0 and board.places(stranger) == ([], [])
    assert board.read(stranger, _Shelf.SEEKER, ALL, 10) == []
