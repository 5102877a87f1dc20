"""The page of introductions of one referral: the ten best openings with reasons, whom to ask first, answers and outcomes. Added by ``desk_app``."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Page, Redirect
from bot.front.desk.pages.referrals import ONE, PATH, ReferralRoom, due_words
from bot.front.employers import ANSWER_DAYS, EmployerLinks
from bot.jobs import Openings
from bot.jobs.matches import KeptMatches
from bot.jobs.pairs import MOST, JobPair
from bot.jobs.seekers import Seeker, Seekers
from bot.referrals import Referral
from bot.referrals.introductions import (
    INTRODUCTION_STATES,
    LONGEST_REASON,
    NOTED,
    Introductions,
    IntroductionState,
)
from bot.staff import Permission
from bot.wording.jobs import registered_lines, say_pair, say_pair_question, say_pay, say_proposed

# Theirs for whom an employer is to be asked, on the board of all introductions.
BOARD_EMPLOYER = "/desk/introductions?shelf=employer&own=1"
NO_KEY = "这台服务器没有设加密的密钥，没有保存电话。"
NOT_REGISTERED = "居民没有登记求职（或者停了）。请先让他在对话里登记。"
NOT_AGREED = "本人还没同意，或者单位已经答复、推介停了，不能发答复链接。请刷新后再看。"
CONTACT = "jobs.contact_shown"


@dataclass(frozen=True)
class PairView:
    """A pair as the page shows it."""

    pair: JobPair
    pay: str
    reasons: tuple[tuple[str, str], ...]
    question: str


class IntroductionRoom:
    """What the page of introductions needs.

    Args:
        today: the day on which openings have to be public.
        links: signs what a colleague sends to an employer.
    """

    def __init__(self, referrals: ReferralRoom, today: Callable[[], date], links: EmployerLinks) -> None:
        engine = referrals.engine
        self.referrals, self.today, self.links = referrals, today, links
        self.introductions, self.openings = Introductions(engine), Openings(engine)
        self._seekers = Seekers(engine)

    def seeker(self, referral: Referral, asked: DeskRequest) -> Seeker | None:
        """Return the registration of the person of a referral; None without one."""
        if referral.conversation is not None:
            return self._seekers.of(referral.conversation, asked.at)
        return None if referral.person is None else self._seekers.of_person(referral.person, asked.at)

    def pairs(self, seeker: Seeker, at: datetime) -> list[JobPair]:
        """Return the best openings to which the person was not introduced yet."""
        known = {each.opening for each in self.introductions.of_same_person(seeker.person)}
        kept = KeptMatches(self.referrals.engine, self.referrals.kb())
        found = kept.openings_for(seeker, self.today(), at, MOST + len(known))
        return [pair for pair in found if pair.opening.id not in known][:MOST]

    def pair(self, seeker: Seeker, opening: int, at: datetime) -> JobPair:
        """Return the pair with one of the openings that the page proposed."""
        found = next((pair for pair in self.pairs(seeker, at) if pair.opening.id == opening), None)
        if found is None:
            raise SituationError("这个岗位已经不在合适的里面了（推介过、招满或撤下）。请刷新后再看。")
        return found


def add_introductions(desk: Desk, room: IntroductionRoom) -> None:
    """Add the page, and what waits."""
    desk.waiting(
        Permission.REFERRALS,
        "本人同意了、等您问单位的推介",
        BOARD_EMPLOYER,
        lambda asked: room.introductions.waiting_for(asked.colleague.userid),
    )
    _add_page(desk, room)
    _add_steps(desk, room)


def _add_page(desk: Desk, room: IntroductionRoom) -> None:
    @desk.get(ONE + "/introductions", Permission.REFERRALS)
    def show(asked: DeskRequest) -> Page:
        return _page(room, room.referrals.find(asked), asked)

    @desk.post(ONE + "/introductions/{introduction}/phone", Permission.REFERRALS)
    def phone(asked: DeskRequest) -> Page:
        referral = room.referrals.find(asked)
        found = room.introductions.find(asked.number("introduction"), referral.id)
        if room.referrals.sealer is None:
            raise SituationError(NO_KEY)
        number = room.introductions.phone(found.id, room.referrals.sealer, asked.at)
        asked.audit("referral.phone_shown", f"referral:{referral.id}")
        return _page(room, referral, asked, phones={found.id: number})

    @desk.post(ONE + "/introductions/{introduction}/link", Permission.REFERRALS)
    def link(asked: DeskRequest) -> Page:
        referral = room.referrals.find(asked)
        found = room.introductions.find(asked.number("introduction"), referral.id)
        if found.state is not IntroductionState.AGREED:
            raise SituationError(NOT_AGREED)
        asked.audit("jobs.answer_linked", f"referral:{referral.id}", entries=found.id)
        return _page(room, referral, asked, links={found.id: room.links.answer(found.id)})

    @desk.post(ONE + "/introductions/{introduction}/employer", Permission.REFERRALS)
    def employer(asked: DeskRequest) -> Page:
        referral = room.referrals.find(asked)
        found = room.introductions.find(asked.number("introduction"), referral.id)
        if room.referrals.sealer is None or found.opening is None:
            raise SituationError(NO_KEY)
        held = room.openings.contact(found.opening, room.referrals.sealer)
        asked.audit(CONTACT, f"opening:{found.opening}")
        said = f"{held.name or '没有写联系人'}，{held.phone or '没有写电话'}"
        return _page(room, referral, asked, employers={found.id: said})


def _add_steps(desk: Desk, room: IntroductionRoom) -> None:
    @desk.post(ONE + "/introductions", Permission.REFERRALS)
    def ask(asked: DeskRequest) -> Redirect:
        referral, text = room.referrals.find(asked), asked.form.get("opening", "")
        seeker = room.seeker(referral, asked)
        if seeker is None:
            raise SituationError(NOT_REGISTERED)
        number = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
        about = say_proposed(room.pair(seeker, number, asked.at))
        made = room.introductions.ask(referral.id, number, about, asked.colleague.userid, asked.at)
        asked.audit("referral.introduction_asked", f"referral:{referral.id}", entries=made.id)
        return Redirect(_path(referral), f"问了本人要不要推荐给{made.name}，答复会写在这里。")

    @desk.post(ONE + "/introductions/{introduction}", Permission.REFERRALS)
    def note(asked: DeskRequest) -> Redirect:
        referral = room.referrals.find(asked)
        found = room.introductions.find(asked.number("introduction"), referral.id)
        state = next((each for each in NOTED if each.value == asked.form.get("state")), None)
        if state is None:
            raise NOT_FOUND
        who, reason = asked.colleague.userid, asked.form.get("reason", "")
        fresh = room.introductions.note(found.id, state, reason, who, asked.at)
        asked.audit("referral.introduction_noted", f"referral:{referral.id}", entries=found.id, stage=fresh.state.value)
        if fresh.state is IntroductionState.STOPPED:
            return Redirect(_path(referral), f"没有记：{fresh.name}的推介停了，{fresh.reason}。请告诉单位不用再联系。")
        return Redirect(_path(referral), f"记下了：{fresh.name}，{INTRODUCTION_STATES[fresh.state]}。本人也看得到。")


def _page(
    room: IntroductionRoom,
    referral: Referral,
    asked: DeskRequest,
    phones: dict[int, str] | None = None,
    employers: dict[int, str] | None = None,
    links: dict[int, str] | None = None,
) -> Page:
    seeker = room.seeker(referral, asked)
    pairs = [] if seeker is None else room.pairs(seeker, asked.at)
    views = [PairView(each, say_pay(each.opening), tuple(say_pair(each)), say_pair_question(each)) for each in pairs]
    return Page(
        "introductions.html",
        {
            "referral": referral,
            "due": due_words(referral, asked.at),
            "seeking": [] if seeker is None else list(registered_lines(seeker)),
            "is_complete": seeker is not None and seeker.is_complete,
            "has_phone": seeker is not None and seeker.has_phone,
            "views": views,
            "found": room.introductions.of_referral(referral.id),
            "phones": phones or {},
            "employers": employers or {},
            "links": links or {},
            "answer_days": ANSWER_DAYS,
            "states": INTRODUCTION_STATES,
            "State": IntroductionState,
            "longest_reason": LONGEST_REASON,
            "path": _path(referral),
        },
    )


def _path(referral: Referral) -> str:
    return f"{PATH}/{referral.id}/introductions"
