"""The page on which a person finds their call of a matchmaker again, by number and code, on another day or device."""

from bot.front.case.case_visits import CaseVisits
from bot.front.case.routes import add_case_page

__all__ = ["CaseVisits", "add_case_page"]
