"""Talks with residents on the desk, and what a colleague should know before speaking."""

from bot.front.desk.pages.talks.talk_pages import add_talks
from bot.front.desk.pages.talks.talk_room import TalkRoom

__all__ = ["TalkRoom", "add_talks"]
