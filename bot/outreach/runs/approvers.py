"""Who may approve: once the installation has approvers, only they; a name and a userid of one colleague are the same person."""

from __future__ import annotations

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.staff import Role, Staff

APPROVING = (Role.APPROVER, Role.ADMIN)
LONGEST_NAME = 64


def known_as(engine: Engine, who: str) -> str:
    """Return the userid of a colleague who is named by it or by name, else the name as it was given.

    Raises:
        SituationError: there is no name, or it is too long.
    """
    name = who.strip()
    if not name or len(name) > LONGEST_NAME:
        raise SituationError(f"请用 --by 写上是谁做的，最多 {LONGEST_NAME} 个字。")
    named = [each.userid for each in Staff(engine).all() if name.casefold() in (each.userid, each.name.casefold())]
    return named[0] if len(named) == 1 else name


def require_approver(engine: Engine, who: str) -> None:
    """Raise SituationError unless someone may approve; anyone may while nobody has that role."""
    approvers = [each for each in Staff(engine).all() if each.role in APPROVING]
    if approvers and who not in (each.userid for each in approvers):
        raise SituationError(f"{who} 没有批准推送的权限。能批准的有：{'、'.join(each.name for each in approvers)}。")
