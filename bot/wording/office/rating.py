"""What is said to someone who said whether an answer was of use."""

from __future__ import annotations

from datetime import date

from bot.conversation import Outcome, Reply

THANKS = "谢谢，记下了。"
SORRY = "记下了，编辑会看这一条。您可以换个说法再问一遍；想找人问，回“人工”。"
GONE = "这条回答放得太久，评不了了。不影响您接着问。"


def thank_for_rating(is_useful: bool, today: date) -> Reply:
    """Return the thanks for a rating; whoever was not helped is told how to go on."""
    return Reply(THANKS if is_useful else SORRY, Outcome.SMALL_TALK, today)


def answer_is_gone(today: date) -> Reply:
    """Return what is said when an answer can no longer be rated."""
    return Reply(GONE, Outcome.SMALL_TALK, today)
