"""Answers that need no question about a policy: thanks, the menu, once more, another office, a person, not understood."""

from __future__ import annotations

from bot.answering.action_result import ActionResult
from bot.answering.heard import heard
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.wording.answers import (
    ask_to_rephrase,
    decline,
    end_topic,
    hand_over,
    nothing_said_yet,
    refer,
    refer_unknown,
    show_menu,
    small_talk,
)

# Topics are offered as far as their statements are somewhat like the message.
NEAR_STATEMENTS = 12
ALIKE_FROM = 0.1


def answer_small_talk(known: Toolbox, turn: Turn) -> ActionResult:
    """Say a short, kind sentence; the policy that was talked about stays in mind: thanks do not end a subject."""
    return ActionResult.by(small_talk(known.kb, turn.intent, turn.today))


def answer_menu(known: Toolbox, turn: Turn) -> ActionResult:
    """Show what can be asked."""
    return ActionResult.by(show_menu(known.kb, turn.today))


def answer_once_more(known: Toolbox, turn: Turn) -> ActionResult:
    """Repeat the replies of the turn before, or say that nothing was said yet."""
    if turn.last_replies:
        return ActionResult(turn.last_replies)
    return ActionResult.by(nothing_said_yet(turn.today))


def answer_end(known: Toolbox, turn: Turn) -> ActionResult:
    """Forget what was talked about."""
    starts_over = turn.intent == "start_over"
    return ActionResult.by(end_topic(turn.today, starts_over=starts_over), policy=None, facets=None, check=None)


def answer_other_office(known: Toolbox, turn: Turn) -> ActionResult:
    """Name the office of the first neighbouring matter mentioned (公积金, 医保报销 …), or the hotline when none is known."""
    named = known.reader.read(turn.text, turn.today).referrals
    if named:
        return ActionResult.by(refer(known.kb.referrals[named[0]], turn.today))
    return ActionResult.by(refer_unknown(known.kb, turn.today))


def answer_wish_for_a_person(known: Toolbox, turn: Turn) -> ActionResult:
    """Say whom to reach."""
    return ActionResult.by(hand_over(known.kb, turn.today))


def answer_out_of_scope(known: Toolbox, turn: Turn) -> ActionResult:
    """Say that this is not about employment policy."""
    return ActionResult.by(decline(known.kb, turn.today))


def answer_not_understood(known: Toolbox, turn: Turn) -> ActionResult:
    """Count the miss and offer the topics that fit it best."""
    misses = turn.misses + 1
    message = heard(known, turn)
    likely = (
        each.entry.topic for found in message.ranked for each in found[:NEAR_STATEMENTS] if each.likeness >= ALIKE_FROM
    )
    nearest = tuple(dict.fromkeys((*message.reading.hinted, *likely)))
    return ActionResult.by(ask_to_rephrase(known.kb, nearest, misses, turn.today), misses=misses)
