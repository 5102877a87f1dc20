"""``/employer/…``: what a link shows and takes. Works without a script; what was typed stays in the form until it is right."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from bot.clock import now
from bot.front.employers.employer_links import ANSWER_PATH, PATH, EmployerLinks
from bot.front.employers.employer_room import EmployerRoom
from bot.front.services import FrontServices
from bot.front.turns.message_schema import FORBIDDEN_CHARACTER
from bot.front.web.http_errors import Refusal
from bot.front.web.rate_limits import address_client, check
from bot.front.web.templates import templates_in
from bot.wording.jobs import employers as say

TEMPLATES = Path(__file__).parent
MOST_FIELDS = 30


def add_employer_pages(app: FastAPI, shared: FrontServices, room: EmployerRoom, links: EmployerLinks) -> None:
    """Serve the pages below ``/employer``."""
    page = _EmployerPages(shared, room, links)
    app.add_api_route(f"{ANSWER_PATH}/{{token}}", page.show_answer, methods=["GET"], include_in_schema=False)
    app.add_api_route(f"{ANSWER_PATH}/{{token}}", page.take_answer, methods=["POST"], include_in_schema=False)
    app.add_api_route(f"{PATH}/{{token}}", page.show_form, methods=["GET"], include_in_schema=False)
    app.add_api_route(f"{PATH}/{{token}}", page.take_form, methods=["POST"], include_in_schema=False)


class _EmployerPages:
    def __init__(self, shared: FrontServices, room: EmployerRoom, links: EmployerLinks) -> None:
        self._limit, self._tries, self._room, self._links = shared.limit, shared.sign_in_limit, room, links
        self._form, self._answer = (templates_in(TEMPLATES).get_template(f"{name}.html") for name in ("form", "answer"))

    async def show_form(self, request: Request, token: str) -> Response:
        """Show the form of an employer, and how what it wrote before stands."""
        refused = await self._refused(request, self._form, self._limit)
        if refused is not None:
            return refused
        sent = request.query_params.get("sent", "")
        return await run_in_threadpool(self._shown_form, token, {}, {}, done=say.SENT.get(sent, ""))

    async def take_form(self, request: Request, token: str) -> Response:
        """Take an opening; nothing of it is public before a colleague let it pass."""
        written = await _fields(request)
        try:
            await check(self._tries, _client(request))
        except Refusal as refusal:
            return await run_in_threadpool(self._shown_form, token, written, {}, say.TOO_OFTEN, refusal.status)
        return await run_in_threadpool(self._taken, token, written)

    async def show_answer(self, request: Request, token: str) -> Response:
        """Show what an employer is asked."""
        refused = await self._refused(request, self._answer, self._limit)
        return await run_in_threadpool(self._shown_answer, token) if refused is None else refused

    async def take_answer(self, request: Request, token: str) -> Response:
        """Take the answer to one introduction; the same again changes nothing."""
        refused = await self._refused(request, self._answer, self._tries)
        if refused is not None:
            return refused
        fields, introduction = await _fields(request), self._links.introduction_of(token)
        if introduction is None or fields.get("answer") not in ("yes", "no"):
            return await run_in_threadpool(self._shown_answer, token)
        counts = await run_in_threadpool(
            self._room.answer, introduction, fields.get("reason", ""), now(), is_willing=fields["answer"] == "yes"
        )
        if not counts:
            return await run_in_threadpool(self._shown_answer, token, say.OTHERWISE, 409)
        return RedirectResponse(f"{ANSWER_PATH}/{token}", 303)

    def _taken(self, token: str, written: Mapping[str, str]) -> Response:
        employer = self._links.employer_of(token)
        known = None if employer is None else self._room.employer(employer)
        if known is None:
            return self._shown_form(token, {}, {})
        kept = self._room.keep(known, written, now())
        if kept.wrong or kept.problem:
            return self._shown_form(token, written, kept.wrong, kept.problem or say.NOT_TAKEN, 422)
        return RedirectResponse(f"{PATH}/{token}?sent={kept.became}", 303)

    def _shown_form(
        self,
        token: str,
        written: Mapping[str, str],
        wrong: Mapping[str, str],
        message: str = "",
        status: int = 200,
        done: str = "",
    ) -> Response:
        employer = self._links.employer_of(token)
        known = None if employer is None else self._room.employer(employer)
        if known is None:
            return _rendered(self._form, {"employer": None, "message": say.BAD_LINK, "done": ""}, 403)
        fresh = {"town": known.town or ""} if not written else {}
        values = {
            "employer": known,
            "message": message,
            "done": done,
            "written": {**fresh, **written},
            "wrong": wrong,
            "fields": self._room.fields,
            "longest": self._room.longest,
            "own": self._room.own(known),
            "say": say,
        }
        return _rendered(self._form, values, status)

    def _shown_answer(self, token: str, message: str = "", status: int = 200) -> Response:
        introduction = self._links.introduction_of(token)
        shown = None if introduction is None else self._room.introduction(introduction, now())
        if shown is None:
            return _rendered(self._answer, {"shown": None, "message": say.BAD_LINK}, 403)
        return _rendered(self._answer, {"shown": shown, "message": message, "say": say}, status)

    async def _refused(self, request: Request, template: Any, limit: Any) -> Response | None:
        try:
            await check(limit, _client(request))
        except Refusal as refusal:
            values = {"employer": None, "shown": None, "message": refusal.message, "done": ""}
            return _rendered(template, values, refusal.status, refusal.headers)
        return None


def _rendered(
    template: Any, values: Mapping[str, Any], status: int = 200, headers: Mapping[str, str] | None = None
) -> HTMLResponse:
    # Neither a shared computer nor a search engine keeps what a link opens.
    kept = {"Cache-Control": "no-store", "X-Robots-Tag": "noindex", **(headers or {})}
    return HTMLResponse(template.render(values), status, kept)


def _client(request: Request) -> str:
    return f"employer:{address_client(request.client.host if request.client else None)}"


async def _fields(request: Request) -> dict[str, str]:
    """Return the fields of a form, without what no keyboard types; nothing where it cannot be read."""
    try:
        form = parse_qs((await request.body()).decode(), keep_blank_values=True, max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: _typed(values[-1]) for name, values in form.items()}


def _typed(text: str) -> str:
    return FORBIDDEN_CHARACTER.sub("", text.replace("\r\n", "\n")).strip()
