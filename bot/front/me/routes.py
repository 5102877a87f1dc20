"""``/me``: the routes of the page. Every change is a form of the page itself; nothing changes by opening an address."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, JSONResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from bot.channel_settings import WECHAT_SCRIPTS, WechatAccount
from bot.clock import SHANGHAI, now
from bot.front.me.holdings import Holdings, MyPage
from bot.front.me.page_tickets import PageTickets, SignedPage
from bot.front.web.http_errors import Refusal
from bot.front.web.templates import templates_in
from bot.front.web.visit_cookies import PATH, Visitor, Visitors, is_from_page, new_state
from bot.kb import chinese_date
from bot.messaging.api import PlatformRefusal, WechatApi, authorisation_address
from bot.people import Identities

TEMPLATES = Path(__file__).parent
NOT_LET_IN = "这个页面要从微信菜单“订阅和我的数据”打开，或者从聊天网页里点“我的数据”打开。链接15分钟内有效。"
AUTHORISATION_FAILED = "微信没有认出您来。请关掉这个页面，从菜单里再点一次。"
NOT_THE_PAGE = "这个页面放得太久了，没有保存。请刷新后再点一次。"
MOST_FIELDS = 100
SAVED = "已经保存。"
NOT_SEEKING = "求职登记已经停了，登记的都删了，不会再推荐您。"
NOT_REMINDED = "招聘会的提醒已经停了，记的都删了。"
STOPPED = "已经全部停止，马上生效。以后想再收，来这里勾选就行。"
DONE = {"saved": SAVED, "stopped": STOPPED, "not_seeking": NOT_SEEKING, "not_reminded": NOT_REMINDED}
NOT_SURE = "要删除的话，请先勾上“我确定”。"
ERASED = "您的资料已经全部删除。以后再来问，会当作新的人。"
# A station's computer is shared: what is held of a person stays on none.
DOWNLOAD = {"Content-Disposition": 'attachment; filename="my-data.json"', "Cache-Control": "no-store"}
COPY_NAME = "我的数据"


class WechatPages:
    """What the page needs of WeChat: to learn who opened it, and to show its button."""

    def __init__(self, account: WechatAccount, api: WechatApi, tickets: PageTickets, identities: Identities) -> None:
        self.account = account
        self.api = api
        self.tickets = tickets
        self._identities = identities

    async def conversation_of(self, code: str) -> str:
        """Return the conversation of who came back with a code; raises PlatformRefusal."""
        openid = await self.api.openid_of(code)
        identity = await run_in_threadpool(self._identities.meet, "wechat", self.account.app_id, openid, now())
        return identity.conversation


def me_routes(
    visitors: Visitors, holdings: Callable[[], Holdings], public_url: str | None, wechat: WechatPages | None
) -> APIRouter:
    """Return the routes below ``/me``."""
    page = _Page(visitors, holdings, public_url, wechat)
    router = APIRouter(prefix=PATH, include_in_schema=False)
    router.add_api_route("", page.show, methods=["GET"])
    router.add_api_route("/wechat", page.authorise, methods=["GET"])
    router.add_api_route("/export", page.export, methods=["GET"])
    router.add_api_route("/copy", page.copy, methods=["GET"])
    router.add_api_route("/topics", page.choose_topics, methods=["POST"])
    router.add_api_route("/stop", page.stop, methods=["POST"])
    router.add_api_route("/stop-reminders", page.stop_reminders, methods=["POST"])
    router.add_api_route("/stop-seeking", page.stop_seeking, methods=["POST"])
    router.add_api_route("/erase", page.erase, methods=["POST"])
    return router


class _Page:
    def __init__(
        self,
        visitors: Visitors,
        holdings: Callable[[], Holdings],
        public_url: str | None,
        wechat: WechatPages | None,
    ) -> None:
        self._visitors = visitors
        self._holdings = holdings
        self._public_url = public_url
        self._wechat = wechat
        self._template = templates_in(TEMPLATES).get_template("me.html")

    async def show(self, request: Request, link: str = "", done: str = "") -> Response:
        """Show the page, or let someone in by a signed link first so that the address bar does not keep it."""
        if link:
            owner = self._visitors.owner_of_link(link)
            if owner is None or await self._is_over(owner.conversation, owner.since):
                return self._closed(403, NOT_LET_IN)
            response = RedirectResponse(PATH, 303)
            self._visitors.let_in(response, owner.conversation)
            return response
        visitor = await self._visitor(request)
        if visitor is None:
            return self._closed(403, NOT_LET_IN)
        return await self._open(request, visitor, DONE.get(done, ""))

    async def authorise(self, request: Request, code: str = "", state: str = "") -> Response:
        """Send someone to WeChat to be recognised, and let them in when they come back."""
        if self._wechat is None or self._public_url is None:
            return self._closed(404, NOT_LET_IN)
        if not code:
            fresh, back = new_state(), f"{self._public_url}{PATH}/wechat"
            account = self._wechat.account
            begun = RedirectResponse(authorisation_address(account.pages, account.app_id, back, fresh), 302)
            self._visitors.begin_authorisation(begun, fresh)
            return begun
        if not self._visitors.began(request, state):
            return self._closed(403, AUTHORISATION_FAILED)
        try:
            conversation = await self._wechat.conversation_of(code)
        except PlatformRefusal:
            return self._closed(403, AUTHORISATION_FAILED)
        response = RedirectResponse(PATH, 303)
        self._visitors.let_in(response, conversation)
        return response

    async def export(self, request: Request) -> Response:
        """Give everything that is held, as a file."""
        visitor = await self._known(request)
        held = await run_in_threadpool(self._exported, visitor)
        return JSONResponse(held, headers=DOWNLOAD)

    async def copy(self, request: Request) -> Response:
        """Give what is held in words, as a page to keep or to print."""
        visitor = await self._known(request)
        at = now()
        page = await run_in_threadpool(self._copied, visitor, at)
        name = quote(f"{COPY_NAME}-{at.astimezone(SHANGHAI):%Y-%m-%d}.html")
        headers = {
            "Content-Disposition": f"attachment; filename=\"my-data.html\"; filename*=UTF-8''{name}",
            "Cache-Control": "no-store",
        }
        return HTMLResponse(page, headers=headers)

    async def choose_topics(self, request: Request) -> Response:
        """Make the topics those that were ticked."""
        visitor, form = await self._posted(request)
        await run_in_threadpool(self._want, visitor, form.get("topic", []))
        return RedirectResponse(f"{PATH}?done=saved", 303)

    async def stop(self, request: Request) -> Response:
        """Withdraw every consent."""
        visitor, _ = await self._posted(request)
        await run_in_threadpool(self._stop, visitor)
        return RedirectResponse(f"{PATH}?done=stopped", 303)

    async def stop_seeking(self, request: Request) -> Response:
        """End being introduced to employers."""
        visitor, _ = await self._posted(request)
        await run_in_threadpool(self._stop_seeking, visitor)
        return RedirectResponse(f"{PATH}?done=not_seeking", 303)

    async def stop_reminders(self, request: Request) -> Response:
        """End being reminded of fairs."""
        visitor, _ = await self._posted(request)
        await run_in_threadpool(self._stop_reminders, visitor)
        return RedirectResponse(f"{PATH}?done=not_reminded", 303)

    async def erase(self, request: Request) -> Response:
        """Delete everything, when the box that says so is ticked."""
        visitor, form = await self._posted(request)
        if form.get("sure") != ["yes"]:
            return await self._open(request, visitor, NOT_SURE)
        await run_in_threadpool(self._erase, visitor)
        response = self._closed(200, ERASED)
        self._visitors.let_go(response)
        return response

    async def _visitor(self, request: Request) -> Visitor | None:
        """Return who opened the page; nobody, once the person was erased since."""
        visitor = self._visitors.visitor(request)
        is_over = visitor is not None and await self._is_over(visitor.conversation, visitor.since)
        return None if is_over else visitor

    async def _is_over(self, conversation: str, since: datetime) -> bool:
        return await run_in_threadpool(lambda: self._holdings().is_over(conversation, since))

    async def _known(self, request: Request) -> Visitor:
        visitor = await self._visitor(request)
        if visitor is None:
            raise Refusal(403, "not_let_in", NOT_LET_IN)
        return visitor

    async def _posted(self, request: Request) -> tuple[Visitor, dict[str, list[str]]]:
        visitor = await self._known(request)
        try:
            form = parse_qs((await request.body()).decode(), max_num_fields=MOST_FIELDS)
        except ValueError:
            raise Refusal(400, "not_a_form", NOT_THE_PAGE) from None
        if not is_from_page(visitor, form.get("key", [""])[0]):
            raise Refusal(403, "not_the_page", NOT_THE_PAGE)
        return visitor, form

    def _exported(self, visitor: Visitor) -> dict[str, Any]:
        return self._holdings().export(self._holdings().meet(visitor.conversation, now()))

    def _copied(self, visitor: Visitor, at: datetime) -> str:
        holdings = self._holdings()
        identity = holdings.meet(visitor.conversation, at)
        facts, sections = holdings.readable(identity, at)
        template = templates_in(TEMPLATES).get_template("copy.html")
        return template.render(facts=facts, sections=sections, on=chinese_date(at.astimezone(SHANGHAI).date()))

    def _want(self, visitor: Visitor, topics: list[str]) -> None:
        holdings = self._holdings()
        holdings.want(holdings.meet(visitor.conversation, now()), topics, now())

    def _stop(self, visitor: Visitor) -> None:
        self._holdings().stop(self._holdings().meet(visitor.conversation, now()), now())

    def _stop_seeking(self, visitor: Visitor) -> None:
        at = now()
        self._holdings().stop_seeking(self._holdings().meet(visitor.conversation, at), at)

    def _stop_reminders(self, visitor: Visitor) -> None:
        at = now()
        self._holdings().stop_reminders(self._holdings().meet(visitor.conversation, at), at)

    def _erase(self, visitor: Visitor) -> None:
        at = now()
        self._holdings().erase(self._holdings().meet(visitor.conversation, at), at)

    def _read(self, visitor: Visitor) -> MyPage:
        holdings, at = self._holdings(), now()
        return holdings.page(holdings.meet(visitor.conversation, at), at)

    async def _open(self, request: Request, visitor: Visitor, message: str) -> Response:
        shown = await run_in_threadpool(self._read, visitor)
        signed = await self._signed(request) if shown.identity.channel == "wechat" else None
        return self._rendered(200, message, shown, visitor.csrf_token, signed)

    async def _signed(self, request: Request) -> SignedPage | None:
        if self._wechat is None or not self._wechat.account.templates:
            return None
        query = f"?{request.url.query}" if request.url.query else ""
        try:
            return await self._wechat.tickets.sign(f"{self._public_url}{request.url.path}{query}")
        except PlatformRefusal:
            # The page is of use without WeChat's button.
            return None

    def _closed(self, status: int, message: str) -> Response:
        return self._rendered(status, message, None, "", None)

    def _rendered(
        self, status: int, message: str, shown: MyPage | None, key: str, signed: SignedPage | None
    ) -> Response:
        account = self._wechat.account if self._wechat else None
        page = self._template.render(message=message, shown=shown, key=key, signed=signed, account=account)
        return HTMLResponse(
            page, status, {"Content-Security-Policy": _page_policy(account), "Cache-Control": "no-store"}
        )


def _page_policy(account: WechatAccount | None) -> str:
    """Return the Content-Security-Policy of the page.

    WeChat forbids copies of its script, so it comes from WeChat. A simulator also shows the page in a frame and is told of taps.
    """
    scripts = "" if account is None else f" {_origin(account.scripts)}"
    is_simulated = account is not None and account.scripts != WECHAT_SCRIPTS
    simulator = scripts if is_simulated else ""
    return (
        f"default-src 'none'; script-src 'self'{scripts}; style-src 'self'; img-src 'self'; connect-src 'self'{simulator}; "
        f"form-action 'self'; base-uri 'none'; frame-ancestors {simulator.strip() or chr(39) + 'none' + chr(39)}"
    )


def _origin(address: str) -> str:
    parts = urlsplit(address)
    return f"{parts.scheme}://{parts.netloc}"
