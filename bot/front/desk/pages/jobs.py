"""The page of openings: what waits, with what is flagged and its clause; letting pass, refusing, noting that one is filled. Added by ``desk_app``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import LARGEST_NUMBER, NOT_FOUND, DeskRefusal, DeskRequest, Page, Redirect
from bot.front.employers import FORM_DAYS, EmployerLinks
from bot.jobs import LONGEST_REASON, Opening, OpeningContact, Openings, OpeningState, trades
from bot.jobs.imports import OpeningImport, keep_employer
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.staff import Permission
from bot.wording.jobs import FORMS, STATE_LABELS, say_flag, say_pay

PATH = "/desk/jobs"
PER_PAGE = 20
ACTS = {"pass": OpeningState.PASSED, "refuse": OpeningState.REFUSED, "fill": OpeningState.FILLED}
BAD_FORM = DeskRefusal(400, "表单不完整。请回到上一页，刷新后再试。")
NO_KEY = "这台服务器没有设加密的密钥，没有保存单位的联系人和电话。"


@dataclass(frozen=True)
class OpeningView:
    """An opening as the page shows it; ``seen`` is sent back with what a colleague decides."""

    opening: Opening
    trade: str
    pay: str
    form: str
    state: OpeningState
    flags: tuple[str, ...]
    seen: str


class JobsRoom:
    """What the page of openings needs.

    Args:
        sealer: None without a key, where no contacts are kept.
        today: the day by which openings are over.
        links: signs what a colleague sends to an employer.
        secret: with which rows are told apart, as those of lists.
    """

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        sealer: Sealer | None,
        today: Callable[[], date],
        links: EmployerLinks,
        secret: str,
    ) -> None:
        self.openings, self.links = Openings(engine), links
        self._engine, self._secret = engine, secret
        self.kb, self.sealer, self.today = kb, sealer, today

    def find(self, asked: DeskRequest) -> Opening:
        """Return the opening of the address."""
        found = self.openings.find(asked.number("opening"))
        if found is None:
            raise NOT_FOUND
        return found

    def keep_employer(self, form: Mapping[str, str], at: datetime) -> int:
        """Keep an employer that a colleague writes down; return its number.

        Raises:
            SituationError: it has no name, or its code is none.
        """
        this = OpeningImport("desk", self._secret, self.sealer, at)
        name, code, town = (form.get(field, "") for field in ("name", "code", "town"))
        return keep_employer(self._engine, this, name, code, town)

    def view(self, opening: Opening) -> OpeningView:
        """Return an opening in words."""
        flags = tuple(say_flag(flag, self.kb().clauses) for flag in opening.flags)
        form = FORMS[opening.form] if opening.form else ""
        state, seen = opening.state_on(self.today()), opening.updated_at.isoformat()
        return OpeningView(opening, trades()[opening.trade].title, say_pay(opening), form, state, flags, seen)


def add_jobs(desk: Desk, room: JobsRoom) -> None:
    """Add the page, the way to it, and what waits."""
    desk.entry("岗位", PATH, Permission.JOBS)
    desk.waiting(
        Permission.JOBS,
        "等审核的岗位",
        PATH,
        lambda _asked: room.openings.counts(room.today())[OpeningState.WAITING],
    )
    _add_queue(desk, room)
    _add_judging(desk, room)
    _add_links(desk, room)


def _add_queue(desk: Desk, room: JobsRoom) -> None:
    @desk.get(PATH, Permission.JOBS)
    def queue(asked: DeskRequest) -> Page:
        state, after = _shelf(asked), _after(asked)
        is_flagged = asked.query.get("flagged") == "1"
        found = room.openings.list(state, room.today(), PER_PAGE + 1, after, is_flagged=is_flagged)
        values: dict[str, Any] = {
            "counts": room.openings.counts(room.today()),
            "state": state,
            "is_flagged": is_flagged,
        }
        views = [room.view(opening) for opening in found[:PER_PAGE]]
        return _page(views, has_next=len(found) > PER_PAGE, after=after, **values)

    @desk.post(f"{PATH}/{{opening}}/contact", Permission.JOBS)
    def contact(asked: DeskRequest) -> Page:
        opening = room.find(asked)
        if room.sealer is None:
            raise SituationError(NO_KEY)
        held = room.openings.contact(opening.id, room.sealer)
        asked.audit("jobs.contact_shown", f"opening:{opening.id}")
        return _page([room.view(opening)], contact=held)


def _add_links(desk: Desk, room: JobsRoom) -> None:
    @desk.post(f"{PATH}/employers", Permission.JOBS)
    def add(asked: DeskRequest) -> Page:
        try:
            employer = room.keep_employer(asked.form, asked.at)
        except SituationError as error:
            return _page([], wrong_employer=str(error), written=asked.form)
        asked.audit("jobs.employer_written", f"employer:{employer}")
        asked.audit("jobs.form_linked", f"employer:{employer}")
        return _page([], link=room.links.form(employer))

    @desk.post(f"{PATH}/{{opening}}/link", Permission.JOBS)
    def link(asked: DeskRequest) -> Page:
        opening = room.find(asked)
        asked.audit("jobs.form_linked", f"employer:{opening.employer.id}")
        return _page([room.view(opening)], link=room.links.form(opening.employer.id))


def _add_judging(desk: Desk, room: JobsRoom) -> None:
    @desk.post(f"{PATH}/{{opening}}/judge", Permission.JOBS)
    def judge(asked: DeskRequest) -> Redirect:
        opening, form = room.find(asked), asked.form
        state, reason = ACTS.get(form.get("act", "")), form.get("reason", "").strip()
        if state is None:
            raise BAD_FORM
        room.openings.judge(opening.id, state, asked.colleague.userid, asked.at, reason, _seen(form.get("seen", "")))
        asked.audit(f"jobs.{state.value}", f"opening:{opening.id}", reason=reason or None)
        back = form.get("back", "")
        shelf = f"?state={back}" if back in {each.value for each in OpeningState} else ""
        return Redirect(PATH + shelf, f"{opening.id} 号“{opening.title}”：{STATE_LABELS[state]}。")


def _page(
    views: list[OpeningView],
    *,
    contact: OpeningContact | None = None,
    link: str = "",
    has_next: bool = False,
    after: int = 0,
    **values: Any,
) -> Page:
    shown = {
        "views": views,
        "contact": contact,
        "link": link,
        "form_days": FORM_DAYS,
        "has_next": has_next,
        "after": after,
        "path": PATH,
    }
    words = {"labels": STATE_LABELS, "State": OpeningState, "longest_reason": LONGEST_REASON}
    return Page(
        "jobs.html",
        {
            "counts": None,
            "state": None,
            "is_flagged": False,
            "wrong_employer": "",
            "written": {},
            **shown,
            **words,
            **values,
        },
    )


def _shelf(asked: DeskRequest) -> OpeningState:
    try:
        return OpeningState(asked.query.get("state", OpeningState.WAITING.value))
    except ValueError:
        raise NOT_FOUND from None


def _after(asked: DeskRequest) -> int:
    text = asked.query.get("after", "0")
    if not (text.isascii() and text.isdigit() and int(text[:11]) <= LARGEST_NUMBER):
        raise NOT_FOUND
    return int(text[:11])


def _seen(text: str) -> datetime:
    try:
        seen = datetime.fromisoformat(text)
    except ValueError:
        raise BAD_FORM from None
    if seen.tzinfo is None:
        raise BAD_FORM
    return seen
