"""Several talks of one colleague: which are open, whether the person's page is, and how a referral goes to somebody else."""

from bot.referrals.talks.open_talks import OpenTalk, open_talks
from bot.referrals.talks.presence import Presence, note_open_page, presence_of
from bot.referrals.talks.transfers import Transfer, Transfers

__all__ = ["OpenTalk", "Presence", "Transfer", "Transfers", "note_open_page", "open_talks", "presence_of"]
