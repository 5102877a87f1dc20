"""The page on which an admin adds colleagues, gives them a password for one sign-in, changes their role and takes their rights."""

from __future__ import annotations

import re
from collections.abc import Mapping

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Page, Redirect
from bot.referrals import StationAreas
from bot.staff import LONGEST_NAME, USERID, Accounts, Colleague, Permission, Role, Staff, StaffSessions

PATH = "/desk/colleagues"


def add_colleagues(desk: Desk, engine: Engine, accounts: Accounts, sessions: StaffSessions) -> None:
    """Serve the page of colleagues."""
    staff = Staff(engine)
    areas = StationAreas(engine)
    desk.entry("同事", PATH, Permission.STAFF)

    def page(asked: DeskRequest, shown: tuple[str, str] | None = None) -> Page:
        return Page(
            "colleagues.html",
            {
                "colleagues": staff.all(),
                "locked": accounts.locked(asked.at),
                "shown": shown,
                "stations": sorted(set(areas.all().values())),
            },
        )

    @desk.get(PATH, Permission.STAFF)
    def show(asked: DeskRequest) -> Page:
        return page(asked)

    @desk.post(PATH, Permission.STAFF)
    def add(asked: DeskRequest) -> Page:
        colleague = _read(asked.form)
        _require_still_admin(asked, colleague)
        is_new = staff.find(colleague.userid) is None
        staff.add(colleague, asked.at)
        # Whoever's rights change signs in anew.
        sessions.end_all(colleague.userid)
        about = f"staff:{colleague.userid}"
        asked.audit(
            "staff.added" if is_new else "staff.changed", about, role=colleague.role.value, station=colleague.station
        )
        return page(asked, (colleague.userid, accounts.reset(colleague.userid, asked.at)) if is_new else None)

    @desk.post(PATH + "/{userid}/password", Permission.STAFF)
    def reset(asked: DeskRequest) -> Page:
        userid = _known(asked).userid
        password = accounts.reset(userid, asked.at)
        sessions.end_all(userid)
        asked.audit("staff.password_reset", f"staff:{userid}")
        return page(asked, (userid, password))

    @desk.post(PATH + "/{userid}/unlock", Permission.STAFF)
    def unlock(asked: DeskRequest) -> Redirect:
        userid = _known(asked).userid
        accounts.unlock(userid)
        asked.audit("staff.unlocked", f"staff:{userid}")
        return Redirect(PATH, f"{userid} 可以再试了。")

    @desk.post(PATH + "/{userid}/remove", Permission.STAFF)
    def remove(asked: DeskRequest) -> Redirect:
        userid = _known(asked).userid
        if userid == asked.colleague.userid:
            raise SituationError("不能取消自己的权限。请另一位管理员来做。")
        staff.remove(userid, asked.at)
        sessions.end_all(userid)
        asked.audit("staff.removed", f"staff:{userid}")
        return Redirect(PATH, f"已取消 {userid} 的权限，马上生效。")

    def _known(asked: DeskRequest) -> Colleague:
        found = staff.find(asked.path["userid"])
        if found is None:
            raise NOT_FOUND
        return found


def _require_still_admin(asked: DeskRequest, colleague: Colleague) -> None:
    if colleague.userid == asked.colleague.userid and colleague.role is not Role.ADMIN:
        raise SituationError("不能改掉自己的管理员岗位，否则可能没有管理员了。请另一位管理员来做。")


def _read(form: Mapping[str, str]) -> Colleague:
    userid, name, station = form.get("userid", "").lower(), form.get("name", ""), form.get("station", "")
    if not re.fullmatch(USERID, userid):
        raise SituationError("账号只有字母、数字和 _ - . @，最多64个字符。")
    if not 1 <= len(name) <= LONGEST_NAME:
        raise SituationError(f"请写姓名，最多{LONGEST_NAME}个字。")
    if len(station) > LONGEST_NAME:
        raise SituationError(f"服务站的名字最多{LONGEST_NAME}个字。")
    try:
        role = Role(form.get("role", ""))
    except ValueError:
        raise SituationError("请选一个岗位。") from None
    return Colleague(userid, name, role, station or None)
