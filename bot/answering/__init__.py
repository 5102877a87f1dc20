"""What the dialogue answers: a question, a step of an eligibility check, a list, a short sentence. Knows no Rasa.

A turn comes in, an `ActionResult` goes out; `answer_step` lets an open check hear the message first.
"""

from bot.answering.action_result import ActionResult
from bot.answering.checks.request import check_eligibility
from bot.answering.checks.state import Check
from bot.answering.notice_request import explain_notices
from bot.answering.policy_list import list_policies
from bot.answering.question import answer_question
from bot.answering.short_answers import (
    answer_end,
    answer_menu,
    answer_not_understood,
    answer_once_more,
    answer_other_office,
    answer_out_of_scope,
    answer_small_talk,
    answer_wish_for_a_person,
)
from bot.answering.step import Answerer, answer_step
from bot.answering.toolbox import LiveToolbox, Toolbox, toolbox_of
from bot.answering.turn import Turn

__all__ = [
    "ActionResult",
    "Answerer",
    "Check",
    "LiveToolbox",
    "Toolbox",
    "Turn",
    "answer_end",
    "answer_menu",
    "answer_not_understood",
    "answer_once_more",
    "answer_other_office",
    "answer_out_of_scope",
    "answer_question",
    "answer_small_talk",
    "answer_step",
    "answer_wish_for_a_person",
    "check_eligibility",
    "explain_notices",
    "list_policies",
    "toolbox_of",
]
