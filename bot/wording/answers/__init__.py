"""Answers to questions: statements, citations, dates, what to ask next."""

from bot.wording.answers.about_answer import explain_tags, say_no_reason, show_basis
from bot.wording.answers.answer import EVERY_TAG, answer, lone_answer, say_statements, warns
from bot.wording.answers.citations import STANDING_NAMES
from bot.wording.answers.clarify import (
    answer_opener,
    ask_for_words,
    ask_to_rephrase,
    ask_what_a_number_means,
    ask_what_is_answered,
    ask_which_policy,
    list_situations,
    show_menu,
)
from bot.wording.answers.clauses import Part, by_clause, differences
from bot.wording.answers.dates import say_period
from bot.wording.answers.estimate import estimate
from bot.wording.answers.lookup import LookupEntry, entry, nothing_found, quote_lines, validity_line
from bot.wording.answers.parts import SHORT_ANSWER, AskedQuestion
from bot.wording.answers.places import other_place_remark
from bot.wording.answers.refer import decline, hand_over, refer, refer_unknown, whom_to_reach
from bot.wording.answers.small_talk import apology, end_topic, nothing_said_yet, say_heard, small_talk
from bot.wording.answers.told_facets import tells
from bot.wording.answers.topic_choices import HEADLINES

__all__ = [
    "EVERY_TAG",
    "HEADLINES",
    "SHORT_ANSWER",
    "STANDING_NAMES",
    "AskedQuestion",
    "LookupEntry",
    "Part",
    "answer",
    "answer_opener",
    "apology",
    "ask_for_words",
    "ask_to_rephrase",
    "ask_what_a_number_means",
    "ask_what_is_answered",
    "ask_which_policy",
    "by_clause",
    "decline",
    "differences",
    "end_topic",
    "entry",
    "estimate",
    "explain_tags",
    "hand_over",
    "list_situations",
    "lone_answer",
    "nothing_found",
    "nothing_said_yet",
    "other_place_remark",
    "quote_lines",
    "refer",
    "refer_unknown",
    "say_heard",
    "say_no_reason",
    "say_period",
    "say_statements",
    "show_basis",
    "show_menu",
    "small_talk",
    "tells",
    "validity_line",
    "warns",
    "whom_to_reach",
]
