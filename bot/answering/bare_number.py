"""A message that is nothing but a number: an age, a phone number, a digit that picks nothing. It is asked back, never guessed."""

from __future__ import annotations

import re

from bot.answering.action_result import ActionResult
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.wording.answers import ask_what_a_number_means, small_talk

NUMBER = re.compile(r"[\d\s+.-]*\d[\d\s+.-]*")
# Spoken as 拜拜; the only number that is a word.
GOODBYE = {"88", "886"}


def answer_bare_number(known: Toolbox, turn: Turn, text: str) -> ActionResult | None:
    """Return what a message of digits alone is answered; None for any other message.

    Args:
        text: the message in normal form.
    """
    if turn.picked or NUMBER.fullmatch(text) is None:
        return None
    digits = re.sub(r"\D", "", text)
    if digits in GOODBYE:
        return ActionResult.by(small_talk(known.kb, "say_goodbye", turn.today))
    return ActionResult.by(ask_what_a_number_means(known.kb, digits, turn.today))
