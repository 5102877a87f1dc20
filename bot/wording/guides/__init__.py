"""Service guides: all that is known of a policy on one page, in the words of the talk."""

from bot.wording.guides.guide import DatedAmount, Guide, GuideBasis, GuideSection, guide
from bot.wording.guides.guide_list import GuideEntry, GuideGroup, guide_groups

__all__ = [
    "DatedAmount",
    "Guide",
    "GuideBasis",
    "GuideEntry",
    "GuideGroup",
    "GuideSection",
    "guide",
    "guide_groups",
]
