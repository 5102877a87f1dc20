"""Tokens and tickets: /cgi-bin/token, stable_token, ticket/getticket, WeCom's gettoken.

Sources: doc/service/api/base/api_getstableaccesstoken, Get_access_token.html; WeCom path/91039.
"""

from __future__ import annotations

from simulator.api.gate import ApiCall, Json
from simulator.platform.platform import SandboxPlatform
from simulator.platform.tokens import ForcedTooOften, Issued
from simulator.wire.errcodes import Refused


class Credentials:
    """Hands out what calls need."""

    def __init__(self, platform: SandboxPlatform) -> None:
        self._platform = platform

    def token(self, call: ApiCall) -> Json:
        """Give a new token (GET), ending the one before in five minutes."""
        self._check(call.query)
        return _token(self._platform.wechat_tokens.plain(self._platform.now()))

    def stable_token(self, call: ApiCall) -> Json:
        """Give the token that stays the same (POST)."""
        self._check(call.body)
        is_forced = call.body.get("force_refresh", False)
        if not isinstance(is_forced, bool):
            raise Refused(47001, "force_refresh should be boolean")
        try:
            return _token(self._platform.wechat_tokens.stable(self._platform.now(), is_forced))
        except ForcedTooOften as error:
            raise Refused(45009) from error

    def js_ticket(self, call: ApiCall) -> Json:
        """Give the ticket with which web pages sign wx.config."""
        if call.query.get("type") != "jsapi":
            raise Refused(40058, "type")
        issued = self._platform.js_ticket.get(self._platform.now())
        return {"errcode": 0, "errmsg": "ok", "ticket": issued.token, "expires_in": issued.expires_in}

    def wecom_token(self, call: ApiCall) -> Json:
        """Give the application's token, the same one while it is valid."""
        account = self._platform.config.wecom
        if call.query.get("corpid") != account.corp_id:
            raise Refused(40013)
        if call.query.get("corpsecret") != account.secret:
            raise Refused(40091)
        issued = self._platform.wecom_tokens.stable(self._platform.now())
        return {"errcode": 0, "errmsg": "ok", **_token(issued)}

    def _check(self, given: Json) -> None:
        account = self._platform.config.wechat
        if given.get("grant_type") != "client_credential":
            raise Refused(40002)
        if given.get("appid") != account.app_id:
            raise Refused(40013)
        if given.get("secret") != account.app_secret:
            raise Refused(40125)


def _token(issued: Issued) -> Json:
    return {"access_token": issued.token, "expires_in": issued.expires_in}
