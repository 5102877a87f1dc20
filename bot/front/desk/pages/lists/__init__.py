"""Lists of people on the desk: sent, looked through, corrected, imported."""

from bot.front.desk.pages.lists.list_pages import add_lists
from bot.front.desk.pages.lists.lists_room import ListsRoom

__all__ = ["ListsRoom", "add_lists"]
