"""练兵: the pages of the quiz."""

from bot.front.desk.pages.quiz.practice_pages import add_quiz

__all__ = ["add_quiz"]
