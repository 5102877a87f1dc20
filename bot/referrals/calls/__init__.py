"""The talk with someone who calls a matchmaker: what they write, the three steps, what was promised, how far it has come."""

from bot.referrals.calls.drafts import Drafts
from bot.referrals.calls.progress import CallProgress
from bot.referrals.calls.steps import CALL as CALL_WISH
from bot.referrals.calls.talk import ReferralTalk
from bot.referrals.calls.words import agrees, bare_words, declines, is_only_a_number, phone_number, seems_a_number

__all__ = [
    "CALL_WISH",
    "CallProgress",
    "Drafts",
    "ReferralTalk",
    "agrees",
    "bare_words",
    "declines",
    "is_only_a_number",
    "phone_number",
    "seems_a_number",
]
