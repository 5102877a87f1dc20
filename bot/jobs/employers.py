"""The employers of an installation: found by their name, and erased with their contact and their openings."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs.model import Employer
from bot.storage.tables import employers, openings


@dataclass(frozen=True)
class ErasedEmployer:
    """What was erased: the name, and how many openings."""

    name: str
    openings: int


class Employers:
    """The employers of the installation. Reading only; contacts stay sealed."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def find(self, employer: int) -> Employer | None:
        """Return an employer; None when there is none of this number."""
        with self._engine.connect() as connection:
            row = connection.execute(select(employers).where(employers.c.id == employer)).mappings().first()
        return None if row is None else _employer_of(row)


def _employer_of(row: Mapping[str, Any]) -> Employer:
    return Employer(**{name: row[name] for name in Employer.__dataclass_fields__})


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
