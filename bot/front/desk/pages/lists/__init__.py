"""Lists of people on the desk: sent, looked through, corrected, imported; and what lists of other things are read with."""

from bot.front.desk.pages.lists.list_jobs import FAILED, DeskFile, ListJobs, ListStage, Note, Told
from bot.front.desk.pages.lists.list_pages import NO_FILE, STAGES, add_lists, report_of
from bot.front.desk.pages.lists.list_shelf import ListShelf
from bot.front.desk.pages.lists.lists_room import BUSY, ListsRoom

__all__ = [
    "BUSY",
    "FAILED",
    "NO_FILE",
    "STAGES",
    "DeskFile",
    "ListJobs",
    "ListShelf",
    "ListStage",
    "ListsRoom",
    "Note",
    "Told",
    "add_lists",
    "report_of",
]
