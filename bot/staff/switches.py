"""What colleagues switched off for everyone: the assistant's answers, or telling people. One row a switch."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any

from sqlalchemy import exists, literal, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.sql.elements import ColumnElement

from bot.errors import SituationError
from bot.storage import put
from bot.storage.tables import switches as table

logger = logging.getLogger(__name__)

SHORTEST_REASON, LONGEST_REASON = 5, 200
# A switch takes effect within this many seconds in every process.
REMEMBERED_SECONDS = 1.0


class Switch(str, Enum):
    """What can be switched off."""

    CHAT = "chat"
    OUTREACH = "outreach"


@dataclass(frozen=True)
class Turned:
    """How a switch stands since someone last turned it; ``reason`` is for colleagues, never for citizens."""

    switch: Switch
    is_off: bool
    reason: str | None
    by: str
    at: datetime


class Switches:
    """The switches of the installation; one that was never turned is on. Each method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def turn_off(self, switch: Switch, reason: str, by: str, at: datetime) -> str:
        """Switch something off for everyone; return the reason as it was kept.

        Raises:
            SituationError: the reason is too short or too long.
        """
        said = reason.strip()
        if not SHORTEST_REASON <= len(said) <= LONGEST_REASON:
            raise SituationError(f"请写清楚为什么停用，{SHORTEST_REASON}到{LONGEST_REASON}个字。")
        self._turn(Turned(switch, True, said, by, at))
        return said

    def turn_on(self, switch: Switch, by: str, at: datetime) -> None:
        """Switch something on again."""
        self._turn(Turned(switch, False, None, by, at))

    def all(self) -> list[Turned]:
        """Return the switches that were ever turned."""
        columns = (table.c.name, table.c.is_off, table.c.reason, table.c.changed_by, table.c.changed_at)
        with self._engine.connect() as connection:
            rows = connection.execute(select(*columns).order_by(table.c.name)).all()
        return [Turned(Switch(name), *rest) for name, *rest in rows]

    def off(self) -> list[Turned]:
        """Return what is switched off."""
        return [each for each in self.all() if each.is_off]

    def _turn(self, turned: Turned) -> None:
        values: dict[str, Any] = {"is_off": turned.is_off, "reason": turned.reason}
        values |= {"changed_by": turned.by, "changed_at": turned.at}
        with self._engine.begin() as connection:
            put(connection, table, {"name": turned.switch.value}, values)


def switch_off_within(connection: Connection, turned: Turned) -> None:
    """Switch something off within the caller's transaction."""
    values: dict[str, Any] = {"is_off": True, "reason": turned.reason}
    values |= {"changed_by": turned.by, "changed_at": turned.at}
    put(connection, table, {"name": turned.switch.value}, values)


class RememberedSwitches:
    """The switches as one process knows them, asked of the database at most every second; methods may run in several threads.

    Args:
        seconds: how long what was read holds.
        ticking: seconds that only grow.
    """

    def __init__(
        self,
        switches: Switches,
        seconds: float = REMEMBERED_SECONDS,
        ticking: Callable[[], float] = time.monotonic,
    ) -> None:
        self._switches = switches
        self._seconds = seconds
        self._ticking = ticking
        self._known: tuple[float, frozenset[Switch]] | None = None

    def is_off(self, switch: Switch) -> bool:
        """Tell whether something is switched off; while the database does not answer, what was known last holds."""
        known, moment = self._known, self._ticking()
        if known is None or moment - known[0] >= self._seconds:
            known = self._known = (moment, self._read(frozenset() if known is None else known[1]))
        return switch in known[1]

    def _read(self, otherwise: frozenset[Switch]) -> frozenset[Switch]:
        try:
            return frozenset(each.switch for each in self._switches.off())
        except SQLAlchemyError as error:
            logger.warning("could not read the switches: %s", type(error).__name__)
            return otherwise


def is_on(switch: Switch) -> ColumnElement[bool]:
    """Return the condition, for statements of other rooms, that something is not switched off."""
    found = select(literal(1)).select_from(table).where(table.c.name == switch.value, table.c.is_off)
    return ~exists(found)
