"""Values of facts by themselves: kept as plain data, between two bounds, counted by the calendar."""

from bot.eligibility.values.elapsed import full_units
from bot.eligibility.values.intervals import count_bounds, day_bounds, met
from bot.eligibility.values.stored import from_stored, to_stored

__all__ = ["count_bounds", "day_bounds", "from_stored", "full_units", "met", "to_stored"]
