"""Finds in a mask the wordings of facts that editors wrote. Pure; compiled once per knowledge base."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kb import DAY_SLOTS, SLOTS, FactFrame, FactFrames, TemplateParser, TemplateSlot
from bot.understanding.situation.span_values import days_of, numbers_of
from bot.understanding.situation.wordings.anchors import WordIndex
from bot.understanding.situation.wordings.masks import BREAK
from bot.understanding.situation.wordings.patterns import SLOT, Pattern, patterns_of
from bot.understanding.spans import Span

AMOUNT, START, PART, UNLESS, BARE = "amount", "start", "part", "unless", "bare"
# How far from its anchor a wording may reach.
REACH = 30
AMOUNTS = frozenset(SLOTS) - frozenset(DAY_SLOTS)
FIRST_YEAR = 1000
MOST_OFTEN = 24
_BARE = (
    ("^[<lead>|<here>|<then>]*<about>[<tail>]$",),
    (
        "^[<lead>|<here>|<then>]*<being>[<tail>]$",
        # 退役军人33岁, 低保户45女: people leave out the comma before what they say first of themselves.
        "^[<lead>|<here>|<then>]*<being>[的](男|女)$",
        "^[<lead>|<here>|<then>]*<being>[的|男|女]*({age}|{number})[岁|的|男|女]*$",
    ),
)


@dataclass(frozen=True)
class FrameMatch:
    """TemplateWords that state something of a fact.

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


@dataclass(frozen=True, eq=False)
class _Search:
    """One pattern of one fact."""

    frame: FactFrame
    says: str
    pattern: Pattern

    def is_due(self, facts: set[str]) -> bool:
        """Tell whether, given the facts matched, a match of this search could count."""
        if self.says == UNLESS:
            return self.frame.fact in facts
        return any(fact in facts for fact in self.frame.beside if fact != self.frame.fact)

    def matches(
        self, masked: str, places: Sequence[tuple[int, int]], spans: Mapping[int, Span], today: date
    ) -> Iterator[FrameMatch]:
        """Yield the matches within places, which follow each other."""
        pattern = self.pattern
        find = pattern.regex.finditer
        for low, high in places:
            for found in find(masked, low, high):
                slot = found.start(SLOT) if pattern.has_slot else -1
                if all(_keeps_to(limit, spans.get(found.start(group)), today) for group, limit in pattern.limits):
                    yield FrameMatch(self.frame, self.says, found.start(), found.end(), slot)


@dataclass(frozen=True, eq=False)
class _Word:
    """A word of the wordings.

    Args:
        bit: by which it is told from all others.
        searches: those around it, each with the bits of which one must be there for each of its other parts.
    """

    bit: int
    searches: list[tuple[_Search, tuple[int, ...]]]

    def due(self, present: int) -> Iterator[_Search]:
        """Yield the searches around the word whose other parts are among the words present, given by their bits."""
        for search, needs in self.searches:
            for need in needs:
                if not present & need:
                    break
            else:
                yield search


class FrameFinder:
    """All wordings of a knowledge base, compiled.

    Args:
        frames: what editors wrote.
    """

    def __init__(self, frames: FactFrames) -> None:
        parser = frames.parser()
        self._searches = [search for frame in frames.frames for search in _searches(frames, frame, parser)]
        self._words = WordIndex(_words_of(self._searches).items())

    def warm_up(self) -> None:
        """Compile all patterns now, so that the first person does not wait for them."""
        for search in self._searches:
            _ = search.pattern.regex

    def find(self, masked: str, spans: Mapping[int, Span], today: date) -> list[FrameMatch]:
        """Return what the wordings match, in order; of overlapping matches of one fact the longest.

        Args:
            masked: the message as ``mask`` writes it.
            spans: what is counted in it, by start.
            today: the day of the message, from which years are counted.
        """
        masked += BREAK
        found = _longest_of_each_fact(_matches(self._windows(masked), masked, spans, today))
        return list(_not_too_often(found, masked))

    def _windows(self, masked: str) -> dict[_Search, list[tuple[int, int]]]:
        """Return for each search the places in which it may match: around its anchors, beside all else that it needs."""
        found: dict[_Search, list[tuple[int, int]]] = {}
        here: list[tuple[int, int, _Word]] = []
        present, end = 0, 0
        for place, stop, (word,) in self._words.find(masked):
            if place >= end:
                _add_windows(found, masked, here, present)
                here, present, end = [], 0, masked.find(BREAK, place)
            present |= word.bit
            if word.searches:
                here.append((place, stop, word))
        _add_windows(found, masked, here, present)
        return found


def _words_of(searches: Sequence[_Search]) -> dict[str, _Word]:
    """Return all words that searches look for, each once."""
    words: dict[str, _Word] = {}
    for search in searches:
        for text in search.pattern.anchors.union(*search.pattern.needs):
            if text not in words:
                words[text] = _Word(1 << len(words), [])
    for search in searches:
        needs = tuple(sum(words[text].bit for text in each) for each in search.pattern.needs)
        for text in search.pattern.anchors:
            words[text].searches.append((search, needs))
    return words


def _add_windows(
    found: dict[_Search, list[tuple[int, int]]], masked: str, here: Sequence[tuple[int, int, _Word]], present: int
) -> None:
    """Add the windows of one clause to those of the clauses before.

    Args:
        found: the windows of each search, in order.
        masked: the message.
        here: the words in the clause around which something is looked for, with their places.
        present: the bits of all words in the clause.
    """
    if not here:
        return
    low, high = masked.rfind(BREAK, 0, here[0][0]) + 1, masked.find(BREAK, here[0][0]) + 1
    if high - low <= REACH:
        # All words reach all of a short clause, and the break that ends it.
        for word in dict.fromkeys(word for _, _, word in here):
            for search in word.due(present):
                _extend(found.setdefault(search, []), low, high)
        return
    places: dict[_Word, list[tuple[int, int]]] = {}
    for start, end, word in here:
        places.setdefault(word, []).append((max(low, start - REACH), min(high, end + REACH)))
    around: dict[_Search, list[tuple[int, int]]] = {}
    for word, windows in places.items():
        for search in word.due(present):
            around.setdefault(search, []).extend(windows)
    for search, windows in around.items():
        for window in sorted(windows):
            _extend(found.setdefault(search, []), *window)


def _extend(places: list[tuple[int, int]], low: int, high: int) -> None:
    """Add a window that begins no earlier than the last one; what touches it becomes one with it."""
    if not places or low > places[-1][1]:
        places.append((low, high))
    elif high > places[-1][1]:
        places[-1] = (places[-1][0], high)


def _matches(
    windows: Mapping[_Search, list[tuple[int, int]]], masked: str, spans: Mapping[int, Span], today: date
) -> list[FrameMatch]:
    """Return all matches; what counts only beside other facts, or only against them, is looked for when these are there."""
    found: list[FrameMatch] = []
    waiting: list[_Search] = []
    for search, places in windows.items():
        if search.says == UNLESS or search.frame.beside:
            waiting.append(search)
        else:
            found += search.matches(masked, places, spans, today)
    for is_against in (False, False, True):
        facts = {match.frame.fact for match in found}
        due = [search for search in waiting if (search.says == UNLESS) is is_against and search.is_due(facts)]
        waiting = [search for search in waiting if search not in due]
        for search in due:
            found += search.matches(masked, windows[search], spans, today)
    return found


def _searches(frames: FactFrames, frame: FactFrame, shared: TemplateParser) -> Iterator[_Search]:
    parser = frames.parser_for(frame, shared)
    for says, templates in frames.says_of(frame).items():
        for pattern in _apart(patterns_of(templates, parser)):
            yield _Search(frame, says, pattern)
    for says, templates, slots in (
        (AMOUNT, frame.amounts, AMOUNTS),
        (START, frame.starts, frozenset(DAY_SLOTS)),
        (PART, frame.parts, AMOUNTS),
    ):
        for pattern in _apart(patterns_of(templates, parser, slots=slots)):
            yield _Search(frame, says, pattern)
    for pattern in _apart(patterns_of(frame.unless, parser)):
        yield _Search(frame, UNLESS, pattern)
    bare = [text for texts, nouns in zip(_BARE, (frame.about, frame.being), strict=True) if nouns for text in texts]
    for pattern in _apart(patterns_of(bare, parser)):
        yield _Search(frame, BARE, pattern)


def _apart(patterns: Iterable[Pattern]) -> Iterator[Pattern]:
    for pattern in patterns:
        yield from pattern.apart()


def _keeps_to(limit: TemplateSlot, span: Span | None, today: date) -> bool:
    """Tell whether all that a span may be keeps to a limit; of a date its year is meant, below 1000 counted from this one."""
    if span is None:
        return False
    low, high = numbers_of(span)
    bound = limit.bound
    days = days_of(span)
    if days is not None and days.low and days.high:
        low, high = days.low.year, days.high.year
        bound += today.year if bound < FIRST_YEAR else 0
    tests = {
        ">": low is not None and low > bound,
        ">=": low is not None and low >= bound,
        "<": high is not None and high < bound,
        "<=": high is not None and high <= bound,
        "=": low == high == bound,
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


def _not_too_often(matches: list[FrameMatch], masked: str) -> Iterator[FrameMatch]:
    """Yield matches, the same words of a fact no oftener than anybody says them in earnest."""
    seen: Counter[tuple[str, str]] = Counter()
    for match in matches:
        said = (match.frame.fact, masked[match.start : match.end])
        seen[said] += 1
        if seen[said] <= MOST_OFTEN:
            yield match


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
