"""双向推介: a seeker and an opening brought together, the person asked, then the employer; each pair once."""

from bot.referrals.introductions.employer_side import EmployerSide, SeenIntroduction
from bot.referrals.introductions.found_lists import FoundList, FoundLists
from bot.referrals.introductions.introduction import Introduction
from bot.referrals.introductions.introduction_board import (
    BoardFilter,
    BoardRow,
    IntroductionBoard,
    IntroductionShelf,
)
from bot.referrals.introductions.introductions import LONGEST_REASON, Introductions
from bot.referrals.introductions.states import INTRODUCTION_STATES, NOTED, IntroductionState
from bot.referrals.introductions.talk import IntroductionTalk

__all__ = [
    "INTRODUCTION_STATES",
    "LONGEST_REASON",
    "NOTED",
    "BoardFilter",
    "BoardRow",
    "EmployerSide",
    "FoundList",
    "FoundLists",
    "Introduction",
    "IntroductionBoard",
    "IntroductionShelf",
    "IntroductionState",
    "IntroductionTalk",
    "Introductions",
    "SeenIntroduction",
]
