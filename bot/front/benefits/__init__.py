"""我能领什么: a page of plain questions, one at a time, and cards of what may fit. Keeps nothing: what was answered travels in the form."""

from bot.front.benefits.routes import PATH, add_benefits_page

__all__ = ["PATH", "add_benefits_page"]
