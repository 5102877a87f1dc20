"""The words of the office: labels, outcomes, lines for colleagues, prepared sentences."""

from bot.wording.office import chat, questions, referrals, wechat, wecom
from bot.wording.office.audit_acts import KINDS, about_as_said, say_about, say_act, say_detail, say_who
from bot.wording.office.held_records import HeldSection, held_sections
from bot.wording.office.list_report import REPORT_HEADING, report_row, say_person, say_result
from bot.wording.office.outcomes import outcome_colours, outcome_labels, queue_labels
from bot.wording.office.outreach_labels import ACTS, KNOCK_REASONS, KNOCK_STATES, VERDICTS, WAYS, WHY_NOT, say_reason
from bot.wording.office.questions import (
    NO_WORDS,
    PROPOSAL_KINDS,
    facet_label,
    known_words,
    passage_title,
    policy_title,
    say_share,
    topic_title,
)
from bot.wording.office.rating import answer_is_gone, thank_for_rating
from bot.wording.office.referrals import (
    CALL_ME,
    given_back,
    name_of,
    say_closed,
    say_contacted,
    say_handed_on,
    say_introduced,
    someone_came,
)
from bot.wording.office.safety import CALL, say_first, say_to_distress, warn_of_fraud
from bot.wording.office.switches import TITLES, WHAT_STOPS, out_of_service, say_switched_off
from bot.wording.office.talk import PREPARED
from bot.wording.office.wechat import LATE, OUT_OF_ORDER, PROCESS_DIED
from bot.wording.office.wecom import ROLES, STAFF_PROCESS_DIED, about_text, lookup_parts, nothing_text, title_text

__all__ = [
    "ACTS",
    "CALL",
    "CALL_ME",
    "KINDS",
    "KNOCK_REASONS",
    "KNOCK_STATES",
    "LATE",
    "NO_WORDS",
    "OUT_OF_ORDER",
    "PREPARED",
    "PROCESS_DIED",
    "PROPOSAL_KINDS",
    "REPORT_HEADING",
    "ROLES",
    "STAFF_PROCESS_DIED",
    "TITLES",
    "VERDICTS",
    "WAYS",
    "WHAT_STOPS",
    "WHY_NOT",
    "HeldSection",
    "about_as_said",
    "about_text",
    "answer_is_gone",
    "chat",
    "facet_label",
    "given_back",
    "held_sections",
    "known_words",
    "lookup_parts",
    "name_of",
    "nothing_text",
    "out_of_service",
    "outcome_colours",
    "outcome_labels",
    "passage_title",
    "policy_title",
    "questions",
    "queue_labels",
    "referrals",
    "report_row",
    "say_about",
    "say_act",
    "say_closed",
    "say_contacted",
    "say_detail",
    "say_first",
    "say_handed_on",
    "say_introduced",
    "say_person",
    "say_reason",
    "say_result",
    "say_share",
    "say_switched_off",
    "say_to_distress",
    "say_who",
    "someone_came",
    "thank_for_rating",
    "title_text",
    "topic_title",
    "warn_of_fraud",
    "wechat",
    "wecom",
]
