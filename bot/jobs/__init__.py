"""Employers and their openings: what lists say of them, who lets them pass, and what comes nearest to what someone wants."""

from bot.jobs.credit_code import read_credit_code
from bot.jobs.employers import Employers, ErasedEmployer, erase_employer
from bot.jobs.model import Employer, FlagKind, Opening, OpeningFlag, OpeningState, WorkForm
from bot.jobs.openings import LONGEST_REASON, MENDED, OpeningContact, Openings, is_public
from bot.jobs.pay import FEN, PayPeriod, PayRange, PayRemark, read_pay
from bot.jobs.trades import Trade, likeness, near_trades, trade_of, trades, trades_in

__all__ = [
    "FEN",
    "LONGEST_REASON",
    "MENDED",
    "Employer",
    "Employers",
    "ErasedEmployer",
    "FlagKind",
    "Opening",
    "OpeningContact",
    "OpeningFlag",
    "OpeningState",
    "Openings",
    "PayPeriod",
    "PayRange",
    "PayRemark",
    "Trade",
    "WorkForm",
    "erase_employer",
    "is_public",
    "likeness",
    "near_trades",
    "read_credit_code",
    "read_pay",
    "trade_of",
    "trades",
    "trades_in",
]
