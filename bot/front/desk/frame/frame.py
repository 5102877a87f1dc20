"""The frame around every page of the desk: the way through it, who is signed in, and what is said. Renders templates and turns answers into responses."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.clock import SHANGHAI
from bot.front.desk.frame.cookies import Visits
from bot.front.desk.frame.request import Answer, DeskRequest, Download, Page, Redirect
from bot.front.web.templates import templates_in
from bot.staff import Permission, Session, SignInStage, may
from bot.text import percent_of, share_of
from bot.wording.office import ROLES

# A form that a script sends says so; it hears where to go on, or what is wrong, and keeps what was typed.
IN_FORM, ONWARD = "leye-in-form", "Leye-Onward"
TEMPLATES = Path(__file__).parents[1] / "pages"


@dataclass(frozen=True)
class NavigationEntry:
    """A way to a page, shown to those who may go there."""

    title: str
    path: str
    permission: Permission


@dataclass(frozen=True)
class WaitingWork:
    """What the first page says is waiting for a colleague; ``count`` is asked when it is shown."""

    title: str
    path: str
    permission: Permission
    count: Callable[[DeskRequest], int]


@dataclass(frozen=True)
class AgendaLine:
    """One thing to do today; ``remark`` says until when or since when, ``is_late`` that it should have been done."""

    text: str
    path: str
    remark: str = ""
    is_late: bool = False


@dataclass(frozen=True)
class Agenda:
    """What there is to do today of one kind, what is most pressing first."""

    title: str
    permission: Permission
    lines: Callable[[DeskRequest], Sequence[AgendaLine]]


class Frame:
    """Renders the pages; ``banners`` are asked for sentences that every page shows, such as what is switched off."""

    def __init__(self, visits: Visits) -> None:
        self._visits = visits
        self._templates = templates_in(TEMPLATES)
        self._templates.filters["moment"] = say_moment
        self._templates.filters["lead"] = lambda text: text.partition("。")
        self._templates.filters["pairs"] = lambda options: [(option.id, option.label) for option in options]
        self._templates.filters["share_of"] = share_of
        self._templates.filters["percent_of"] = percent_of
        self._templates.globals["ROLES"] = ROLES
        self.entries: list[NavigationEntry] = []
        self.waiting: list[WaitingWork] = []
        self.agendas: list[Agenda] = []
        self.offers: list[Agenda] = []
        self.banners: list[Callable[[], list[str]]] = []

    def respond(self, request: Request, session: Session | None, answer: Answer) -> Response:
        """Return the response to an answer."""
        if isinstance(answer, Download):
            name = f"attachment; filename*=UTF-8''{quote(answer.name)}"
            headers = {"Content-Disposition": name, "Cache-Control": "no-store"}
            return Response(answer.content, media_type=answer.media_type, headers=headers)
        if isinstance(answer, Redirect):
            onward: Response = RedirectResponse(answer.path, 303)
            if IN_FORM in request.headers:
                # A script that sent the form goes on by itself: it cannot see where a redirection leads.
                onward = Response(status_code=204, headers={ONWARD: quote(answer.path, safe="/?&=#:%")})
            if answer.say:
                self._visits.say_next(onward, answer.say)
            return onward
        page = self._page(request, session, answer)
        if answer.is_whole_anew and "hx-request" in request.headers:
            page.headers["HX-Refresh"] = "true"
        return page

    def refused(self, request: Request, session: Session | None, status: int, sentence: str) -> Response:
        """Return the page, or for htmx the part of one, that says no."""
        is_part = "hx-request" in request.headers or IN_FORM in request.headers
        template = "refused_part.html" if is_part else "refused.html"
        return self._page(request, session, Page(template, {"sentence": sentence}, status))

    def _page(self, request: Request, session: Session | None, page: Page) -> Response:
        is_open = session is not None and session.stage is SignInStage.OPEN
        said = "" if "hx-request" in request.headers else self._visits.said(request)
        frame = {
            "session": session,
            "colleague": session.colleague if session else None,
            "ways": self._entries_of(session) if is_open else [],
            "banners": [line for banner in self.banners for line in banner()] if is_open else [],
            "csrf_token": self._visits.csrf_token(session),
            "say": said,
            "here": request.url.path,
            "Permission": Permission,
            "may": lambda permission: session is not None and may(session.colleague.role, permission),
        }
        text = self._templates.get_template(page.template).render({**frame, **page.values})
        response = HTMLResponse(text, page.status, {"Cache-Control": "no-store"})
        if said:
            self._visits.forget_said(response)
        return response

    def _entries_of(self, session: Session | None) -> list[NavigationEntry]:
        assert session is not None
        return [each for each in self.entries if may(session.colleague.role, each.permission)]


def say_moment(at: datetime | None, pattern: str = "%m月%d日 %H:%M") -> str:
    """Return a moment as colleagues read it, in Shanghai."""
    return "" if at is None else at.astimezone(SHANGHAI).strftime(pattern)
