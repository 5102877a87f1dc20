"""Notices and what people agree to."""

from bot.wording.notices.consent import (
    LEAVE,
    START,
    STOP,
    ask_start,
    ask_what_is_meant,
    ask_which,
    confirm_pause,
    confirm_start,
    confirm_stop,
    confirm_topics_stopped,
    explain_subscribing,
    leave_start,
    name_topics,
    refuse_start,
    say_status,
)
from bot.wording.notices.notice import follow_up_fields, follow_up_text, notice_text, obstacles, template_fields
from bot.wording.notices.notice_talk import confirm_topic_stop, explain_notice, thank_for_answer

__all__ = [
    "LEAVE",
    "START",
    "STOP",
    "ask_start",
    "ask_what_is_meant",
    "ask_which",
    "confirm_pause",
    "confirm_start",
    "confirm_stop",
    "confirm_topic_stop",
    "confirm_topics_stopped",
    "explain_notice",
    "explain_subscribing",
    "follow_up_fields",
    "follow_up_text",
    "leave_start",
    "name_topics",
    "notice_text",
    "obstacles",
    "refuse_start",
    "say_status",
    "template_fields",
    "thank_for_answer",
]
