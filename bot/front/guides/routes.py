"""``/guides`` lists the guides, ``/guides/<policy>`` is one, ``/guides/<policy>/code.svg`` the square code that leads to it.

Nothing is kept between requests, so that a page tells what was published last. No script, no log-in, nothing of a person.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from markupsafe import Markup
from starlette.concurrency import run_in_threadpool

from bot.clock import today
from bot.front.services import FrontServices
from bot.front.web.http_errors import Refusal
from bot.front.web.qr_code import drawn
from bot.front.web.rate_limits import TOO_OFTEN, address_client, check
from bot.front.web.templates import templates_in
from bot.kb import KnowledgeBase, Policy, chinese_date
from bot.text import typeset
from bot.wording.guides import guide, guide_groups

PATH = "/guides"
CODE = "/code.svg"
UNKNOWN = "没有这份服务指南，可能是地址抄错了，或者这项政策已经改了名字。全部指南都在下面。"
TEMPLATES = Path(__file__).parent


@dataclass(frozen=True)
class _GuideResponse:
    """A response: its status and content, and what kind of content it is."""

    status: int
    content: str
    kind: str = "text/html"


def add_guide_pages(app: FastAPI, shared: FrontServices, as_of: date | None) -> None:
    """Serve the pages below ``/guides``."""
    pages = _GuidePages(shared.kb, shared.public_url, as_of)

    async def answered(request: Request, work: Callable[[], _GuideResponse]) -> Response:
        try:
            await check(shared.limit, address_client(request.client.host if request.client else None))
        except Refusal as refusal:
            return HTMLResponse(pages.list(refusal.status, TOO_OFTEN).content, refusal.status, refusal.headers)
        shown = await run_in_threadpool(work)
        return Response(shown.content, shown.status, media_type=shown.kind)

    @app.get(PATH, include_in_schema=False)
    async def all_guides(request: Request) -> Response:
        return await answered(request, pages.list)

    @app.get(f"{PATH}/{{name}}{CODE}", include_in_schema=False)
    async def square_code(request: Request, name: str) -> Response:
        return await answered(request, lambda: pages.code(name, str(request.base_url)))

    # Whatever somebody makes up below the address gets a page, too.
    @app.get(f"{PATH}/{{name:path}}", include_in_schema=False)
    async def one_guide(request: Request, name: str) -> Response:
        return await answered(request, lambda: pages.one(name, str(request.base_url)))


class _GuidePages:
    """Draws the pages from the knowledge base of the moment."""

    def __init__(self, kb: Callable[[], KnowledgeBase], public_url: str | None, as_of: date | None) -> None:
        self._kb, self._public_url, self._as_of = kb, public_url, as_of
        templates = templates_in(TEMPLATES)
        self._guide, self._list = templates.get_template("guide.html"), templates.get_template("guides.html")

    def list(self, status: int = 200, message: str = "") -> _GuideResponse:
        """Return the list of all guides; with a message only that where it is about coming too often."""
        on = today(self._as_of)
        groups = () if message == TOO_OFTEN else guide_groups(self._kb(), on)
        return _GuideResponse(
            status, self._list.render(groups=groups, message=message, on=chinese_date(on), say=typeset)
        )

    def one(self, name: str, base: str) -> _GuideResponse:
        """Return the guide of a policy, or the list with a word about it where none is called so."""
        kb = self._kb()
        policy = kb.policies.get(name)
        if policy is None:
            return self.list(404, UNKNOWN)
        address = self._address(policy, base)
        question = quote(f"{policy.short_title}怎么办")
        page = self._guide.render(
            guide=guide(kb, policy, today(self._as_of)),
            topic=kb.topics[policy.topic],
            code=drawn(address),
            address=address,
            ask=f"/#ask={question}",
            say=typeset,
        )
        return _GuideResponse(200, page)

    def code(self, name: str, base: str) -> _GuideResponse:
        """Return the square code that leads to the guide of a policy, as a picture of its own."""
        policy = self._kb().policies.get(name)
        if policy is None:
            return self.list(404, UNKNOWN)
        picture = drawn(self._address(policy, base)).replace(
            "<svg ", Markup('<svg xmlns="http://www.w3.org/2000/svg" '), 1
        )
        return _GuideResponse(200, picture, "image/svg+xml")

    def _address(self, policy: Policy, base: str) -> str:
        return f"{(self._public_url or base).rstrip('/')}{PATH}/{policy.id}"
