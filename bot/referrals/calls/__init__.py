"""The talk with someone who calls a matchmaker: what they write, the three steps, what was promised, how far it has come."""

from bot.referrals.calls.drafts import Drafts
from bot.referrals.calls.progress import CallProgress
from bot.referrals.calls.steps import CALL as CALL_WISH
from bot.referrals.calls.talk import ReferralTalk

__all__ = ["CALL_WISH", "CallProgress", "Drafts", "ReferralTalk"]
