"""Turns what is known into Chinese for people; the same words for every door. Takes the date, never reads the clock."""

from bot.wording.answers.answer import answer
from bot.wording.answers.clarify import ask_to_rephrase, ask_which_policy, list_situations, show_menu
from bot.wording.answers.estimate import estimate
from bot.wording.answers.parts import AskedQuestion
from bot.wording.answers.places import other_place_remark
from bot.wording.answers.refer import decline, hand_over, refer, refer_unknown
from bot.wording.answers.small_talk import apology, end_topic, nothing_said_yet, small_talk
from bot.wording.notices.consent import confirm_stop, explain_subscribing

__all__ = [
    "AskedQuestion",
    "answer",
    "apology",
    "ask_to_rephrase",
    "ask_which_policy",
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
