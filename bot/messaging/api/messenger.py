"""What every way of writing to a person looks like to those who want to tell them something: one letter in, a receipt or a reaction out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import Protocol


class Way(str, Enum):
    """How a letter travels: WeChat's 订阅通知, 模板消息 or 客服消息, the inbox of the web page, WeCom."""

    SUBSCRIBE = "subscribe"
    TEMPLATE = "template"
    CUSTOMER = "customer"
    WEB = "web"
    STAFF = "staff"


@dataclass(frozen=True)
class Letter:
    """One message to one address.

    Args:
        address: openid, userid or conversation; never logged.
        key: the same for the same message, so that a platform that knows idempotency keys sends it once (at most 32 characters).
        text: the whole message, for the ways that carry text.
        template: the template's id and its fields, for the ways that carry templates.
        url: what a tap opens.
    """

    way: Way
    address: str
    key: str
    text: str = ""
    template: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    url: str | None = None


@dataclass(frozen=True)
class Receipt:
    """The platform took the letter; ``message_id`` is its own number, which later events of delivery name."""

    message_id: str | None = None


class Messenger(Protocol):
    """Carries letters."""

    async def send(self, letter: Letter) -> Receipt:
        """Hand a letter over, once.

        Raises:
            PlatformRefusal: it was refused; or, with ``Reaction.UNKNOWN_OUTCOME``, nobody knows whether it was taken.
        """
