"""Gives a referral to a colleague or a station. Part of the pages of a referral."""

from __future__ import annotations

from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import DeskRefusal, DeskRequest, Redirect
from bot.front.desk.pages.referrals import ALREADY, ONE, PATH, ReferralRoom
from bot.referrals import Referral, Transfer, Transfers
from bot.staff import Permission

TO_STATION = "station:"
LONGEST_NAME = 64


def add_transfers(desk: Desk, room: ReferralRoom) -> None:
    """Add what the form of a transfer does."""
    transfers = Transfers(room.engine)

    @desk.post(ONE + "/hand-on", Permission.REFERRALS)
    def hand_on(asked: DeskRequest) -> Redirect:
        referral = _found(asked, room, transfers)
        if referral is None:
            return Redirect(PATH, ALREADY)
        who, is_anywhere = asked.colleague.userid, asked.may(Permission.STAFF)
        to = transfers.make(referral.id, _wanted(asked), who, asked.at, is_anywhere=is_anywhere)
        if to is None:
            return Redirect(PATH, ALREADY)
        asked.audit("referral.handed_on", f"referral:{referral.id}", to=to)
        # It may not be theirs to see any more.
        return Redirect(PATH, f"呼叫{referral.id}已经转出，居民也看得到换了谁负责。")


def _found(asked: DeskRequest, room: ReferralRoom, transfers: Transfers) -> Referral | None:
    """Return the referral; None where the colleague themselves has given it away already, as by a second click."""
    try:
        return room.find(asked)
    except DeskRefusal:
        if transfers.was_made_by(asked.number("referral"), asked.colleague.userid):
            return None
        raise


def _wanted(asked: DeskRequest) -> Transfer:
    to, turn = asked.form.get("to", ""), asked.form.get("turn", "")
    is_station = to.startswith(TO_STATION)
    return Transfer(
        to="" if is_station else to[:LONGEST_NAME],
        station=to.removeprefix(TO_STATION)[:LONGEST_NAME] if is_station else "",
        why=asked.form.get("why", ""),
        area=asked.form.get("area", "")[:LONGEST_NAME],
        turn=int(turn) if turn.isascii() and turn.isdigit() and len(turn) < 6 else None,
    )
