"""Which station serves which town or village: set by the office, since no source publishes it. Each method is one short transaction."""

from __future__ import annotations

from sqlalchemy import delete, select
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.storage import put
from bot.storage.tables import station_areas as table

LONGEST = 64


class StationAreas:
    """The areas of the installation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def serve(self, station: str, area: str) -> None:
        """Let a station serve an area; one that another served changes hands.

        Raises:
            SituationError: a name is empty or too long.
        """
        if not all(1 <= len(name.strip()) <= LONGEST for name in (station, area)):
            raise SituationError(f"服务站和街镇的名字要写，最多{LONGEST}个字。")
        with self._engine.begin() as connection:
            put(connection, table, {"area": area.strip()}, {"station": station.strip()})

    def drop(self, area: str) -> bool:
        """Let nobody serve an area; tell whether someone did."""
        with self._engine.begin() as connection:
            return bool(connection.execute(delete(table).where(table.c.area == area)).rowcount)

    def all(self) -> dict[str, str]:
        """Return the stations by area, in the order in which people are offered them."""
        with self._engine.connect() as connection:
            rows = connection.execute(select(table.c.area, table.c.station).order_by(table.c.area))
            return {row.area: row.station for row in rows}
