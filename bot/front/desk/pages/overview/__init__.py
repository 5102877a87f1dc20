"""The overview of leaders: the figures of a period, the same as files, and how the assistant did day by day."""

from bot.front.desk.pages.overview.overview import add_overview

__all__ = ["add_overview"]
