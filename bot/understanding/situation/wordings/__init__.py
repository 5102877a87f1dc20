"""The wordings of facts that editors wrote, found in a message: masks, patterns and where they match."""

from bot.understanding.situation.wordings.frames import AMOUNT, BARE, PART, START, FrameFinder, FrameMatch
from bot.understanding.situation.wordings.masks import BIRTH, BIRTH_ROLE, BREAK, FILL, SIGN_OF, mask
from bot.understanding.situation.wordings.patterns import Pattern, patterns_of

__all__ = [
    "AMOUNT",
    "BARE",
    "BIRTH",
    "BIRTH_ROLE",
    "BREAK",
    "FILL",
    "PART",
    "SIGN_OF",
    "START",
    "FrameFinder",
    "FrameMatch",
    "Pattern",
    "mask",
    "patterns_of",
]
