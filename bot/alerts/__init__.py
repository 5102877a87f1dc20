"""Messages to the operator about the house itself: once when something begins, once when it is over, never about a person."""

from __future__ import annotations

from bot.alerts.alert import Alert
from bot.alerts.bell import AlertBell, AlertWaits
from bot.alerts.webhook import AlertWebhook

__all__ = ["Alert", "AlertBell", "AlertWaits", "AlertWebhook"]
