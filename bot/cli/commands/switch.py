"""``leye switch``: stop the assistant's answers or all notices at once, and start them again; works without the desk."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

import typer

from bot import clock
from bot.clock import SHANGHAI
from bot.errors import SituationError
from bot.outreach.runs import known_as
from bot.settings import Settings
from bot.staff import AuditLog, Switch, Switches, Turned
from bot.storage import open_for, upgrade
from bot.wording.office import TITLES


class SwitchTurn(str, Enum):
    """What to do with a switch."""

    OFF = "off"
    ON = "on"
    STATUS = "status"


def switch(
    name: Annotated[Switch | None, typer.Argument(help="chat：回答居民；outreach：推送。不写就看两样")] = None,
    turn: Annotated[SwitchTurn, typer.Argument(help="off 停用，on 打开，status 看现在怎样")] = SwitchTurn.STATUS,
    reason: Annotated[str, typer.Option(help="为什么停用，停用时必写；居民看不到")] = "",
    by: Annotated[str, typer.Option(help="是谁做的：姓名或账号，停用、打开时必写")] = "",
) -> None:
    """总开关：马上停用或恢复“回答居民”“推送”，所有进程两秒内生效。"""
    settings = Settings.from_environment()
    upgrade(settings.database_url)
    engine = open_for(settings)
    switches = Switches(engine)
    if name is not None and turn is not SwitchTurn.STATUS:
        at, who, log = clock.now(), known_as(engine, by), AuditLog(engine)
        if turn is SwitchTurn.OFF:
            kept = switches.turn_off(name, reason, who, at)
            log.write(who, "switch.off", f"switch:{name.value}", at, reason=kept)
        else:
            switches.turn_on(name, who, at)
            log.write(who, "switch.on", f"switch:{name.value}", at)
    elif turn is not SwitchTurn.STATUS:
        raise SituationError("请写停用哪一个，例如 leye switch chat off --reason … --by 张三。")
    turned = {each.switch: each for each in switches.all()}
    for each in Switch if name is None else (name,):
        typer.echo(_line(each, turned.get(each)))


def _line(switch: Switch, turned: Turned | None) -> str:
    title = f"{TITLES[switch]}（{switch.value}）"
    if turned is None:
        return f"{title}：开着"
    since = f"{turned.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}，{turned.by}"
    return f"{title}：停用中，{since}，{turned.reason}" if turned.is_off else f"{title}：开着，{since} 打开"
