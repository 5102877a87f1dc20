"""网页授权 of the simulated 服务号: the silent redirect with a code, the code for an openid, and the JS-SDK's signature.

Source: doc/offiaccount/OA_Web_Apps/Wechat_webpage_authorization.html, JS-SDK.html 附录1.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from simulator.api.gate import ApiCall, Json
from simulator.platform.people import Person
from simulator.platform.platform import SandboxPlatform
from simulator.wire.errcodes import Refused

COOKIE = "sim_openid"
STATE = re.compile(r"[a-zA-Z0-9]{0,128}")
SCOPES = ("snsapi_base", "snsapi_userinfo")
PAGE = '<!doctype html><html lang="zh-CN"><meta charset="utf-8"><title>提示</title><p>{}</p></html>'


class OAuth:
    """Lets a web page learn the openid of who opened it on a phone."""

    def __init__(self, platform: SandboxPlatform) -> None:
        self._platform = platform

    async def authorize(self, request: Request) -> Response:
        """Redirect to the page with a code, without asking, or say which parameter is wrong.

        Whose phone it is says the query ``sim_openid``, else the cookie of that name, else that there is only one phone.
        """
        if problem := self._problem(request):
            self._platform.transcript.add(self._platform.now(), "api", path=request.url.path, problem=problem)
            return HTMLResponse(PAGE.format(problem))
        person = self._holder(request)
        if person is None:
            return HTMLResponse(PAGE.format("请先在模拟手机上选一个人，再打开这个页面。"))
        code = self._platform.codes.issue(person.openid, self._platform.now())
        address = urlsplit(request.query_params["redirect_uri"])
        query = [*parse_qsl(address.query), ("code", code), ("state", request.query_params.get("state", ""))]
        response = RedirectResponse(urlunsplit(address._replace(query=urlencode(query), fragment="")), 302)
        response.set_cookie(COOKIE, person.openid, samesite="lax")
        self._platform.transcript.add(
            self._platform.now(), "api", path=request.url.path, openid=person.openid, errcode=0
        )
        return response

    def redeem(self, call: ApiCall) -> Json:
        """Give the openid for a code, once."""
        account, query = self._platform.config.wechat, call.query
        if query.get("appid") != account.app_id:
            raise Refused(40013)
        if query.get("secret") != account.app_secret:
            raise Refused(40125)
        if query.get("grant_type") != "authorization_code":
            raise Refused(40002)
        code = query.get("code", "")
        if self._platform.codes.is_used(code):
            raise Refused(40163)
        openid = self._platform.codes.redeem(code, self._platform.now())
        if openid is None:
            raise Refused(40029)
        call.user = openid
        return {
            "access_token": secrets.token_urlsafe(48),
            "expires_in": 7200,
            "refresh_token": secrets.token_urlsafe(48),
            "openid": openid,
            "scope": "snsapi_base",
        }

    def _problem(self, request: Request) -> str | None:
        query = request.query_params
        address = urlsplit(query.get("redirect_uri", ""))
        if query.get("appid") != self._platform.config.wechat.app_id:
            return "appid 参数错误"
        if address.scheme not in ("http", "https") or not self._platform.config.has_page_host(address.hostname):
            return "redirect_uri 参数错误"
        if query.get("response_type") != "code" or query.get("scope") not in SCOPES:
            return "scope 或 response_type 参数错误"
        return None if STATE.fullmatch(query.get("state", "")) else "state 参数错误：只能是最多 128 个字母和数字"

    def _holder(self, request: Request) -> Person | None:
        people = self._platform.people
        for openid in (request.query_params.get(COOKIE), request.cookies.get(COOKIE)):
            if openid in people:
                return people[openid]
        return next(iter(people.values())) if len(people) == 1 else None


def is_js_signature(ticket: str, nonce: str, timestamp: str, url: str, given: str) -> bool:
    """Return whether a page signed its wx.config rightly (JS-SDK.html 附录1)."""
    said = f"jsapi_ticket={ticket}&noncestr={nonce}&timestamp={timestamp}&url={url.partition('#')[0]}"
    return hmac.compare_digest(hashlib.sha1(said.encode()).hexdigest(), given)
