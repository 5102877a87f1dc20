"""How a page of the desk is declared: an address, the permission it needs and a plain function. There is no other way, so none goes without."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Sequence
from urllib.parse import urlencode

from fastapi import Request
from fastapi.responses import RedirectResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from bot.clock import now
from bot.errors import SituationError
from bot.front.desk.frame.cookies import PATH, Visits
from bot.front.desk.frame.forms import read_form, typed
from bot.front.desk.frame.frame import IN_FORM, ONWARD, Agenda, AgendaLine, Frame, NavigationEntry, WaitingWork
from bot.front.desk.frame.news import NewsStream, Tell
from bot.front.desk.frame.request import Answer, DeskRefusal, DeskRequest
from bot.front.desk.frame.uploads import UploadForm, is_upload, parse_upload, read_body
from bot.front.web.metrics import Metrics
from bot.staff import AuditLog, Permission, Session, SignInStage, may

logger = logging.getLogger(__name__)

Handler = Callable[[DeskRequest], Answer]

NOT_ALLOWED = "这一页您的岗位看不到。需要的话，请找管理员。"
NOT_THE_DESK = "这个页面放得太久，或者不是从工作台打开的，没有保存。请刷新后再做一次。"
FAILED = "系统出了点问题，已经记录下来。请稍后再试。"
KEY = "key"


class Desk:
    """The pages of the desk."""

    def __init__(self, visits: Visits, frame: Frame, log: AuditLog, metrics: Metrics) -> None:
        self.pages: list[Route] = []
        self.routes: dict[tuple[str, str], Permission] = {}
        self.visits = visits
        self.frame = frame
        self.log = log
        self._metrics = metrics

    def get(self, path: str, permission: Permission) -> Callable[[Handler], Handler]:
        """Declare a page."""
        return self._declare("GET", path, permission)

    def post(self, path: str, permission: Permission, *, takes_file: bool = False) -> Callable[[Handler], Handler]:
        """Declare what a form does; it must come from a page of the same session. Only some forms may carry a file."""
        return self._declare("POST", path, permission, takes_file=takes_file)

    def news(self, path: str, permission: Permission, tell: Tell) -> None:
        """Declare news that pages get as they come."""
        stream = NewsStream(self.visits, permission, tell)

        async def route(request: Request) -> Response:
            session = await run_in_threadpool(self.visits.session_by_itself, request, now())
            if session is None or session.stage is not SignInStage.OPEN:
                return self._to_sign_in(request)
            if not may(session.colleague.role, permission):
                return await self._refused(request, session, 403, NOT_ALLOWED)
            return await run_in_threadpool(stream.respond, request, session.colleague)

        self._add("GET", path, permission, route)

    def entry(self, title: str, path: str, permission: Permission) -> None:
        """Show the way to a page."""
        self.frame.entries.append(NavigationEntry(title, path, permission))

    def waiting(self, permission: Permission, title: str, path: str, count: Callable[[DeskRequest], int]) -> None:
        """Let the first page say how many things wait."""
        self.frame.waiting.append(WaitingWork(title, path, permission, count))

    def agenda(self, permission: Permission, title: str, lines: Callable[[DeskRequest], Sequence[AgendaLine]]) -> None:
        """Let the first page say what there is to do today."""
        self.frame.agendas.append(Agenda(title, permission, lines))

    def offer(self, permission: Permission, title: str, lines: Callable[[DeskRequest], Sequence[AgendaLine]]) -> None:
        """Let the first page offer something that nobody waits for."""
        self.frame.offers.append(Agenda(title, permission, lines))

    def _declare(
        self, method: str, path: str, permission: Permission, *, takes_file: bool = False
    ) -> Callable[[Handler], Handler]:
        def declare(handler: Handler) -> Handler:
            async def route(request: Request) -> Response:
                return await self._serve(request, permission, handler, takes_file=takes_file)

            self._add(method, path, permission, route)
            return handler

        return declare

    def _add(
        self, method: str, path: str, permission: Permission, route: Callable[[Request], Awaitable[Response]]
    ) -> None:
        self.routes[(method, path)] = permission
        # A plain route: nothing of a page of the desk is read by FastAPI, which would look for it at every start.
        page = Route(path, route, name=f"{method} {path}", include_in_schema=False)
        page.methods = {method}
        self.pages.append(page)

    async def _serve(self, request: Request, permission: Permission, handler: Handler, *, takes_file: bool) -> Response:
        at = now()
        session = await run_in_threadpool(self.visits.session, request, at)
        if session is None or session.stage is not SignInStage.OPEN:
            return self._to_sign_in(request)
        try:
            # First of all: whom it is not for may not make us read what they send.
            if not may(session.colleague.role, permission):
                raise DeskRefusal(403, NOT_ALLOWED)
            form = await self._form(request, session, takes_file=takes_file)
            asked = DeskRequest(
                session,
                {name: typed(value) for name, value in request.query_params.items()},
                form.fields,
                request.path_params,
                at,
                "hx-request" in request.headers,
                self.log,
                form.files,
            )
            return await run_in_threadpool(self._answer, request, asked, handler)
        except DeskRefusal as refusal:
            self._metrics.refused(f"desk_{refusal.status}")
            return await self._refused(request, session, refusal.status, refusal.sentence)
        except SituationError as error:
            return await self._refused(request, session, 409, str(error))
        except Exception as error:
            self._metrics.failed("desk")
            # The error's text may hold what people wrote.
            logger.exception("a page of the desk failed: %s", type(error).__name__)
            return await self._refused(request, session, 500, FAILED)

    def _answer(self, request: Request, asked: DeskRequest, handler: Handler) -> Response:
        return self.frame.respond(request, asked.session, handler(asked))

    async def _refused(self, request: Request, session: Session, status: int, sentence: str) -> Response:
        """Say no on a page; every page asks the database what is switched off."""
        return await run_in_threadpool(self.frame.refused, request, session, status, sentence)

    async def _form(self, request: Request, session: Session, *, takes_file: bool) -> UploadForm:
        if request.method == "GET":
            return UploadForm({}, {})
        if takes_file and is_upload(request):
            body = await read_body(request)
            form = await run_in_threadpool(parse_upload, request.headers["content-type"], body)
        else:
            form = UploadForm(await read_form(request), {})
        if not self.visits.has_valid_csrf(request, session, (form.fields.get(KEY) or [""])[-1]):
            raise DeskRefusal(403, NOT_THE_DESK)
        return form

    def _to_sign_in(self, request: Request) -> Response:
        if IN_FORM in request.headers:
            return Response(status_code=401, headers={ONWARD: f"{PATH}/sign-in"})
        if "hx-request" in request.headers:
            # htmx loads the whole page anew, which leads to the sign-in.
            return Response(status_code=401, headers={"HX-Refresh": "true"})
        onward = f"{PATH}/sign-in"
        if request.method == "GET" and request.url.path != PATH:
            address = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            # Of this host, whatever the request says that it is called.
            return RedirectResponse(f"{onward}?{urlencode({'next': address})}", 303)
        return RedirectResponse(onward, 303)
