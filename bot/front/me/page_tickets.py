"""Signs the page for WeChat's JS-SDK, without which its button for subscriptions does not work.

https://developers.weixin.qq.com/doc/service/guide/h5/jssdk.html
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.messaging.api import AccessTokens, TokenShelf, WechatApi


@dataclass(frozen=True)
class SignedPage:
    """What ``wx.config`` needs."""

    timestamp: int
    nonce: str
    signature: str


class PageTickets:
    """Signs addresses of one account's pages."""

    def __init__(self, api: WechatApi, shelf: TokenShelf, now: Callable[[], datetime]) -> None:
        self._tickets = AccessTokens(api.read_page_ticket, shelf, now)
        self._now = now

    async def sign(self, address: str) -> SignedPage:
        """Return the signature of a page.

        Raises:
            PlatformRefusal: the platform gives no ticket.
        """
        ticket, nonce, timestamp = await self._tickets.get(), secrets.token_hex(8), int(self._now().timestamp())
        text = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={address.partition('#')[0]}"
        return SignedPage(timestamp, nonce, hashlib.sha1(text.encode()).hexdigest())
