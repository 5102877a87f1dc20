"""Asks in SQL whether a row is there, in a form that databases answer by an index for each row. Builds, runs nothing.

PostgreSQL may turn EXISTS into one pass over the whole table; that is right for choosing an audience, and far too slow for
claiming a few notices, which happens many times.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import literal, select
from sqlalchemy.sql.elements import ColumnElement
from sqlalchemy.sql.selectable import FromClause


def there_is(table: FromClause, condition: Any, outer: FromClause) -> ColumnElement[bool]:
    """Return the condition that ``table`` has a row for the present row of ``outer``."""
    found = select(literal(1)).select_from(table).where(condition).correlate(outer).limit(1)
    return found.scalar_subquery().is_not(None)
