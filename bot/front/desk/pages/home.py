"""The first page of the desk: what there is to do today, and how much waits."""

from __future__ import annotations

from collections.abc import Sequence

from bot.front.desk.frame.cookies import PATH
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.frame import AgendaLine
from bot.front.desk.frame.request import DeskRequest, Page
from bot.staff import Permission


def add_home(desk: Desk) -> None:
    """Serve the first page. Every role may look up, so everyone has it."""

    @desk.get(PATH, Permission.LOOK_UP)
    def home(asked: DeskRequest) -> Page:
        waiting = [(each, each.count(asked)) for each in desk.frame.waiting if asked.may(each.permission)]
        today = [(each.title, each.lines(asked)) for each in desk.frame.agendas if asked.may(each.permission)]
        offers = [(each.title, each.lines(asked)) for each in desk.frame.offers if asked.may(each.permission)]
        values = {"today": _filled(today), "offers": _filled(offers)}
        return Page("home.html", {"waiting": waiting, **values})


def _filled(groups: list[tuple[str, Sequence[AgendaLine]]]) -> list[tuple[str, Sequence[AgendaLine]]]:
    return [(title, lines) for title, lines in groups if lines]
