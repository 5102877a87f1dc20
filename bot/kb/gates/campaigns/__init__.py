"""What must be true of campaigns: their names, their texts, and that what they speak of is still in force."""

from bot.kb.gates.campaigns.campaigns import check_campaigns
from bot.kb.gates.campaigns.freshness import check_campaign_freshness

__all__ = ["check_campaign_freshness", "check_campaigns"]
