"""The first page of the desk: what waits for the colleague."""

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
        return Page("home.html", {"waiting": waiting})
