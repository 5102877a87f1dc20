"""Who wakes whom: alarms, passes over the outbox, workers."""

from bot.outreach.scheduler.outbox import Outbox, Pass, deliver_here, set_due
from bot.outreach.scheduler.workers import DeliveryTask, deliver_by_workers, serve

__all__ = [
    "DeliveryTask",
    "Outbox",
    "Pass",
    "deliver_by_workers",
    "deliver_here",
    "serve",
    "set_due",
]
