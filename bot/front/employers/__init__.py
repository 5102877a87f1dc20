"""The pages that employers open with a link from a matchmaker: a form for openings, and the answer to one introduction. No cookies."""

from bot.front.employers.employer_links import ANSWER_DAYS, FORM_DAYS, EmployerLinks
from bot.front.employers.employer_room import EmployerRoom
from bot.front.employers.routes import add_employer_pages

__all__ = ["ANSWER_DAYS", "FORM_DAYS", "EmployerLinks", "EmployerRoom", "add_employer_pages"]
