"""The pages of fairs and live sessions: what is to come, writing one in, changing and cancelling it. Added by ``desk_app``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import asdict
from datetime import date, timedelta

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, Answer, DeskRequest, Page, Redirect
from bot.jobs.fairs import AHEAD, FAIR_FIELDS, Fair, FairReminders, Fairs, WrittenFair, read_fair_form
from bot.staff import Permission
from bot.wording.jobs import FAIR_KINDS, say_fair

PATH = "/desk/fairs"
BY_HAND = "desk"
MOST = 200
# As far ahead as the feed for calendars.
SHOWN_AHEAD: timedelta = AHEAD * 3
# Name, label, hint.
FIELDS = {
    "title": ("名称", ""),
    "kind": ("哪一种", ""),
    "held_on": ("哪一天", ""),
    "begins": ("从几点", "不知道就空着"),
    "ends": ("到几点", "不知道就空着"),
    "town": ("街镇", "例如：中北镇；直播可以不写"),
    "place": ("地点，或哪个直播间", ""),
    "hosts": ("主办单位", ""),
    "about": ("有哪些岗位、怎么参加", "公开的；电话、微信号会自动隐去"),
}


class FairsRoom:
    """What the pages need.

    Args:
        today: the day from which fairs are to come.
    """

    def __init__(self, engine: Engine, today: Callable[[], date]) -> None:
        self.fairs, self.reminders, self.today = Fairs(engine), FairReminders(engine), today

    def coming(self) -> list[tuple[Fair, str]]:
        """Return the fairs to come, each with its line."""
        on = self.today()
        return [(fair, say_fair(fair)) for fair in self.fairs.between(on, on + SHOWN_AHEAD, most=MOST)]

    def find(self, asked: DeskRequest) -> Fair:
        """Return the fair of the address."""
        found = self.fairs.find(asked.number("fair"))
        if found is None:
            raise NOT_FOUND
        return found

    def read(self, form: Mapping[str, str]) -> WrittenFair:
        """Return the fair of a form, or what is to be mended."""
        return read_fair_form(form, self.today())


def add_fairs(desk: Desk, room: FairsRoom) -> None:
    """Add the pages and the way to them."""
    desk.entry("招聘会", PATH, Permission.JOBS)
    _add_calendar(desk, room)
    _add_changes(desk, room)


def _add_calendar(desk: Desk, room: FairsRoom) -> None:
    @desk.get(PATH, Permission.JOBS)
    def show(asked: DeskRequest) -> Page:
        return _calendar(room, {}, {})

    @desk.post(PATH, Permission.JOBS)
    def add(asked: DeskRequest) -> Answer:
        read = room.read(asked.form)
        if read.fair is None:
            return _calendar(room, asked.form, read.wrong)
        try:
            room.fairs.add(read.fair, BY_HAND, asked.at)
        except SituationError as error:
            return _calendar(room, asked.form, {}, str(error))
        asked.audit("jobs.fair_written", None)
        return Redirect(PATH, f"记下了：{say_fair(read.fair)}。市民现在就问得到。")


def _add_changes(desk: Desk, room: FairsRoom) -> None:
    @desk.get(f"{PATH}/{{fair}}", Permission.JOBS)
    def show_one(asked: DeskRequest) -> Page:
        fair = room.find(asked)
        return _one(fair, _written(fair), {})

    @desk.post(f"{PATH}/{{fair}}", Permission.JOBS)
    def change(asked: DeskRequest) -> Answer:
        fair, read = room.find(asked), room.read(asked.form)
        if read.fair is None:
            return _one(fair, asked.form, read.wrong)
        try:
            room.fairs.change(fair.id, read.fair, BY_HAND, asked.at)
        except SituationError as error:
            return _one(fair, asked.form, {}, str(error))
        asked.audit("jobs.fair_changed", f"fair:{fair.id}")
        return Redirect(PATH, f"改好了：{say_fair(read.fair)}。")

    @desk.post(f"{PATH}/{{fair}}/cancel", Permission.JOBS)
    def cancel(asked: DeskRequest) -> Redirect:
        fair = room.find(asked)
        waiting = room.reminders.asked_for(fair.id)
        if room.fairs.drop(fair.id):
            asked.audit("jobs.fair_dropped", f"fair:{fair.id}")
        told = f"让提醒的 {waiting} 人会收到取消的通知。" if waiting else ""
        return Redirect(PATH, f"取消了：{fair.title}。市民问不到了，订阅的日历里也会消失。{told}")


def _written(fair: Fair) -> dict[str, str]:
    said = {**asdict(fair), "kind": fair.kind.value, "held_on": fair.held_on.isoformat()}
    return {name: said[name] or "" for name in FAIR_FIELDS}


def _calendar(room: FairsRoom, written: Mapping[str, str], wrong: Mapping[str, str], problem: str = "") -> Page:
    values = {**_form(written, wrong, problem), "coming": room.coming(), "fair": None, "action": PATH}
    return Page("fairs.html", values, 422 if wrong or problem else 200)


def _one(fair: Fair, written: Mapping[str, str], wrong: Mapping[str, str], problem: str = "") -> Page:
    values = {**_form(written, wrong, problem), "fair": fair, "action": f"{PATH}/{fair.id}"}
    return Page("fair.html", values, 422 if wrong or problem else 200)


def _form(written: Mapping[str, str], wrong: Mapping[str, str], problem: str) -> dict[str, object]:
    mend = f"还没有记下：有 {len(wrong)} 处要改，填的都还在。" if wrong else problem
    return {
        "fields": FIELDS,
        "longest": FAIR_FIELDS,
        "kinds": [(kind.value, label) for kind, label in FAIR_KINDS.items()],
        "written": written,
        "wrong_fields": wrong,
        "problem": mend,
        "path": PATH,
    }
