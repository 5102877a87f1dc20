"""A colleague in a resident's conversation: take over, read, write, give back. Part of the pages of a referral."""

from __future__ import annotations

from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.request import Answer, DeskRequest, Page, Redirect
from bot.front.desk.pages.referrals import ONE, PATH
from bot.front.desk.pages.talks.talk_room import TalkRoom
from bot.front.desk.pages.talks.transfer_pages import add_transfers
from bot.referrals import ReferralState
from bot.staff import Permission

LONGEST_SEARCH = 200
CLOSED = "这张单子已经办结，不能再进入对话。居民再找人时，会有新的单子。"


def add_talks(desk: Desk, room: TalkRoom) -> None:
    """Add the talk to the pages of a referral."""
    _add_reading(desk, room)
    _add_speaking(desk, room)
    add_transfers(desk, room.referrals)


def _add_reading(desk: Desk, room: TalkRoom) -> None:
    @desk.get(ONE + "/talk", Permission.REFERRALS)
    def talk(asked: DeskRequest) -> Page:
        if not asked.is_fragment:
            # The page asks for itself every few seconds; it was opened once.
            asked.audit("talk.read", f"referral:{room.find(asked)[0].id}")
        if asked.is_fragment:
            return Page("talk_part.html", room.values(asked))
        return Page("talk.html", {**room.values(asked), **room.beside(asked), "found": None})

    @desk.get("/desk/talks", Permission.REFERRALS)
    def mine(asked: DeskRequest) -> Answer:
        # Only a part of other pages; whoever opens it by itself wants the board.
        if not asked.is_fragment:
            return Redirect(PATH)
        return Page("talk_list.html", {"talks": room.referrals.talks(asked), "at": asked.query.get("at", "")})

    @desk.get(ONE + "/talk/lookup", Permission.REFERRALS)
    def look(asked: DeskRequest) -> Page:
        room.find(asked)
        text = " ".join(asked.query.get("q", "").split())[:LONGEST_SEARCH]
        return Page("talk_lookup.html", {"found": room.passages(text, asked) if text else None})


def _add_speaking(desk: Desk, room: TalkRoom) -> None:
    @desk.post(ONE + "/talk/begin", Permission.REFERRALS)
    def begin(asked: DeskRequest) -> Redirect:
        referral, conversation, _ = room.find(asked)
        if referral.state is ReferralState.CLOSED:
            raise SituationError(CLOSED)
        room.takeovers.begin(conversation, referral.id, asked.colleague.userid, asked.at)
        room.referrals.acting.contact(referral.id, asked.colleague.userid, asked.at, is_told=False)
        asked.audit("talk.began", f"referral:{referral.id}")
        return Redirect(f"{PATH}/{referral.id}/talk")

    @desk.post(ONE + "/talk/say", Permission.REFERRALS)
    def say(asked: DeskRequest) -> Answer:
        referral, _, current = room.find(asked)
        try:
            if room.say(current, asked):
                asked.audit("talk.said", f"referral:{referral.id}")
        except SituationError as error:
            if not asked.is_fragment:
                raise
            # Said above what was typed, which stays.
            return Page("talk_part.html", {**room.values(asked), "wrong": str(error)}, 409)
        if asked.is_fragment:
            return Page("talk_part.html", room.values(asked))
        return Redirect(f"{PATH}/{referral.id}/talk")

    @desk.post(ONE + "/talk/end", Permission.REFERRALS)
    def end(asked: DeskRequest) -> Redirect:
        referral, _, current = room.find(asked)
        if current is not None and (current.userid == asked.colleague.userid or asked.may(Permission.STAFF)):
            room.takeovers.end(current, asked.colleague.userid, asked.at)
            asked.audit("talk.ended", f"referral:{referral.id}")
        return Redirect(f"{PATH}/{referral.id}", "已经还给机器人回答。")
