"""Who decides about runs: accounts, never names that someone typed; and who is a second person (ADR 0022)."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.staff import Colleague, NotSecond, Permission, Role, Staff, may, why_not_second

APPROVING = (Role.APPROVER, Role.ADMIN)
LONGEST_NAME = 64


def known_as(engine: Engine, who: str) -> str:
    """Return the userid of a colleague who is named by it or by name, else the name as it was given.

    For what stops something, which anyone with a shell may do.

    Raises:
        SituationError: there is no name, or it is too long.
    """
    name = who.strip()
    if not name or len(name) > LONGEST_NAME:
        raise SituationError(f"请用 --by 写上是谁做的，最多 {LONGEST_NAME} 个字。")
    named = [each.userid for each in Staff(engine).all() if name.casefold() in (each.userid, each.name.casefold())]
    return named[0] if len(named) == 1 else name


def require_account(engine: Engine, userid: str, permission: Permission) -> Colleague:
    """Return the colleague with an account who may do something.

    Raises:
        SituationError: nobody has this account, or the role does not allow it.
    """
    found = Staff(engine).find(userid)
    if found is None:
        raise SituationError(f"没有 {userid} 这个账号。请用账号登录以后再做：leye staff login 账号。")
    if not may(found.role, permission):
        raise SituationError(f"{found.name}（{found.userid}）的岗位不能做这一步。请换一位同事。")
    return found


def require_second_person(engine: Engine, approver: str, proposer: str, at: datetime) -> None:
    """Raise SituationError unless whoever approves is somebody else than whoever rehearsed, as far as accounts tell."""
    why_not = why_not_second(engine, approver, proposer, at)
    if why_not is NotSecond.SAME:
        raise SituationError(f"{approver} 彩排过这次推送，不能自己批准。请另一个人批准。")
    if why_not is NotSecond.ONE_HAND:
        raise SituationError(
            f"{approver} 和 {proposer} 两个账号，一个是另一个开通的（或者给过密码、改过岗位），算同一个人，不能互相批准。"
            "请换一位账号不经过彩排人之手的同事。"
        )
    if why_not is NotSecond.RESTING:
        raise SituationError(f"{approver} 的账号是这 24 小时里别人开通、重置或改过岗位的，要过 24 小时才能批准。")
