"""The board of referrals and one referral: what was promised, what was done, and the steps. Added to the desk by ``opening``."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.frame import AgendaLine
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Page, Redirect
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.referrals import (
    ACTS,
    CITIZEN,
    EMPLOYER,
    OUTCOMES,
    PAGE,
    STATES,
    SYSTEM,
    Act,
    Acting,
    Board,
    BoardShelf,
    Event,
    Inbox,
    OpenTalk,
    Referral,
    ReferralOutcome,
    ReferralState,
    StationAreas,
    history,
    open_talks,
)
from bot.staff import Permission, Role

PATH, NEWS = "/desk/referrals", "/desk/news"
ONE = PATH + "/{referral}"
SHELVES = {
    BoardShelf.STATION: "我们站的",
    BoardShelf.MINE: "我的",
    BoardShelf.POOL: "还没人接的",
    BoardShelf.OVERDUE: "已经超时",
    BoardShelf.CLOSED: "办结的",
}
LAST_PAGE = 2000
ON_AGENDA = 8
ALREADY = "之前已经记过了，没有改动。"


class ReferralRoom:
    """What the pages of referrals need."""

    def __init__(self, engine: Engine, kb: Callable[[], KnowledgeBase], sealer: Sealer | None) -> None:
        self.engine = engine
        self.kb = kb
        self.sealer = sealer
        self.board = Board(engine)
        self.inbox = Inbox(engine)
        self.acting = Acting(engine)

    def find(self, asked: DeskRequest) -> Referral:
        """Return the referral of the address; whoever may not handle it is told that there is none."""
        found = self.board.find(asked.colleague, asked.number("referral"))
        if found is None:
            raise NOT_FOUND
        return found

    def about(self, referral: Referral | OpenTalk) -> str:
        """Return what a referral is about, in words."""
        kb = self.kb()
        policy, topic = kb.policies.get(referral.policy or ""), kb.topics.get(referral.topic or "")
        return policy.short_title if policy else topic.title if topic else "找红娘"

    def talks(self, asked: DeskRequest) -> list[tuple[OpenTalk, str]]:
        """Return the talks in which the colleague speaks, each with what it is about."""
        return [(each, self.about(each)) for each in open_talks(self.engine, asked.colleague.userid, asked.at)]


def add_referrals(desk: Desk, room: ReferralRoom) -> None:
    """Add the pages, the way to them, and what waits."""
    desk.entry("呼叫", PATH, Permission.REFERRALS)
    desk.waiting(
        Permission.REFERRALS,
        "我的呼叫",
        f"{PATH}?shelf=mine",
        lambda asked: room.board.count(asked.colleague, asked.at).mine,
    )
    desk.waiting(
        Permission.REFERRALS,
        "已经超时的呼叫",
        f"{PATH}?shelf=overdue",
        lambda asked: room.board.count(asked.colleague, asked.at).overdue,
    )
    desk.agenda(Permission.REFERRALS, "今天要联系、要推介的", lambda asked: _agenda(room, asked))
    desk.news(NEWS, Permission.REFERRALS, lambda colleague, at: json.dumps(asdict(room.inbox.news(colleague, at))))
    _add_board(desk, room)
    _add_one(desk, room)
    _add_steps(desk, room)


def _agenda(room: ReferralRoom, asked: DeskRequest) -> list[AgendaLine]:
    """Return the referrals whose promise is due next."""
    found = [each for each in room.board.read(asked.colleague, BoardShelf.STATION, asked.at) if each.due_at is not None]
    lines = []
    for referral in found[:ON_AGENDA]:
        left, press = due_words(referral, asked.at)
        what = "要联系" if referral.state is ReferralState.OPEN else "要推介"
        text = f"{what}：{room.about(referral)}（{referral.area or '没说住哪里'}）"
        lines.append(AgendaLine(text, f"{PATH}/{referral.id}", left, press == "late"))
    return lines


def _add_board(desk: Desk, room: ReferralRoom) -> None:
    @desk.get(PATH, Permission.REFERRALS)
    def board(asked: DeskRequest) -> Page:
        try:
            shelf = BoardShelf(asked.query.get("shelf", BoardShelf.STATION.value))
        except ValueError:
            raise NOT_FOUND from None
        text = asked.query.get("page", "0")
        page = min(int(text), LAST_PAGE) if text.isascii() and text.isdigit() and len(text) < 9 else 0
        found = room.board.read(asked.colleague, shelf, asked.at, page)
        names = {each.userid: each.name for each in room.board.matchmakers()}
        rows = [(each, room.about(each), due_words(each, asked.at)) for each in found]
        counts = room.board.count(asked.colleague, asked.at)
        values = {"rows": rows, "shelf": shelf, "shelves": SHELVES, "counts": counts, "names": names, "page": page}
        values["talks"] = room.talks(asked)
        values["unread"] = room.inbox.unread_by_referral(asked.colleague)
        return Page(
            "referrals_part.html" if asked.is_fragment else "referrals.html",
            {**values, "has_more": len(found) == PAGE, **_words()},
        )


def _add_one(desk: Desk, room: ReferralRoom) -> None:
    @desk.get(ONE, Permission.REFERRALS)
    def one(asked: DeskRequest) -> Page:
        return _page(room, room.find(asked), asked)

    @desk.post(ONE + "/phone", Permission.REFERRALS)
    def phone(asked: DeskRequest) -> Page:
        referral = room.find(asked)
        sealed = room.board.sealed_phone(asked.colleague, referral.id)
        if sealed is None or room.sealer is None:
            raise SituationError("居民没有留电话，或者已经过了60天删掉了。可以在对话里联系。")
        asked.audit("referral.phone_shown", f"referral:{referral.id}")
        return _page(room, referral, asked, room.sealer.open(sealed))

    @desk.post(ONE + "/person", Permission.REFERRALS)
    def person(asked: DeskRequest) -> Page:
        referral = room.find(asked)
        sealed = room.board.sealed_person(asked.colleague, referral.id)
        if sealed is None or room.sealer is None or not any(sealed):
            raise SituationError("名单上没有姓名、电话，或者这一件已经办结了。")
        asked.audit("referral.person_shown", f"referral:{referral.id}")
        name, phone = (None if each is None else room.sealer.open(each) for each in sealed)
        return _page(room, referral, asked, person=(name or "名单上没有姓名", phone or "名单上没有电话"))


def _page(
    room: ReferralRoom,
    referral: Referral,
    asked: DeskRequest,
    phone: str = "",
    person: tuple[str, str] | None = None,
) -> Page:
    names = {each.userid: each.name for each in room.board.matchmakers()}
    events = history(room.engine, referral.id)
    values = {
        "referral": referral,
        "about": room.about(referral),
        "due": due_words(referral, asked.at),
        "events": events,
        "handed": handed(events, referral),
        "turn": sum(event.act is Act.ASSIGNED for event in events),
        "areas": StationAreas(room.engine).all(),
        "matchmakers": room.board.matchmakers(),
        "names": {**names, CITIZEN: "居民", EMPLOYER: "单位", SYSTEM: "系统", "idle": "系统"},
        "phone": phone,
        "person": person,
    }
    return Page("referral.html", {**values, **_words()})


def _add_steps(desk: Desk, room: ReferralRoom) -> None:
    @desk.post(ONE + "/contact", Permission.REFERRALS)
    def contact(asked: DeskRequest) -> Redirect:
        referral = room.find(asked)
        changed = room.acting.contact(referral.id, asked.colleague.userid, asked.at)
        return _done(asked, referral, "referral.contacted", changed, "已记下：联系过了。居民也看得到。")

    @desk.post(ONE + "/introduce", Permission.REFERRALS)
    def introduce(asked: DeskRequest) -> Redirect:
        referral = room.find(asked)
        changed = room.acting.introduce(referral.id, asked.form.get("what", ""), asked.colleague.userid, asked.at)
        return _done(asked, referral, "referral.introduced", changed, "已记下：双向推介做了。居民也看得到。")

    @desk.post(ONE + "/close", Permission.REFERRALS)
    def close(asked: DeskRequest) -> Redirect:
        referral = room.find(asked)
        try:
            outcome = ReferralOutcome(asked.form.get("outcome", ""))
        except ValueError:
            raise SituationError("请选一个结果，再办结。") from None
        changed = room.acting.close(referral.id, outcome, asked.colleague.userid, asked.at)
        return _done(asked, referral, "referral.closed", changed, f"已办结：{OUTCOMES[outcome]}。")

    @desk.post(ONE + "/note", Permission.REFERRALS)
    def note(asked: DeskRequest) -> Redirect:
        referral = room.find(asked)
        room.acting.note(referral.id, asked.form.get("note", ""), asked.colleague.userid, asked.at)
        return _done(asked, referral, "referral.noted", True, "已记下。")


def _done(asked: DeskRequest, referral: Referral, act: str, changed: bool, say: str) -> Redirect:
    if changed:
        asked.audit(act, f"referral:{referral.id}")
    return Redirect(f"{PATH}/{referral.id}", say if changed else ALREADY)


def handed(events: Sequence[Event], referral: Referral) -> Event | None:
    """Return who gave a referral to whom it is now, and why; None where no colleague did."""
    given = [event for event in events if event.act in (Act.ASSIGNED, Act.HANDED_ON)]
    if len(given) < 2 or given[-1].act is not Act.HANDED_ON or given[-2].note != referral.assigned_to:
        return None
    return given[-1]


def due_words(referral: Referral, at: datetime) -> tuple[str, str]:
    """Return how long is left, in words, and how pressing it is: late, soon, calm or none."""
    return left_words(referral.due_at, at)


def left_words(due_at: datetime | None, at: datetime) -> tuple[str, str]:
    """Return how long is left until a moment, in words, and how pressing it is; none where nothing is promised."""
    if due_at is None:
        return "", "none"
    minutes = int((due_at - at).total_seconds() // 60)
    hours, days = abs(minutes) // 60, abs(minutes) // (24 * 60)
    span = f"{days}天" if days else f"{hours}小时" if hours else f"{abs(minutes)}分钟"
    if minutes < 0:
        return f"已超时{span}", "late"
    return f"还有{span}", "soon" if minutes < 180 else "calm"


def _words() -> dict[str, object]:
    return {"STATES": STATES, "OUTCOMES": OUTCOMES, "ACTS": ACTS, "State": ReferralState, "Act": Act, "Role": Role}
