"""What comes before every answer: someone who does not want to live, someone who is being cheated, someone who waits too long."""

from bot.referrals.safety.alarms import ALARM_WORDS, raise_alarm
from bot.referrals.safety.distress import DistressListener
from bot.referrals.safety.matchmaker_first import MatchmakerFirst
from bot.referrals.safety.warnings import FraudListener, PreparedNote

__all__ = ["ALARM_WORDS", "DistressListener", "FraudListener", "MatchmakerFirst", "PreparedNote", "raise_alarm"]
