"""Shares access tokens between processes through the database, sealed with a key made of the installation's secret."""

from __future__ import annotations

import asyncio
import base64
import hashlib
from datetime import datetime

from cryptography.fernet import Fernet, InvalidToken
from sqlalchemy import insert, or_, select, update
from sqlalchemy.engine import Engine
from sqlalchemy.exc import IntegrityError

from bot.messaging.api.access_tokens import AccessToken
from bot.storage.tables import shared_tokens as table


class DatabaseShelf:
    """The place of one account's token.

    Args:
        name: of the account and the kind of token.
    """

    def __init__(self, engine: Engine, secret: str, name: str) -> None:
        self._engine = engine
        self._name = name
        self._fernet = Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"leye token {secret}".encode()).digest()))

    async def read(self) -> AccessToken | None:
        """Return the token that lies there; one sealed with another secret counts as none."""
        return await asyncio.to_thread(self._read)

    async def lease(self, at: datetime, until: datetime) -> bool:
        """Claim the right to fetch a new one."""
        return await asyncio.to_thread(self._lease, at, until)

    async def put(self, token: AccessToken) -> None:
        """Lay a new token there."""
        sealed = self._fernet.encrypt(token.value.encode()).decode()
        await asyncio.to_thread(self._change, sealed=sealed, expires_at=token.expires_at, leased_until=None)

    async def release(self) -> None:
        """End the lease without a token."""
        await asyncio.to_thread(self._change, leased_until=None)

    def _read(self) -> AccessToken | None:
        with self._engine.connect() as connection:
            row = connection.execute(select(table).where(table.c.name == self._name)).first()
        if row is None or row.sealed is None:
            return None
        try:
            return AccessToken(self._fernet.decrypt(row.sealed.encode()).decode(), row.expires_at)
        except InvalidToken:
            return None

    def _lease(self, at: datetime, until: datetime) -> bool:
        is_free = or_(table.c.leased_until.is_(None), table.c.leased_until < at)
        claim = update(table).where(table.c.name == self._name, is_free).values(leased_until=until)
        with self._engine.begin() as connection:
            if connection.execute(claim).rowcount:
                return True
        try:
            with self._engine.begin() as connection:
                connection.execute(insert(table).values(name=self._name, leased_until=until))
        except IntegrityError:
            return False
        return True

    def _change(self, **values: object) -> None:
        with self._engine.begin() as connection:
            connection.execute(update(table).where(table.c.name == self._name).values(**values))
