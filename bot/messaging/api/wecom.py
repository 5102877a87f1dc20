"""What we ask of WeCom's servers for one self-built app. Each call names the page that describes it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpx

from bot.messaging.api.access_tokens import AccessTokens, TokenShelf
from bot.messaging.api.calls import AuthorisedCalls, Sleep
from bot.messaging.api.http import call, platform_client
from bot.messaging.api.messenger import Letter, Receipt
from bot.messaging.api.reactions import WECOM, PlatformRefusal, Reaction

OFFICIAL_BASE = "https://qyapi.weixin.qq.com"
# The platform drops a message that it took within this time already.
DUPLICATES_SECONDS = 1800


class WecomApi:
    """The interface of one app; a ``Messenger`` to colleagues."""

    def __init__(
        self,
        base: str,
        corp_id: str,
        agent_id: int,
        secret: str,
        shelf: TokenShelf,
        now: Callable[[], datetime],
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._corp_id = corp_id
        self._agent_id = agent_id
        self._secret = secret
        self._http = platform_client(base, transport)
        self._call = AuthorisedCalls(self._http, AccessTokens(self._fetch_token, shelf, now), WECOM, sleep)

    async def send(self, letter: Letter) -> Receipt:
        """Send a letter: ``fields`` with a ``card`` (JSON of a template card) as a card, else the text.

        https://developer.work.weixin.qq.com/document/path/90236

        Raises:
            PlatformRefusal: see ``Messenger.send``.
        """
        card = letter.fields.get("card")
        content: dict[str, Any] = {"msgtype": "text", "text": {"content": letter.text}}
        if card is not None:
            content = {"msgtype": "template_card", "template_card": json.loads(card)}
        body = {
            "touser": letter.address,
            "agentid": self._agent_id,
            "enable_duplicate_check": 1,
            "duplicate_check_interval": DUPLICATES_SECONDS,
            **content,
        }
        answer = await self._call("/cgi-bin/message/send", body)
        # errcode 0 may still name people who were not reached.
        if letter.address.lower() in str(answer.get("invaliduser", "")).lower().split("|"):
            raise PlatformRefusal(Reaction.DEAD_RECIPIENT, 0, "成员不在应用的可见范围内")
        return Receipt(str(answer["msgid"]) if "msgid" in answer else None)

    async def update_card(self, response_code: str, userid: str, said: str) -> None:
        """Replace the buttons of a card by a word; a response code works once within 72 hours.

        https://developer.work.weixin.qq.com/document/path/94888
        """
        body = {
            "userids": [userid],
            "agentid": self._agent_id,
            "response_code": response_code,
            "button": {"replace_name": said},
        }
        await self._call("/cgi-bin/message/update_template_card", body)

    async def check_token(self) -> None:
        """Raise PlatformRefusal when the platform gives no access token."""
        await self._fetch_token()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _fetch_token(self) -> tuple[str, int]:
        query = {"corpid": self._corp_id, "corpsecret": self._secret}
        answer = await call(self._http, WECOM, "/cgi-bin/gettoken", query=query)
        return str(answer["access_token"]), int(answer["expires_in"])
