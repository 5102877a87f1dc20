"""A colleague in a resident's conversation: take over, read, write, give back. Part of the pages of a referral."""

from __future__ import annotations

import secrets

from sqlalchemy.engine import Engine

from bot.conversation import Channel, channel_of
from bot.errors import SituationError
from bot.front.desk.frame.desk import Desk
from bot.front.desk.frame.frame import say_moment
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, Page, Redirect
from bot.front.desk.pages.referrals import ONE, PATH, ReferralRoom
from bot.messaging.ledgers import WindowLedger
from bot.referrals import LONGEST_LINE, LineState, Referral, ReferralState, Takeover, Takeovers, TalkLines
from bot.staff import Permission

WHY_NOT = {
    "window_used_up": "微信不让再发了，等居民说一句话就会发出",
    "unreachable": "居民取消了关注，发不到",
    "expired": "等得太久，没有发出",
}
CLOSED = "这张单子已经办结，不能再进入对话。居民再找人时，会有新的单子。"
LINE_STATES = {
    LineState.WAITING: "等着发出",
    LineState.SENDING: "正在发",
    LineState.SENT: "已送到",
    LineState.FAILED: "没有送到",
    LineState.UNKNOWN: "不知道送到没有，不会再发",
    LineState.HEARD: "",
}


class TalkRoom:
    """What the pages of a talk need."""

    def __init__(self, engine: Engine, referrals: ReferralRoom) -> None:
        self.referrals = referrals
        self.takeovers = Takeovers(engine)
        self._lines = TalkLines(engine)
        self._windows = WindowLedger(engine)

    def find(self, asked: DeskRequest) -> tuple[Referral, str, Takeover | None]:
        """Return the referral of the address, its conversation and who speaks in it."""
        referral = self.referrals.find(asked)
        if referral.conversation is None:
            raise NOT_FOUND
        return referral, referral.conversation, self.takeovers.current(referral.conversation, asked.at)

    def values(self, asked: DeskRequest) -> dict[str, object]:
        """Return what the page of a talk shows."""
        referral, conversation, current = self.find(asked)
        return {
            "referral": referral,
            "about": self.referrals.about(referral),
            "lines": self._lines.of_referral(referral.id, conversation, referral.opened_at, referral.closed_at),
            "current": current,
            "is_mine": current is not None and current.userid == asked.colleague.userid,
            "quota": _quota(self._windows, conversation, asked),
            "form_word": secrets.token_hex(8),
            "longest": LONGEST_LINE,
            "WHY_NOT": WHY_NOT,
            "LINE_STATES": LINE_STATES,
        }


def add_talks(desk: Desk, room: TalkRoom) -> None:
    """Add the talk to the pages of a referral."""

    @desk.get(ONE + "/talk", Permission.REFERRALS)
    def talk(asked: DeskRequest) -> Page:
        if not asked.is_fragment:
            # The page asks for itself every few seconds; it was opened once.
            asked.audit("talk.read", f"referral:{room.find(asked)[0].id}")
        return Page("talk_part.html" if asked.is_fragment else "talk.html", room.values(asked))

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
    def say(asked: DeskRequest) -> Redirect:
        referral, _, current = room.find(asked)
        if current is None or current.userid != asked.colleague.userid:
            raise SituationError("您现在不在这段对话里。请先点“进入对话”。")
        if room.takeovers.say(current, asked.form.get("text", ""), asked.form.get("word", ""), asked.at):
            asked.audit("talk.said", f"referral:{referral.id}")
        return Redirect(f"{PATH}/{referral.id}/talk")

    @desk.post(ONE + "/talk/end", Permission.REFERRALS)
    def end(asked: DeskRequest) -> Redirect:
        referral, _, current = room.find(asked)
        if current is not None and (current.userid == asked.colleague.userid or asked.may(Permission.STAFF)):
            room.takeovers.end(current, asked.colleague.userid, asked.at)
            asked.audit("talk.ended", f"referral:{referral.id}")
        return Redirect(f"{PATH}/{referral.id}", "已经还给机器人回答。")


def _quota(windows: WindowLedger, conversation: str, asked: DeskRequest) -> str:
    """Return how many messages WeChat still lets us send; nothing on the web, where there is no limit."""
    if channel_of(conversation) is not Channel.WECHAT:
        return ""
    window = windows.read(conversation)
    left = window.left(asked.at) if window else 0
    if window is None or left == 0:
        return "微信现在不让发：等居民再说一句话，就又能发。您写的会先存着。"
    return f"微信还让发{left}条，到{say_moment(window.ends_at)}为止；居民每说一句话就重新算。"
