"""The cards on WeCom by which a matchmaker hears of a referral and says what was done: one for each step, and a tap counts once."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.kb import KnowledgeBase
from bot.messaging.ledgers import StaffLetter
from bot.messaging.protocol import Button, Content, Style, button_interaction
from bot.referrals.board import Board
from bot.referrals.states import STATES, Act, ReferralOutcome, ReferralState
from bot.referrals.steps import Acting
from bot.staff import Colleague
from bot.storage.tables import referral_events, referrals

TASK = re.compile(r"referral-(\d{1,10})-(open|contacted|introduced)-.{1,64}")
BUTTONS = {ReferralState.CONTACTED: "已联系", ReferralState.INTRODUCED: "已推介", ReferralState.CLOSED: "办结"}
NEXT = {
    ReferralState.OPEN: (ReferralState.CONTACTED, ReferralState.CLOSED),
    ReferralState.CONTACTED: (ReferralState.CLOSED,),
    ReferralState.INTRODUCED: (ReferralState.CLOSED,),
}
# After a restart, what was assigned while nobody watched is written about, too; keys keep it to one letter.
LOOKED_BACK = 200
SAY_WHAT = "推介了什么，请在工作台的呼叫里写明"
DONE, DONE_BEFORE = "已记录", "之前已经记录过"


@dataclass(frozen=True)
class Tapped:
    """What came of a tap: what the card says from now on, and the card for the next step, if any."""

    said: str
    is_new: bool
    letters: tuple[StaffLetter, ...] = ()


class AssignmentLetters:
    """Writes to whoever was given a referral since the last look."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._seen: int | None = None

    def fresh(self, kb: Callable[[], KnowledgeBase]) -> list[StaffLetter]:
        """Return the cards about what was assigned since the last time; the same card has the same key in every process."""
        assigned = referral_events.c.act == Act.ASSIGNED.value
        with self._engine.connect() as connection:
            newest = int(connection.execute(select(func.coalesce(func.max(referral_events.c.id), 0))).scalar_one())
            since = max(0, newest - LOOKED_BACK) if self._seen is None else self._seen
            joined = referral_events.join(referrals, referrals.c.id == referral_events.c.referral)
            still_theirs = (
                referrals.c.assigned_to == referral_events.c.note,
                referrals.c.state != ReferralState.CLOSED.value,
            )
            query = select(referrals).select_from(joined).where(assigned, referral_events.c.id > since, *still_theirs)
            rows = connection.execute(query.order_by(referral_events.c.id)).all()
        self._seen = newest
        return [card_of(kb(), row, row.assigned_to) for row in rows]


class ReferralCards:
    """Takes the taps."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._board = Board(engine)
        self._acting = Acting(engine)

    def tapped(self, kb: KnowledgeBase, colleague: Colleague, task: str, button: str, at: datetime) -> Tapped | None:
        """Record a step; None when the card is none of this colleague's, or says nothing that can be done."""
        found = TASK.fullmatch(task)
        referral = self._board.find(colleague, int(found[1])) if found else None
        if referral is None or not task.endswith(f"-{colleague.userid}"[:64]):
            return None
        if button == ReferralState.INTRODUCED.value:
            # A card of before: a tap cannot say what was introduced.
            return Tapped(SAY_WHAT, False)
        if button == ReferralState.CLOSED.value:
            is_new = self._acting.close(referral.id, ReferralOutcome.TOLD, colleague.userid, at)
        elif button == ReferralState.CONTACTED.value:
            is_new = self._acting.contact(referral.id, colleague.userid, at)
        else:
            return None
        with self._engine.connect() as connection:
            row = connection.execute(select(referrals).where(referrals.c.id == referral.id)).one()
        letters = (card_of(kb, row, colleague.userid),) if is_new and row.state != ReferralState.CLOSED.value else ()
        return Tapped(f"{BUTTONS[ReferralState(button)]}：{DONE if is_new else DONE_BEFORE}", is_new, letters)


def card_of(kb: KnowledgeBase, row: Any, userid: str) -> StaffLetter:
    """Return the card about a referral as it stands; it says what it is about, never who."""
    state = ReferralState(row.state)
    due = row.contact_due_at if state is ReferralState.OPEN else row.introduce_due_at
    policy, topic = kb.policies.get(row.policy or ""), kb.topics.get(row.topic or "")
    about = policy.short_title if policy else topic.title if topic else "找红娘"
    content = Content(
        f"呼叫{row.id}：{STATES[state]}",
        f"{due.astimezone(SHANGHAI):%m月%d日 %H:%M}前",
        row.question or "",
        (("关于", about), ("哪里", row.area or "没有说")),
    )
    buttons = [
        Button(step.value, BUTTONS[step], Style.MAIN if number == 0 else Style.PLAIN)
        for number, step in enumerate(NEXT[state])
    ]
    task = f"referral-{row.id}-{state.value}-{userid}"[:128]
    return StaffLetter(task[:64], userid, f"referral:{row.id}", button_interaction(content, task[:64], buttons))
