"""What we ask of WeChat's servers for one 服务号. Each call names the page that describes it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any
from urllib.parse import quote

import httpx

from bot.messaging.api.access_tokens import AccessTokens, TokenShelf
from bot.messaging.api.calls import AuthorisedCalls, Sleep
from bot.messaging.api.http import call, platform_client
from bot.messaging.api.messenger import Letter, Receipt, Way
from bot.messaging.api.reactions import WECHAT, PlatformRefusal, Reaction

OFFICIAL_BASE = "https://api.weixin.qq.com"


class WechatApi:
    """The interface of one account; a ``Messenger`` for the three ways that WeChat has."""

    def __init__(
        self,
        base: str,
        app_id: str,
        app_secret: str,
        shelf: TokenShelf,
        now: Callable[[], datetime],
        transport: httpx.AsyncBaseTransport | None = None,
        sleep: Sleep = asyncio.sleep,
    ) -> None:
        self._app_id = app_id
        self._app_secret = app_secret
        self._http = platform_client(base, transport)
        self._tokens = AccessTokens(self._fetch_token, shelf, now)
        self._call = AuthorisedCalls(self._http, self._tokens, WECHAT, sleep)

    async def send(self, letter: Letter) -> Receipt:
        """Hand a letter over.

        Raises:
            PlatformRefusal: see ``Messenger.send``.
        """
        if letter.way is Way.CUSTOMER:
            return await self.send_text(letter.address, letter.text)
        path, body = _templated(letter)
        answer = await self._call(path, body)
        message_id = answer.get("msgid")
        return Receipt(None if message_id is None else str(message_id))

    async def send_text(self, openid: str, text: str) -> Receipt:
        """Send a 客服消息. https://developers.weixin.qq.com/doc/service/api/customer/message/api_sendcustommessage"""
        body = {"touser": openid, "msgtype": "text", "text": {"content": text}}
        await self._call("/cgi-bin/message/custom/send", body)
        return Receipt()

    async def create_menu(self, menu: Mapping[str, Any]) -> None:
        """Replace the menu of the account. https://developers.weixin.qq.com/doc/service/api/custommenu/api_createcustommenu"""
        await self._call("/cgi-bin/menu/create", menu)

    async def read_menu(self) -> dict[str, Any]:
        """Return the menu as the platform holds it. https://developers.weixin.qq.com/doc/service/api/custommenu/api_getmenu"""
        return await self._call("/cgi-bin/menu/get")

    async def create_permanent_qr(self, scene: str) -> str:
        """Return the address behind a permanent QR code. https://developers.weixin.qq.com/doc/service/api/qrcode/qrcodes/api_createqrcode"""
        body = {"action_name": "QR_LIMIT_STR_SCENE", "action_info": {"scene": {"scene_str": scene}}}
        answer = await self._call("/cgi-bin/qrcode/create", body)
        return str(answer["url"])

    async def read_templates(self) -> list[dict[str, Any]]:
        """Return the message templates of the account. https://developers.weixin.qq.com/doc/service/api/notify/template/api_getalltemplates"""
        answer = await self._call("/cgi-bin/template/get_all_private_template")
        return list(answer.get("template_list", ()))

    async def read_subscribe_templates(self) -> list[dict[str, Any]]:
        """Return the 订阅通知 templates. https://developers.weixin.qq.com/doc/service/api/notify/notify/api_getwxapubnewtemplate"""
        answer = await self._call("/wxaapi/newtmpl/gettemplate")
        return list(answer.get("data", ()))

    async def read_page_ticket(self) -> tuple[str, int]:
        """Return the ticket that signs pages for WeChat's JS-SDK, and its lifetime in seconds."""
        answer = await self._call("/cgi-bin/ticket/getticket", query={"type": "jsapi"})
        return str(answer["ticket"]), int(answer["expires_in"])

    async def openid_of(self, code: str) -> str:
        """Return who came back from the authorisation page; a code works once, for five minutes.

        https://developers.weixin.qq.com/doc/service/guide/h5/auth.html

        Raises:
            PlatformRefusal: the code is wrong, used or too old.
        """
        query = {"appid": self._app_id, "secret": self._app_secret, "code": code, "grant_type": "authorization_code"}
        answer = await call(self._http, WECHAT, "/sns/oauth2/access_token", query=query)
        openid = answer.get("openid")
        if not isinstance(openid, str) or not openid:
            raise PlatformRefusal(Reaction.UNKNOWN_OUTCOME, None, "授权应答里没有 openid")
        return openid

    async def check_token(self) -> None:
        """Raise PlatformRefusal when the platform gives no access token."""
        await self._fetch_token()

    async def close(self) -> None:
        """Close the connections."""
        await self._http.aclose()

    async def _fetch_token(self) -> tuple[str, int]:
        # Never forced: that may be done 20 times a day, and without it all processes get the same valid token.
        body = {"grant_type": "client_credential", "appid": self._app_id, "secret": self._app_secret}
        answer = await call(self._http, WECHAT, "/cgi-bin/stable_token", body={**body, "force_refresh": False})
        return str(answer["access_token"]), int(answer["expires_in"])


def authorisation_address(base: str, app_id: str, back_to: str, state: str) -> str:
    """Return the page of WeChat that sends a person back to us with a code; it shows nothing and gives the openid only."""
    query = f"appid={quote(app_id)}&redirect_uri={quote(back_to, safe='')}&response_type=code&scope=snsapi_base"
    return f"{base}/connect/oauth2/authorize?{query}&state={quote(state, safe='')}#wechat_redirect"


def _templated(letter: Letter) -> tuple[str, dict[str, Any]]:
    """Return path and body of a 订阅通知 or a 模板消息.

    https://developers.weixin.qq.com/doc/service/api/notify/notify/api_sendnewsubscribemsg
    https://developers.weixin.qq.com/doc/service/api/notify/template/api_sendtemplatemessage
    """
    data = {name: {"value": value} for name, value in letter.fields.items()}
    body: dict[str, Any] = {"touser": letter.address, "template_id": letter.template, "data": data}
    if letter.way is Way.SUBSCRIBE:
        return "/cgi-bin/message/subscribe/bizsend", {**body, **({"page": letter.url} if letter.url else {})}
    body |= {"client_msg_id": letter.key, **({"url": letter.url} if letter.url else {})}
    return "/cgi-bin/message/template/send", body
