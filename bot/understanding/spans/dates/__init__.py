"""Dates in a message: the words they are said in, the days they mean, the part they play."""

from bot.understanding.spans.dates.date_reader import DatePiece, dates

__all__ = ["DatePiece", "dates"]
