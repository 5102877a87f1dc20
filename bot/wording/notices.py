"""Says how it stands with notices: nothing is sent to anyone who did not agree, and nothing is sent yet."""

from __future__ import annotations

from datetime import date

from bot.wording.replies import Outcome, Reply

SUBSCRIBE = "政策推送还没有开通，所以现在还不能登记。以后开通时会先问您愿不愿意；您不同意，就不会发。"
STOP = "好的。政策推送还没有开通，您不会收到任何消息；以后没有您的同意，也不会发。"


def explain_notices(today: date, *, wants_them: bool) -> Reply:
    """Return what becomes of a wish to be told about policies, or to be told no more."""
    return Reply(SUBSCRIBE if wants_them else STOP, Outcome.CONSENT, today)
