"""The knowledge base on the desk: amounts and sentences are changed, looked at by a second person, published and undone."""

from bot.front.desk.pages.content.content_pages import add_content
from bot.front.desk.pages.content.content_room import ContentRoom

__all__ = ["ContentRoom", "add_content"]
