"""What is found for words that people use, now and after a change: what the chat takes them for, and what the lookup shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from bot.kb import Answer, KnowledgeBase
from bot.lookup import Searching

FOUND_SHOWN, WORDS_SHOWN = 2, 12


@dataclass(frozen=True)
class FoundWords:
    """What is found for words.

    Args:
        named: the policies and topics that the chat hears named, in words; empty: none.
        passages: what the lookup shows first, in words.
    """

    named: tuple[str, ...]
    passages: tuple[str, ...]


@dataclass(frozen=True)
class HeardWords:
    """Words that a change adds or takes away, and what is found for them before and after."""

    text: str
    before: FoundWords
    after: FoundWords


def changed_words(before: KnowledgeBase, after: KnowledgeBase) -> tuple[str, ...]:
    """Return the names and questions that only one of two knowledge bases has, new ones first."""
    old, new = dict.fromkeys(_words(before)), dict.fromkeys(_words(after))
    come, gone = (word for word in new if word not in old), (word for word in old if word not in new)
    return (*come, *gone)


def heard_words(before: Searching, after: KnowledgeBase, today: date) -> tuple[HeardWords, ...]:
    """Return what is found for the words of a change; for the first of them, where they are many."""
    words = changed_words(before.kb, after)[:WORDS_SHOWN]
    if not words:
        return ()
    searching = Searching(lambda: after)
    return tuple(HeardWords(each, _found(before, each, today), _found(searching, each, today)) for each in words)


def _words(kb: KnowledgeBase) -> Iterator[str]:
    for policy in kb.policies.values():
        yield from policy.aliases
        for held in policy.answers.values():
            for sentence in held.sentences if isinstance(held, Answer) else ():
                yield from sentence.questions


def _found(searching: Searching, text: str, today: date) -> FoundWords:
    kb = searching.kb
    named = (
        kb.policies[each.policy].short_title if each.policy else kb.topics[each.topic].title
        for each in searching.reader.read(text, today).named
    )
    passages = searching.find(text, today, FOUND_SHOWN).passages
    shown = (f"{policy.short_title} · {kb.facets[facet].label}" for policy, facet in passages)
    return FoundWords(tuple(dict.fromkeys(named)), tuple(shown))
