"""An employer that is erased leaves neither contact nor openings, and the others stay."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs import erase_employer
from bot.storage.tables import employers, opening_entries, openings
from tests.jobs.conftest import JobsDesk


def test_an_employer_goes_with_all_that_was_imported_of_it(engine: Engine, desk: JobsDesk) -> None:
    other = {"单位名称": "别的公司", "统一社会信用代码": None, "岗位名称": "保安"}
    desk.read(engine, desk.write({}, {"岗位名称": "厨师"}, other))
    with engine.connect() as connection:
        first = connection.execute(select(employers.c.id).where(employers.c.name == "津西样例公司")).scalar_one()
    gone = erase_employer(engine, first)
    assert (gone.name, gone.openings) == ("津西样例公司", 2)
    with engine.connect() as connection:
        assert list(connection.execute(select(employers.c.name)).scalars()) == ["别的公司"]
        assert list(connection.execute(select(openings.c.title)).scalars()) == ["保安"]
        assert len(connection.execute(select(opening_entries)).all()) == 1
    with pytest.raises(SituationError, match="没有编号"):
        erase_employer(engine, first)
