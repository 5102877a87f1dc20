"""Whom the statements that may be said are for: what is only for others goes, and of what is for some, one must be known to be meant. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.lookup.statements import RankedStatement

# From this share of the best one's likelihood on a statement would be said beside it.
AS_LIKELY_FROM = 0.12


def for_asker(found: Sequence[RankedStatement], facts: Mapping[str, object]) -> tuple[RankedStatement, ...]:
    """Return the candidates for one question without what matters only to people of another kind than is told.

    Where the likeliest are for several kinds of people (能。在校学生…, 能。毕业生…), those of whom none is named or told go, and what
    holds for all of them stands in their place: each by itself would sound like a promise.

    Args:
        found: likeliest first.
        facts: what is known of the person, by the id of the fact.
    """
    left = tuple(each for each in found if each.entry.matters_to(facts))
    if not left:
        return left
    best = left[0].entry
    beside = [each for each in left if (each.entry.policy, each.entry.facet) == (best.policy, best.facet)]
    some = [each for each in beside if each.entry.conditions and _is_as_likely(each, left[0])]
    others = [each for each in some if not _is_meant(each, facts)]
    all_of_them = next((each for each in beside if each.entry.is_for_all and not each.entry.is_absence), None)
    if len({each.entry.conditions for each in some}) < 2 or all_of_them is None:
        return left
    rest = [each for each in left if each not in others]
    if left[0] not in others:
        return tuple(rest)
    instead = replace(all_of_them, share=sum(each.share for each in others), likeness=left[0].likeness)
    return (instead, *(each for each in rest if each is not all_of_them))


def _is_meant(each: RankedStatement, facts: Mapping[str, object]) -> bool:
    return each.entry.is_meant_for(facts) or not each.is_of_others


def _is_as_likely(each: RankedStatement, best: RankedStatement) -> bool:
    return each.share >= AS_LIKELY_FROM * best.share
