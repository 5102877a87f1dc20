"""Who looks for work and agreed to be introduced: what they said, what is asked next, and when it ends."""

from bot.jobs.seekers.answer import SeekerAnswer, read_answer
from bot.jobs.seekers.certificates import CERTIFICATES, certificate_of_trade, certificates_in
from bot.jobs.seekers.model import ANYWHERE, REQUIRED, Seeker, SeekerQuestion, next_question
from bot.jobs.seekers.seekers import NOTICE_WORDING, Seekers, day_of, may_be_introduced, seeker_of

__all__ = [
    "ANYWHERE",
    "CERTIFICATES",
    "NOTICE_WORDING",
    "REQUIRED",
    "Seeker",
    "SeekerAnswer",
    "SeekerQuestion",
    "Seekers",
    "certificate_of_trade",
    "certificates_in",
    "day_of",
    "may_be_introduced",
    "next_question",
    "read_answer",
    "seeker_of",
]
