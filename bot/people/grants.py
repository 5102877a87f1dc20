"""What people allow WeChat to deliver, per message template. WeChat keeps the truth; this is our count of it, so that no send is tried in vain.

一次性订阅: one message for each grant; 长期订阅: until refused (only for public services).
https://developers.weixin.qq.com/doc/service/guide/product/subscription_messages/intro.html
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum

from sqlalchemy import delete, insert, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.storage.tables import template_grants as table


class GrantKind(str, Enum):
    """How long a grant lasts."""

    ONE_OFF = "one_off"
    LONG_TERM = "long_term"


@dataclass(frozen=True)
class Grant:
    """What may still be sent with one template; ``remaining`` counts one-off messages."""

    template: str
    kind: GrantKind
    remaining: int


class Grants:
    """The grants of all people. Every method is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def accept(self, person: str, template: str, kind: GrantKind, at: datetime) -> None:
        """Record a grant; one-off grants add up."""
        this = (table.c.person == person, table.c.template == template)
        count = 1 if kind is GrantKind.ONE_OFF else 0
        more = {"kind": kind.value, "remaining": table.c.remaining + count, "updated_at": at}
        row = {"person": person, "template": template, **more, "remaining": count}
        try:
            with self._engine.begin() as connection:
                if not connection.execute(update(table).where(*this).values(**more)).rowcount:
                    connection.execute(insert(table).values(**row))
        except IntegrityError:
            # Another process recorded the first grant in between.
            with self._engine.begin() as connection:
                connection.execute(update(table).where(*this).values(**more))

    def refuse(self, person: str, template: str | None = None) -> None:
        """Forget the grants of a template, or of all: refused, used up on the platform, or unfollowed."""
        conditions = [table.c.person == person, *([table.c.template == template] if template is not None else [])]
        with self._engine.begin() as connection:
            connection.execute(delete(table).where(*conditions))

    def of_person(self, person: str) -> list[Grant]:
        """Return the grants of a person by template."""
        query = select(table.c.template, table.c.kind, table.c.remaining).where(table.c.person == person)
        with self._engine.connect() as connection:
            rows = connection.execute(query.order_by(table.c.template))
            return [Grant(template, GrantKind(kind), remaining) for template, kind, remaining in rows]
