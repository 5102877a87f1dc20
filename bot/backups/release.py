"""A person who has looked lets a restored database tell people again."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.engine import Engine

from bot.backups.replay import BY
from bot.errors import SituationError
from bot.staff import AuditLog, Switch, Switches


def release(engine: Engine, who: str, at: datetime) -> None:
    """Switch outreach on again after a restore.

    Raises:
        SituationError: no restore waits to be released.
    """
    switches = Switches(engine)
    waiting = [each for each in switches.off() if each.switch is Switch.OUTREACH and each.by == BY]
    if not waiting:
        raise SituationError("没有等着放行的恢复。推送停没停，用 leye switch outreach 看。")
    switches.turn_on(Switch.OUTREACH, who, at)
    AuditLog(engine).write(who, "backup.released", f"switch:{Switch.OUTREACH.value}", at)
