"""Fairs and live sessions on the desk: written in, changed, cancelled."""

from bot.front.desk.pages.fairs.fair_pages import FairsRoom, add_fairs

__all__ = ["FairsRoom", "add_fairs"]
