"""One step of a conversation: an eligibility check that has a question open comes first, then what was asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bot.answering.about_answer import answer_about_answer
from bot.answering.action_result import ActionResult
from bot.answering.bare_message import answer_bare_message, bare_message_of
from bot.answering.checks import check as eligibility_check
from bot.answering.checks.start import started_check
from bot.answering.follow_up import is_follow_up
from bot.answering.heard import told_in
from bot.answering.known_question import known_question
from bot.answering.numbered_questions import answer_numbered
from bot.answering.other_ways import answer_other_ways
from bot.answering.question import answer_question
from bot.answering.short_answers import answer_end
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Outcome
from bot.understanding import BareKind, BareMessage

Answerer = Callable[[Toolbox, Turn], ActionResult]

# Between a question and its answer these say nothing that could be answered by itself.
SAYS_NOTHING = (BareKind.ASSENT, BareKind.WORDLESS, BareKind.OPENER)
# Someone who asks for a person, or whom we failed, is not asked on.
LEAVES = (Outcome.HANDOFF.value, Outcome.ERROR.value)


def answer_step(answerer: Answerer, toolbox: Toolbox, turn: Turn) -> ActionResult:
    """Answer the turn; while an eligibility check has a question open, its answers go there, and a case that is told starts one.

    A question in the middle is answered first, and then the open one is asked again.
    """
    about = answer_about_answer(turn)
    if about is not None:
        return _asked_again(toolbox, turn, about)
    told = told_in(toolbox, turn)
    bare = bare_message_of(turn, told.text)
    if bare is not None and bare.kind is BareKind.LEAVE and turn.check.asked is not None:
        # Before anything else: 不算了 is no "no" to what was asked.
        return answer_end(toolbox, turn)
    resumed = eligibility_check.resume(toolbox, turn, turn.check, told)
    if resumed is not None:
        replies, check = resumed
        return ActionResult.by(*replies, check=check.to_slot())
    asks_on = _asks_on(toolbox, turn, bare)
    if asks_on is not None:
        return asks_on
    by_itself = answer_numbered(toolbox, turn) or answer_other_ways(toolbox, turn, told)
    if by_itself is not None:
        return by_itself
    started = started_check(toolbox, turn, told)
    if started is not None:
        return started
    if is_follow_up(toolbox, turn, told) or known_question(toolbox, turn) is not None:
        answerer = answer_question
    return _asked_again(toolbox, turn, answer_bare_message(toolbox, turn, bare) or answerer(toolbox, turn))


def _asked_again(toolbox: Toolbox, turn: Turn, answered: ActionResult) -> ActionResult:
    """Return what was answered with the open question of a check behind it, if there is one."""
    pending = None if "check" in answered.slots else eligibility_check.pending(toolbox, turn, turn.check)
    if pending is None or any(reply["outcome"] in LEAVES for reply in answered.replies):
        return answered
    said: tuple[Mapping[str, Any], ...] = answered.replies
    if not pending.choices:
        # The open question wants a number: typed digits must not pick from the answer in between.
        said = tuple({**reply, "choices": []} for reply in said)
    return ActionResult((*said, pending.typeset().to_json()), answered.slots)


def _asks_on(toolbox: Toolbox, turn: Turn, bare: BareMessage | None) -> ActionResult | None:
    """Return how a check with a question open goes on after a message that says nothing by itself; None for any other message.

    Only words that say so leave a check. What answers nothing is no farewell either, whatever the model takes it for: the
    question is asked once more.
    """
    if bare is None or bare.kind not in SAYS_NOTHING:
        return None
    asked = eligibility_check.pending(toolbox, turn, turn.check, is_unread=True)
    return None if asked is None else ActionResult.by(asked)
