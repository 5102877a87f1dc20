"""The same rules as SQL expressions: NULL is unknown, and SQL's three-valued logic is the engine's. Builds, runs nothing."""

from bot.eligibility.sql.bounds import Bounds, FactColumn, bounds_of, day_number, day_number_of_text, elapsed
from bot.eligibility.sql.condition import age_on, audience_condition

__all__ = [
    "Bounds",
    "FactColumn",
    "age_on",
    "audience_condition",
    "bounds_of",
    "day_number",
    "day_number_of_text",
    "elapsed",
]
