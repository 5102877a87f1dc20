"""呼叫—指派: people who asked for a person, what was promised to them, and who keeps it."""

from bot.referrals.areas import StationAreas
from bot.referrals.board import PAGE, Board, BoardShelf, Referral
from bot.referrals.calls import CALL_WISH, CallProgress, ReferralTalk
from bot.referrals.cards import ReferralCards, Tapped
from bot.referrals.case_codes import CaseCodes, FoundCase
from bot.referrals.history import Event, history
from bot.referrals.inbox import Inbox, InboxNews
from bot.referrals.kept_promises import Kept, calls_in_each, kept_promises
from bot.referrals.open import open_call_of, open_referral_of
from bot.referrals.promises import FEWEST_FOR_STARS
from bot.referrals.safety import DistressListener, FraudListener, MatchmakerFirst, PreparedNote
from bot.referrals.states import (
    ACTS,
    CITIZEN,
    EMPLOYER,
    OUTCOMES,
    STATES,
    SYSTEM,
    Act,
    ReferralOutcome,
    ReferralState,
)
from bot.referrals.steps import Acting
from bot.referrals.takeovers import LONGEST_LINE, Takeover, TakeoverListener, Takeovers
from bot.referrals.talk_lines import LineState, Speaker, TalkLine, TalkLines, drop_lines
from bot.referrals.talks import OpenTalk, Presence, Transfer, Transfers, note_open_page, open_talks, presence_of
from bot.referrals.watch import ReferralWatch

__all__ = [
    "ACTS",
    "CALL_WISH",
    "CITIZEN",
    "EMPLOYER",
    "FEWEST_FOR_STARS",
    "LONGEST_LINE",
    "OUTCOMES",
    "PAGE",
    "STATES",
    "SYSTEM",
    "Act",
    "Acting",
    "Board",
    "BoardShelf",
    "CallProgress",
    "CaseCodes",
    "DistressListener",
    "Event",
    "FoundCase",
    "FraudListener",
    "Inbox",
    "InboxNews",
    "Kept",
    "LineState",
    "MatchmakerFirst",
    "OpenTalk",
    "PreparedNote",
    "Presence",
    "Referral",
    "ReferralCards",
    "ReferralOutcome",
    "ReferralState",
    "ReferralTalk",
    "ReferralWatch",
    "Speaker",
    "StationAreas",
    "Takeover",
    "TakeoverListener",
    "Takeovers",
    "TalkLine",
    "TalkLines",
    "Tapped",
    "Transfer",
    "Transfers",
    "calls_in_each",
    "drop_lines",
    "history",
    "kept_promises",
    "note_open_page",
    "open_call_of",
    "open_referral_of",
    "open_talks",
    "presence_of",
]
