"""Notices and what people agree to."""

from bot.wording.notices.consent import confirm_stop, explain_subscribing
from bot.wording.notices.notice import follow_up_fields, follow_up_text, notice_text, obstacles, template_fields
from bot.wording.notices.notice_talk import confirm_topic_stop, explain_notice, thank_for_answer

__all__ = [
    "confirm_stop",
    "confirm_topic_stop",
    "explain_notice",
    "explain_subscribing",
    "follow_up_fields",
    "follow_up_text",
    "notice_text",
    "obstacles",
    "template_fields",
    "thank_for_answer",
]
