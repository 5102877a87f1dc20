"""Fairs and live sessions on the desk: written in, sent as lists, changed, cancelled."""

from bot.front.desk.pages.fairs.fair_list_pages import add_fair_lists
from bot.front.desk.pages.fairs.fair_lists import FairLists
from bot.front.desk.pages.fairs.fair_pages import FairsRoom, add_fairs

__all__ = ["FairLists", "FairsRoom", "add_fair_lists", "add_fairs"]
