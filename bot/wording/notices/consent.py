"""Says how it stands with notices: nothing is sent to anyone who did not agree, and whoever says stop has stopped it."""

from __future__ import annotations

from datetime import date

from bot.conversation import Outcome, Reply

SUBSCRIBE = (
    "可以。请打开“订阅和我的数据”，勾上想收的政策：微信里在菜单“我的”下面，网页上在最下面点“我的数据”。"
    "您不勾，就不会发；每条都会说明为什么发给您，随时能停。"
)
STOPPED = "好的，已经全部停了，马上生效，以后不会再给您发提醒。想再收，到“订阅和我的数据”里勾选就行。"
NOTHING_TO_STOP = "好的。您没有订阅过提醒，不会收到；以后没有您的同意，也不会发。"


def explain_subscribing(today: date) -> Reply:
    """Return how to agree to be told about policies: on the page, where it is seen what one agrees to."""
    return Reply(SUBSCRIBE, Outcome.CONSENT, today)


def confirm_stop(today: date, *, had_any: bool) -> Reply:
    """Return that nothing more will be sent."""
    return Reply(STOPPED if had_any else NOTHING_TO_STOP, Outcome.CONSENT, today)
