"""Finds in a mask the wordings of facts that editors wrote. Pure; compiled once per knowledge base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from bot.policies.fact_frames import FactFrame, FactFrames
from bot.policies.fact_templates import Slot
from bot.understanding.situation.anchors import WordIndex
from bot.understanding.situation.masks import BREAK
from bot.understanding.situation.patterns import SLOT, Pattern, patterns_of
from bot.understanding.spans import Span

AMOUNT, START, PART, UNLESS, BARE = "amount", "start", "part", "unless", "bare"
# How far from its anchor a wording may reach.
REACH = 30
_BARE = ("^[<lead>]<about>[<tail>]$", "^[<lead>]<being>[<tail>]$")


@dataclass(frozen=True)
class FrameMatch:
    """Words that state something of a fact.

    Args:
        frame: of the fact.
        says: ``yes``, ``no``, the id of an option; or ``amount``, ``start``, ``part``, ``unless``, ``bare``.
        start: where the words begin in the mask.
        end: where they end.
        slot: where the counted thing begins, -1 where there is none.
    """

    frame: FactFrame
    says: str
    start: int
    end: int
    slot: int = -1

    @property
    def length(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class _Search:
    frame: FactFrame
    says: str
    pattern: Pattern


class FrameFinder:
    """All wordings of a knowledge base, compiled.

    Args:
        frames: what editors wrote.
    """

    def __init__(self, frames: FactFrames) -> None:
        searches = [search for frame in frames.frames for search in _searches(frames, frame)]
        self._anchors = WordIndex((word, search) for search in map(_Hashed, searches) for word in search.anchors)

    def find(self, masked: str, spans: Mapping[int, Span]) -> list[FrameMatch]:
        """Return what the wordings match, in order; of overlapping matches of one fact the longest.

        Args:
            masked: the message as ``mask`` writes it.
            spans: what is counted in it, by start.
        """
        masked += BREAK
        windows: dict[_Hashed, list[tuple[int, int]]] = {}
        for start, end, searches in self._anchors.find(masked):
            for search in searches:
                _widen(windows.setdefault(search, []), start - REACH, end + REACH)
        found = [match for search, places in windows.items() for match in search.matches(masked, places, spans)]
        return _longest_of_each_fact(found)


class _Hashed:
    """A search that can be a key: one is only like itself."""

    def __init__(self, search: _Search) -> None:
        self._search = search
        self.anchors = search.pattern.anchors

    def matches(self, masked: str, places: list[tuple[int, int]], spans: Mapping[int, Span]) -> Iterator[FrameMatch]:
        search = self._search
        has_slot = SLOT in search.pattern.regex.groupindex
        for low, high in places:
            for found in search.pattern.regex.finditer(masked, low, high):
                slot = found.start(SLOT) if has_slot else -1
                if search.pattern.limit is None or _keeps_to(search.pattern.limit, spans.get(slot)):
                    yield FrameMatch(search.frame, search.says, found.start(), found.end(), slot)


def _searches(frames: FactFrames, frame: FactFrame) -> Iterator[_Search]:
    lists = frames.lists_for(frame)
    for says, templates in frames.says_of(frame).items():
        for pattern in patterns_of(templates, lists):
            yield _Search(frame, says, pattern)
    for says, templates in ((AMOUNT, frame.amounts), (START, frame.starts), (PART, frame.parts)):
        for pattern in patterns_of(templates, lists, with_slot=True):
            yield _Search(frame, says, pattern)
    for pattern in patterns_of(frame.unless, lists):
        yield _Search(frame, UNLESS, pattern)
    bare = [text for text, nouns in zip(_BARE, (frame.about, frame.being), strict=True) if nouns]
    for pattern in patterns_of(bare, {"lead": "", "tail": "", **lists}):
        yield _Search(frame, BARE, pattern)


def _widen(places: list[tuple[int, int]], low: int, high: int) -> None:
    """Add a stretch to stretches in order, joining those that touch."""
    low = max(low, 0)
    if places and low <= places[-1][1]:
        places[-1] = (places[-1][0], max(places[-1][1], high))
    else:
        places.append((low, high))


def _keeps_to(limit: Slot, span: Span | None) -> bool:
    """Tell whether all that a span may be keeps to a limit."""
    if span is None:
        return False
    low, high = span.value.low, span.value.high
    tests = {
        ">": low is not None and low > limit.bound,
        ">=": low is not None and low >= limit.bound,
        "<": high is not None and high < limit.bound,
        "<=": high is not None and high <= limit.bound,
    }
    return tests[limit.operator]


def _longest_of_each_fact(found: list[FrameMatch]) -> list[FrameMatch]:
    """Drop matches that overlap a longer one of the same fact, or words that do not state this fact."""
    kept: list[FrameMatch] = []
    by_fact: dict[str, list[FrameMatch]] = {}
    for match in found:
        by_fact.setdefault(match.frame.fact, []).append(match)
    for matches in by_fact.values():
        kept += _not_overlapping(matches)
    return sorted(kept, key=lambda match: (match.start, match.end))


def _not_overlapping(matches: list[FrameMatch]) -> list[FrameMatch]:
    """Keep, longest first, what touches nothing kept before; ``unless`` comes before all."""
    taken: set[int] = set()
    kept: list[FrameMatch] = []
    for match in sorted(matches, key=lambda match: (match.says != UNLESS, -match.length, match.says != "no")):
        places = range(match.start, match.end)
        if taken.isdisjoint(places):
            taken.update(places)
            if match.says != UNLESS:
                kept.append(match)
    return kept
