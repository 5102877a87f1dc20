"""A message that says nothing by itself: a number that picks nothing, signs, an opener, an assent. It is asked back, never guessed."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from bot.answering.action_result import ActionResult
from bot.answering.question import answer_question
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.understanding import FALLBACK, BareKind, BareMessage, bare_message
from bot.understanding.spans import SpanKind, read_spans
from bot.wording.answers import (
    answer_opener,
    ask_for_words,
    ask_what_a_number_means,
    ask_what_is_answered,
    say_heard,
    small_talk,
)

# What the model takes 好 and 嗯 for.
TALK = ("greet", "thank", "chat", "say_goodbye", "cancel")
# Shorter numbers stand in names by chance.
SHORTEST_NAME = 4
# Who asks about work is about as old as this.
AGES = range(16, 76)


def bare_message_of(turn: Turn, text: str) -> BareMessage | None:
    """Return what a typed message is that says nothing by itself, None for any other.

    Args:
        turn: the turn.
        text: the message in normal form.
    """
    return None if turn.picked else bare_message(text)


def answer_bare_message(known: Toolbox, turn: Turn, bare: BareMessage | None) -> ActionResult | None:
    """Return what such a message is answered where nothing is open; None for any other message, and for a wish to leave."""
    if bare is None or bare.kind is BareKind.LEAVE:
        return None
    if bare.kind is BareKind.GOODBYE:
        return ActionResult.by(small_talk(known.kb, "say_goodbye", turn.today))
    if bare.kind is BareKind.NUMBER and _is_part_of_a_name(known, bare.numerals):
        return answer_question(known, turn)
    if bare.kind is BareKind.NUMBER:
        age = _age(bare.numerals, turn)
        return ActionResult.by(ask_what_a_number_means(known.kb, "、".join(bare.numerals), age, turn.today))
    if bare.kind is BareKind.OPENER:
        first = answer_opener(known.kb, turn.today)
        # Whoever calls a second time has not seen that they may just ask.
        is_again = any(reply.get("text") == first.typeset().text for reply in turn.last_replies)
        return ActionResult.by(answer_opener(known.kb, turn.today, is_again=True) if is_again else first)
    if bare.kind is BareKind.WORDLESS:
        return ActionResult.by(ask_for_words(known.kb, turn.today))
    if turn.intent == FALLBACK:
        return ActionResult.by(ask_what_is_answered(known.kb, turn.today))
    return ActionResult.by(say_heard(turn.today)) if turn.intent in TALK else None


def _is_part_of_a_name(known: Toolbox, numerals: Sequence[str]) -> bool:
    """Tell whether a number is what something is called by (4050)."""
    aliases = (alias for policy in known.kb.policies.values() for alias in policy.aliases)
    return len(numerals) == 1 and len(numerals[0]) >= SHORTEST_NAME and any(numerals[0] in alias for alias in aliases)


def _age(numerals: Sequence[str], turn: Turn) -> int | None:
    """Return the number as an age, None where nobody who asks here has it."""
    spans = read_spans(numerals[0], turn.today) if len(numerals) == 1 else ()
    value = spans[0].value.low if len(spans) == 1 and spans[0].kind is SpanKind.NUMBER else None
    return int(value) if isinstance(value, Decimal) and value in AGES else None
