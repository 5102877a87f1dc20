"""The page of the switches, and the line on every page while something is switched off. Added to the desk by ``opening``."""

from __future__ import annotations

from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Page, Redirect
from bot.staff import LONGEST_REASON, SHORTEST_REASON, Permission, Staff, Switch, Switches
from bot.wording.office import TITLES, WHAT_STOPS, say_switched_off

PATH = "/desk/switches"


def add_switches(desk: Desk, engine: Engine) -> None:
    """Serve the switches."""
    switches, staff = Switches(engine), Staff(engine)

    def name_of(userid: str) -> str:
        colleague = staff.find(userid)
        return userid if colleague is None else colleague.name

    def banners() -> list[str]:
        try:
            return [say_switched_off(each, name_of(each.by)) for each in switches.off()]
        except SQLAlchemyError:
            # The page that says what is wrong must still be shown.
            return []

    desk.frame.banners.append(banners)
    desk.entry("总开关", PATH, Permission.SWITCH)

    @desk.get(PATH, Permission.SWITCH)
    def show(_asked: DeskRequest) -> Page:
        turned = {each.switch: each for each in switches.all()}
        values = {
            "rows": [(each, turned.get(each)) for each in Switch],
            "titles": TITLES,
            "what_stops": WHAT_STOPS,
            "names": {each.by: name_of(each.by) for each in turned.values()},
            "shortest": SHORTEST_REASON,
            "longest": LONGEST_REASON,
        }
        return Page("switches.html", values)

    @desk.post(f"{PATH}/{{switch}}/off", Permission.SWITCH)
    def turn_off(asked: DeskRequest) -> Redirect:
        switch = _switch(asked)
        reason = switches.turn_off(switch, asked.form.get("reason", ""), asked.colleague.userid, asked.at)
        asked.audit("switch.off", f"switch:{switch.value}", reason=reason)
        return Redirect(PATH, f"“{TITLES[switch]}”已停用，两秒内处处生效。")

    @desk.post(f"{PATH}/{{switch}}/on", Permission.SWITCH)
    def turn_on(asked: DeskRequest) -> Redirect:
        switch = _switch(asked)
        switches.turn_on(switch, asked.colleague.userid, asked.at)
        asked.audit("switch.on", f"switch:{switch.value}")
        return Redirect(PATH, f"“{TITLES[switch]}”已打开。")


def _switch(asked: DeskRequest) -> Switch:
    try:
        return Switch(asked.path["switch"])
    except ValueError:
        raise NOT_FOUND from None
