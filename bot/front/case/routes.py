"""``/case``: number and code, then the state of the call, what was said, and a line to leave. Works without a script."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import parse_qs

from fastapi import FastAPI, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from sqlalchemy.engine import Engine
from starlette.concurrency import run_in_threadpool

from bot.clock import SHANGHAI, now
from bot.front.case.case_visits import PATH, CaseVisits
from bot.front.services import FrontServices
from bot.front.turns.message_schema import FORBIDDEN_CHARACTER
from bot.front.web.http_errors import Refusal
from bot.front.web.rate_limits import address_client, check
from bot.front.web.templates import templates_in
from bot.referrals import LONGEST_LINE, CallProgress, CaseCodes, FoundCase, Speaker, TalkLine, TalkLines
from bot.wording.office import case as say

TEMPLATES = Path(__file__).parent
MOST_FIELDS = 10
WHO = {Speaker.CITIZEN: "您", Speaker.SYSTEM: ""}


@dataclass(frozen=True)
class ShownCase:
    """What the page shows of a call: how far it has come, and the lines with who said them and when."""

    status: str
    is_open: bool
    lines: tuple[tuple[str, str, str], ...]


class CaseRoom:
    """The calls, for the people whose they are."""

    def __init__(self, engine: Engine) -> None:
        self.codes = CaseCodes(engine)
        self._progress = CallProgress(engine)
        self._lines = TalkLines(engine)

    def shown(self, found: FoundCase, at: datetime) -> ShownCase | None:
        """Return what is shown of a call; what the office said counts as read from now on."""
        call = self._progress.of(found.referral)
        if call is None:
            return None
        self._lines.take_for_page(found.conversation, at)
        lines = self._lines.of_referral(found.referral, found.conversation, call.opened_at, call.closed_at)
        return ShownCase(self._progress.say(call, at), call.is_open, tuple(map(_line, lines)))

    def leave(self, found: FoundCase, text: str, at: datetime) -> None:
        """Leave a line for the colleague; one that is closed takes none."""
        call = self._progress.of(found.referral)
        if call is not None and call.is_open:
            self._lines.leave(found.conversation, text, at)


def add_case_page(app: FastAPI, shared: FrontServices, visits: CaseVisits) -> None:
    """Serve the page below ``/case``."""
    page = _CasePage(shared, visits, CaseRoom(shared.engine))
    app.add_api_route(PATH, page.show, methods=["GET"], include_in_schema=False)
    app.add_api_route(PATH, page.open, methods=["POST"], include_in_schema=False)
    app.add_api_route(f"{PATH}/line", page.leave, methods=["POST"], include_in_schema=False)
    app.add_api_route(f"{PATH}/end", page.end, methods=["POST"], include_in_schema=False)


class _CasePage:
    def __init__(self, shared: FrontServices, visits: CaseVisits, room: CaseRoom) -> None:
        self._shared = shared
        self._visits = visits
        self._room = room
        self._template = templates_in(TEMPLATES).get_template("case.html")

    async def show(self, request: Request) -> Response:
        """Show the call that was opened, else ask for number and code."""
        found = await self._found(request)
        shown = None if found is None else await run_in_threadpool(self._room.shown, found, now())
        return self._rendered(request, shown)

    async def open(self, request: Request) -> Response:
        """Open the call of a number and its code; tries are counted by address, and by number."""
        refused = await self._too_often(request)
        if refused is not None:
            return refused
        form = await _form(request)
        codes: Callable[..., FoundCase | None] = self._room.codes.find
        found = await run_in_threadpool(codes, form.get("number", ""), form.get("code", ""), now())
        if found is None:
            return self._rendered(request, None, say.NOT_FOUND, 403)
        response = RedirectResponse(PATH, 303)
        self._visits.let_in(response, found.referral)
        return response

    async def leave(self, request: Request) -> Response:
        """Leave a line for the colleague."""
        refused = await self._too_often(request)
        if refused is not None:
            return refused
        found, form = await self._found(request), await _form(request)
        if found is None or not self._visits.is_from_page(request, form.get("key", "")):
            return self._rendered(request, None, say.TOO_OLD, 403)
        words = FORBIDDEN_CHARACTER.sub("", form.get("words", "")).strip()[:LONGEST_LINE]
        if words:
            await run_in_threadpool(self._room.leave, found, words, now())
        return RedirectResponse(PATH, 303)

    async def end(self, request: Request) -> Response:
        """Close the view, as on a shared computer."""
        response = RedirectResponse(PATH, 303)
        self._visits.let_go(response)
        return response

    async def _found(self, request: Request) -> FoundCase | None:
        referral = self._visits.referral(request)
        return None if referral is None else await run_in_threadpool(self._room.codes.still_open, referral, now())

    async def _too_often(self, request: Request) -> Response | None:
        try:
            await check(
                self._shared.sign_in_limit, f"case:{address_client(request.client.host if request.client else None)}"
            )
        except Refusal as refusal:
            return self._rendered(request, None, refusal.message, refusal.status)
        return None

    def _rendered(self, request: Request, shown: ShownCase | None, message: str = "", status: int = 200) -> Response:
        key = self._visits.key(request)
        page = self._template.render(shown=shown, message=message, key=key, longest=LONGEST_LINE, path=PATH)
        return HTMLResponse(page, status, {"Cache-Control": "no-store"})


async def _form(request: Request) -> dict[str, str]:
    try:
        form = parse_qs((await request.body()).decode(), max_num_fields=MOST_FIELDS)
    except ValueError:
        return {}
    return {name: held[0] for name, held in form.items()}


def _line(line: TalkLine) -> tuple[str, str, str]:
    at = line.at.astimezone(SHANGHAI)
    who = WHO.get(line.speaker, f"{line.name}（就业红娘）")
    return who, f"{at.month}月{at.day}日 {at:%H:%M}", line.text
