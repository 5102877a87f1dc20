"""The first page of the desk: what there is to do today, and how much waits."""

from __future__ import annotations

from bot.front.desk.frame.cookies import PATH
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import DeskRequest, Page
from bot.staff import Permission


def add_home(desk: Desk) -> None:
    """Serve the first page. Every role may look up, so everyone has it."""

    @desk.get(PATH, Permission.LOOK_UP)
    def home(asked: DeskRequest) -> Page:
        waiting = [(each, each.count(asked)) for each in desk.frame.waiting if asked.may(each.permission)]
        today = [(each.title, each.lines(asked)) for each in desk.frame.agendas if asked.may(each.permission)]
        return Page("home.html", {"waiting": waiting, "today": [(title, lines) for title, lines in today if lines]})
