"""How many 客服消息 an account may still send to a person: what the person did last decides the number and the time. Pure.

https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum


class Interaction(str, Enum):
    """What a person did that lets the account write."""

    MESSAGE = "message"
    MENU = "menu"
    FOLLOW = "follow"
    SCAN = "scan"


@dataclass(frozen=True)
class ReplyAllowance:
    """So many messages within so much time."""

    messages: int
    time: timedelta


ALLOWANCES = {
    Interaction.MESSAGE: ReplyAllowance(5, timedelta(hours=48)),
    Interaction.MENU: ReplyAllowance(3, timedelta(minutes=1)),
    Interaction.FOLLOW: ReplyAllowance(3, timedelta(minutes=1)),
    Interaction.SCAN: ReplyAllowance(3, timedelta(minutes=1)),
}


@dataclass(frozen=True)
class ReplyWindow:
    """What is left of the last interaction."""

    interaction: Interaction
    opened_at: datetime
    sent: int

    @property
    def ends_at(self) -> datetime:
        """Return when it closes."""
        return self.opened_at + ALLOWANCES[self.interaction].time

    def left(self, at: datetime) -> int:
        """Return how many messages may still be sent."""
        return 0 if at >= self.ends_at else max(0, ALLOWANCES[self.interaction].messages - self.sent)
