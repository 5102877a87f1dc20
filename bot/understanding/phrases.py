"""Finds known phrases in text, exactly or by sound. Pure; the lexicon is built on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from operator import add
from typing import Generic, TypeVar

from pypinyin import Style, lazy_pinyin

Meaning = TypeVar("Meaning")
SHORTEST_BY_SOUND = 4


@dataclass(frozen=True)
class FoundPhrase(Generic[Meaning]):
    """A phrase found in a text, from ``start`` up to but not including ``end``."""

    phrase: str
    meaning: Meaning
    start: int
    end: int


class PhraseFinder(Generic[Meaning]):
    """Finds phrases of two or more characters; where several fit, the longest wins and phrases never overlap.

    Args:
        meanings: ``(phrase, meaning)`` pairs; the first pair of a phrase counts.
    """

    def __init__(self, meanings: Iterable[tuple[str, Meaning]]) -> None:
        self._by_head: dict[str, list[tuple[str, Meaning]]] = {}
        seen: set[str] = set()
        for phrase, meaning in meanings:
            if phrase not in seen:
                seen.add(phrase)
                self._by_head.setdefault(phrase[:2], []).append((phrase, meaning))
        for entries in self._by_head.values():
            entries.sort(key=lambda entry: -len(entry[0]))
        self._by_sound: dict[tuple[str, str], list[tuple[tuple[str, ...], str, Meaning]]] | None = None

    def find(self, text: str) -> list[FoundPhrase[Meaning]]:
        """Return the phrases of the text in order."""
        found: list[FoundPhrase[Meaning]] = []
        heads, end = self._by_head, 0
        for place in [place for place, head in enumerate(map(add, text, text[1:])) if head in heads]:
            if place < end:
                continue
            for phrase, meaning in heads[text[place : place + 2]]:
                if text.startswith(phrase, place):
                    end = place + len(phrase)
                    found.append(FoundPhrase(phrase, meaning, place, end))
                    break
        return found

    def find_by_sound(self, text: str) -> list[FoundPhrase[Meaning]]:
        """Return phrases that sound like a part of the text (社保补帖, 创业但保贷款): speech input and typing by sound.

        Only phrases of four or more characters are compared, since short ones sound like many things.
        """
        if self._by_sound is None:
            self._by_sound = self._sounds()
        sounds = _sounds_of(text)
        found: list[FoundPhrase[Meaning]] = []
        place = 0
        while place < len(sounds) - 1:
            for phrase_sounds, phrase, meaning in self._by_sound.get((sounds[place], sounds[place + 1]), ()):
                if tuple(sounds[place : place + len(phrase_sounds)]) == phrase_sounds:
                    found.append(FoundPhrase(phrase, meaning, place, place + len(phrase)))
                    place += len(phrase) - 1
                    break
            place += 1
        return found

    def _sounds(self) -> dict[tuple[str, str], list[tuple[tuple[str, ...], str, Meaning]]]:
        index: dict[tuple[str, str], list[tuple[tuple[str, ...], str, Meaning]]] = {}
        for entries in self._by_head.values():
            for phrase, meaning in entries:
                if len(phrase) >= SHORTEST_BY_SOUND:
                    sounds = tuple(_sounds_of(phrase))
                    index.setdefault((sounds[0], sounds[1]), []).append((sounds, phrase, meaning))
        for candidates in index.values():
            candidates.sort(key=lambda entry: -len(entry[0]))
        return index


def _sounds_of(text: str) -> list[str]:
    """Return one syllable per character, with sounds that speech confuses (zh/z, ing/in) made equal."""
    # A list gives each other sign a place of its own, which the types of pypinyin do not know.
    syllables = lazy_pinyin(text, style=Style.NORMAL, errors=list)  # type: ignore[arg-type]
    return [_confusable(syllable) for syllable in syllables]


def _confusable(syllable: str) -> str:
    for heard, written in (("zh", "z"), ("ch", "c"), ("sh", "s")):
        if syllable.startswith(heard):
            syllable = written + syllable[2:]
    return syllable[:-1] if syllable.endswith(("ang", "eng", "ing")) else syllable
