"""How openings come onto the desk: a list that is sent, or one opening written by hand."""

from bot.front.desk.pages.openings.opening_list_pages import add_opening_lists
from bot.front.desk.pages.openings.opening_lists import OpeningLists
from bot.front.desk.pages.openings.written_openings import WrittenOpenings, add_written_openings

__all__ = ["OpeningLists", "WrittenOpenings", "add_opening_lists", "add_written_openings"]
