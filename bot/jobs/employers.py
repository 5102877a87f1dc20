"""Erasing an employer: what was imported of it, its contact and its openings."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.storage.tables import employers, openings


@dataclass(frozen=True)
class ErasedEmployer:
    """What was erased: the name, and how many openings."""

    name: str
    openings: int


def erase_employer(engine: Engine, employer: int) -> ErasedEmployer:
    """Delete an employer with its contact, its openings, and which rows of lists they were.

    Raises:
        SituationError: there is no such employer.
    """
    with engine.begin() as connection:
        name = connection.execute(select(employers.c.name).where(employers.c.id == employer)).scalar()
        if name is None:
            raise SituationError(f"没有编号 {employer} 的单位。")
        count = select(func.count()).select_from(openings).where(openings.c.employer == employer)
        gone = ErasedEmployer(str(name), int(connection.execute(count).scalar_one()))
        connection.execute(delete(openings).where(openings.c.employer == employer))
        connection.execute(delete(employers).where(employers.c.id == employer))
    return gone
