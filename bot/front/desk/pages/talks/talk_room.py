"""What the pages of a talk work with: the talk itself, and what stands beside it."""

from __future__ import annotations

import secrets
from collections.abc import Mapping

from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.conversation import Channel, channel_of
from bot.errors import SituationError
from bot.front.desk.frame.frame import say_moment
from bot.front.desk.frame.request import NOT_FOUND, DeskRequest
from bot.front.desk.pages.referrals import ReferralRoom, handed
from bot.front.desk.pages.talks.earlier_talk import earlier_lines, fact_lines, told_facts
from bot.kb import Value
from bot.lookup import Searching
from bot.messaging.ledgers import WindowLedger
from bot.referrals import LONGEST_LINE, LineState, Referral, Takeover, Takeovers, TalkLines, history, presence_of
from bot.staff import Permission
from bot.wording.answers import LookupEntry, entry
from bot.wording.office import PREPARED, passage_title

MATCHES = 3
WHY_NOT = {
    "window_used_up": "微信不让再发了，等居民说一句话就会发出",
    "unreachable": "居民取消了关注，发不到",
    "expired": "等得太久，没有发出",
}
# On the web a line waits until the page says that it has shown it.
WAITS_FOR_PAGE = "对方页面还没显示"
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

    def __init__(self, engine: Engine, referrals: ReferralRoom, searching: Searching) -> None:
        self.referrals = referrals
        self.searching = searching
        self._engine = engine
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
        """Return what the talk itself shows; what it shows counts as read by the colleague who speaks."""
        referral, conversation, current = self.find(asked)
        events = history(self.referrals.engine, referral.id)
        lines = self._lines.of_referral(referral.id, conversation, referral.opened_at, referral.closed_at)
        if lines and current is not None and current.userid == asked.colleague.userid:
            self.referrals.inbox.mark_read(current.id, lines[-1].id)
        return {
            "referral": referral,
            "about": self.referrals.about(referral),
            "lines": lines,
            "current": current,
            "is_mine": current is not None and current.userid == asked.colleague.userid,
            "handed": handed(events, referral),
            "names": {each.userid: each.name for each in self.referrals.board.matchmakers()},
            "talks": self.referrals.talks(asked),
            "presence": presence_of(conversation, referral.page_seen_at, asked.at),
            "is_web": channel_of(conversation) is Channel.WEB,
            "quota": _quota(self._windows, conversation, asked),
            "form_word": secrets.token_hex(8),
            "longest": LONGEST_LINE,
            "wrong": "",
            "WHY_NOT": WHY_NOT,
            "LINE_STATES": LINE_STATES,
            "WAITS_FOR_PAGE": WAITS_FOR_PAGE,
        }

    def say(self, current: Takeover | None, asked: DeskRequest) -> bool:
        """Say what was typed to the person; tell whether it was new.

        Raises:
            SituationError: somebody else speaks there, or there is nothing to say, or too much.
        """
        if current is None or current.userid != asked.colleague.userid:
            raise SituationError("您现在不在这段对话里。请先点“进入对话”。")
        return self.takeovers.say(current, asked.form.get("text", ""), asked.form.get("word", ""), asked.at)

    def told(self, asked: DeskRequest) -> Mapping[str, Value]:
        """Return what the resident of the referral that a request names told the assistant, to whoever may handle it."""
        number = asked.query.get("referral", "")
        is_number = number.isascii() and number.isdigit() and len(number) < 10
        found = self.referrals.board.find(asked.colleague, int(number)) if is_number else None
        if found is None or found.conversation is None or not asked.may(Permission.REFERRALS):
            raise NOT_FOUND
        return told_facts(self._engine, self.referrals.kb(), found.conversation)

    def passages(self, text: str, asked: DeskRequest) -> list[tuple[str, LookupEntry]]:
        """Return what is known of some words, each with its title and as a block that can be sent."""
        today = asked.at.astimezone(SHANGHAI).date()
        looked, kb = self.searching.find(text, today, MATCHES), self.searching.kb
        return [
            (passage_title(kb, policy.id, facet), entry(kb, policy, facet, looked.period, today))
            for policy, facet in looked.passages
        ]

    def beside(self, asked: DeskRequest) -> dict[str, object]:
        """Return what stands beside the talk: what was said before, the facts, and sentences to take over."""
        _, conversation, _ = self.find(asked)
        kb = self.referrals.kb()
        facts = told_facts(self._engine, kb, conversation)
        earlier = earlier_lines(self._engine, kb, conversation)
        return {"earlier": earlier, "facts": fact_lines(kb, facts), "prepared": PREPARED}


def _quota(windows: WindowLedger, conversation: str, asked: DeskRequest) -> str:
    """Return how many messages WeChat still lets us send; nothing on the web, where there is no limit."""
    if channel_of(conversation) is not Channel.WECHAT:
        return ""
    window = windows.read(conversation)
    left = window.left(asked.at) if window else 0
    if window is None or left == 0:
        return "微信现在不让发：等居民再说一句话，就又能发。您写的会先存着。"
    return f"微信还让发{left}条，到{say_moment(window.ends_at)}为止；居民每说一句话就重新算。"
