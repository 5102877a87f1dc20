"""The board of introductions: one column for each state, the time that the promise leaves, and the way to the referral. Added by ``desk_app``."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from sqlalchemy.engine import Engine

from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Page
from bot.front.desk.pages.referrals import left_words
from bot.referrals.introductions import (
    INTRODUCTION_STATES,
    BoardFilter,
    BoardRow,
    IntroductionBoard,
    IntroductionShelf,
)
from bot.staff import Permission

PATH = "/desk/introductions"
IN_COLUMN, ON_PAGE, LAST_PAGE = 8, 50, 2000
SHELVES = {
    IntroductionShelf.SEEKER: "等本人答复",
    IntroductionShelf.EMPLOYER: "等问单位",
    IntroductionShelf.WILLING: "两边都愿意",
    IntroductionShelf.INTERVIEW: "面试过了",
    IntroductionShelf.HIRED: "录用了",
    IntroductionShelf.NOTHING: "没成",
    IntroductionShelf.STOPPED: "停了",
}


@dataclass(frozen=True)
class IntroductionColumn:
    """One column: its first rows, each with the time left in words and how pressing it is, and how many there are."""

    shelf: IntroductionShelf
    title: str
    count: int
    rows: list[tuple[BoardRow, tuple[str, str]]]


def add_introduction_board(desk: Desk, engine: Engine) -> None:
    """Add the page and the way to it."""
    board = IntroductionBoard(engine)
    desk.entry("推介", PATH, Permission.REFERRALS)

    @desk.get(PATH, Permission.REFERRALS)
    def show(asked: DeskRequest) -> Page:
        wanted, one = _wanted(asked), _shelf(asked)
        page = _number(asked.query.get("page", "0"))
        counts = board.counts(asked.colleague, wanted)
        most = IN_COLUMN if one is None else ON_PAGE
        columns = []
        for shelf in SHELVES if one is None else (one,):
            found = board.read(asked.colleague, shelf, wanted, most, 0 if one is None else page * ON_PAGE)
            rows = [(row, left_words(row.due_at, asked.at)) for row in found]
            columns.append(IntroductionColumn(shelf, SHELVES[shelf], counts[shelf], rows))
        stations, towns = board.places(asked.colleague)
        return Page(
            "introduction_board.html",
            {
                "columns": columns,
                "one": one,
                "page": page,
                "has_more": one is not None and counts[one] > (page + 1) * ON_PAGE,
                "total": sum(counts.values()),
                "wanted": wanted,
                "stations": stations,
                "towns": towns,
                "states": INTRODUCTION_STATES,
                "path": PATH,
                "link": lambda **more: _link(wanted, **more),
            },
        )


def _wanted(asked: DeskRequest) -> BoardFilter:
    by = asked.colleague.userid if asked.query.get("own") == "1" else None
    return BoardFilter(asked.query.get("station") or None, asked.query.get("town") or None, by)


def _shelf(asked: DeskRequest) -> IntroductionShelf | None:
    text = asked.query.get("shelf", "")
    if text and text not in {each.value for each in IntroductionShelf}:
        raise NOT_FOUND
    return IntroductionShelf(text) if text else None


def _number(text: str) -> int:
    return min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 0


def _link(wanted: BoardFilter, **more: object) -> str:
    """Return the address of the board with what is looked at kept."""
    kept = {"station": wanted.station, "town": wanted.town, "own": "1" if wanted.by else None, **more}
    said = {name: value for name, value in kept.items() if value}
    return f"{PATH}?{urlencode(said)}" if said else PATH
