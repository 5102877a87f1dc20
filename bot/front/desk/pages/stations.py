"""Which station serves which town, village or neighbourhood: set by the office, since no source publishes it."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import DeskRequest, Page, Redirect
from bot.referrals import Acting, StationAreas
from bot.staff import Permission, Staff

PATH = "/desk/stations"
MOST_AT_ONCE = 60
NOTHING_TYPED = {"station": "", "areas": ""}


def add_stations(desk: Desk, engine: Engine) -> None:
    """Add the page and the way to it."""
    areas, acting, staff = StationAreas(engine), Acting(engine), Staff(engine)
    desk.entry("服务站", PATH, Permission.STAFF)

    @desk.get(PATH, Permission.STAFF)
    def show(asked: DeskRequest) -> Page:
        return Page("stations.html", _values(areas, staff))

    @desk.post(PATH, Permission.STAFF)
    def serve(asked: DeskRequest) -> Page | Redirect:
        station = asked.form.get("station", "").strip()
        names = [name for line in asked.form.get("areas", "").splitlines() for name in _split(line)]
        try:
            if not names or len(names) > MOST_AT_ONCE:
                raise SituationError(f"写上这个站管的街镇、村、社区，一次最多{MOST_AT_ONCE}个。")
            for name in names:
                areas.serve(station, name)
        except SituationError as error:
            return Page(
                "stations.html",
                {**_values(areas, staff), "wrong": str(error), "form": {**NOTHING_TYPED, **asked.form}},
                409,
            )
        assigned = acting.assign_pool(station, asked.at)
        asked.audit("station.served", None, station=station, count=len(names))
        waited = f"等着的{assigned}件呼叫已经指派。" if assigned else ""
        return Redirect(PATH, f"{station}现在管：{'、'.join(names)}。{waited}"[:300])

    @desk.post(PATH + "/drop", Permission.STAFF)
    def drop(asked: DeskRequest) -> Redirect:
        area = asked.form.get("area", "")
        if not areas.drop(area):
            raise SituationError("没有站管这里，可能刚有人改过。请刷新再看。")
        asked.audit("station.dropped", None)
        return Redirect(PATH, f"{area}现在没有站管，那里来的呼叫大家都看得到。")


def _values(areas: StationAreas, staff: Staff) -> dict[str, object]:
    """Return the stations with their areas and colleagues; one that only a colleague names shows as such, a slip of the pen perhaps."""
    served = areas.all()
    people = staff.all()
    names = sorted({*served.values(), *(each.station for each in people if each.station)})
    rows = [
        (
            station,
            [area for area, whose in served.items() if whose == station],
            [each.name for each in people if each.station == station],
        )
        for station in names
    ]
    return {"rows": rows, "wrong": "", "form": NOTHING_TYPED, "path": PATH}


def _split(line: str) -> list[str]:
    """Return the names of a line, as people separate them.

    >>> _split("中北镇、 杨柳青镇，张家窝镇")
    ['中北镇', '杨柳青镇', '张家窝镇']
    """
    for mark in "，,;；":
        line = line.replace(mark, "、")
    return [name.strip() for name in line.split("、") if name.strip()]
