"""What a union asks of the ledger of notices, which lies above: that who was told on one record is told, and nothing goes out twice."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Protocol

from sqlalchemy.engine import Connection

from bot.errors import SituationError


class BusyPersonError(SituationError):
    """A message to the person is leaving this very moment; try again later."""

    def __init__(self) -> None:
        super().__init__("正有一条通知在发给这个人，现在不能合并或分开。请过几分钟再做一次。")


class ToldLedger(Protocol):
    """The ledger, as unions and separations need it. Each method works within the caller's transaction."""

    def unite(self, connection: Connection, kept: str, gone: str, at: datetime) -> dict[str, list[int]]:
        """Give what one record was told to another; return what gives it back.

        Raises:
            BusyPersonError: a notice to either is on its way.
        """

    def divide(
        self, connection: Connection, kept: str, gone: str, moved: Mapping[str, Sequence[int]], since: datetime
    ) -> None:
        """Give it back, and what went to an address of the one since a moment.

        Raises:
            BusyPersonError: a notice is on its way.
        """
