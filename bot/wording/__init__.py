"""Turns what is known into Chinese for people; the same words for every door. Takes the date, never reads the clock."""

from bot.wording import checking
from bot.wording.answers import Question, answer
from bot.wording.clarifying import ask_to_rephrase, ask_which_policy, list_situations, show_menu
from bot.wording.directing import decline, hand_over, refer, refer_unknown
from bot.wording.estimates import estimate
from bot.wording.notices import confirm_stop, explain_subscribing
from bot.wording.places import other_place_remark
from bot.wording.replies import Choice, Outcome, Reply
from bot.wording.small_talk import apology, end_topic, nothing_said_yet, small_talk

__all__ = [
    "Choice",
    "Outcome",
    "Question",
    "Reply",
    "answer",
    "apology",
    "ask_to_rephrase",
    "ask_which_policy",
    "checking",
    "confirm_stop",
    "decline",
    "end_topic",
    "estimate",
    "explain_subscribing",
    "hand_over",
    "list_situations",
    "nothing_said_yet",
    "other_place_remark",
    "refer",
    "refer_unknown",
    "show_menu",
    "small_talk",
]
