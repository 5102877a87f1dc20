"""Finds the statement beside which a message stands as a question, in nearly the same words. Pure.

Whoever asks in the words that an editor wrote down is answered by what they were written for, whatever the ranking, the names
or the intent model make of it; a person wrote both.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence

from bot.lookup.gram_index import grams_of
from bot.lookup.statements.scores import RankedStatement

# Only statements this like a message are compared word by word.
COMPARED_FROM = 0.75
# Of the characters and pairs of a message and a question, so many must be shared.
SAME_FROM = 0.85
# A shorter question (要钱吗) is asked of anything: there the conversation must be about the policy.
LEAST_SIGNS = 6


def asked_verbatim(
    text: str, ranked: Sequence[Sequence[RankedStatement]], plain: Callable[[str], str], last_policy: str = ""
) -> RankedStatement | None:
    """Return the one statement that a message asks for in nearly the words of a question beside it; None where there is none.

    Where several are asked for in the same words, it is the one of the policy that the conversation is about, or none.

    Args:
        text: the message.
        ranked: what would answer each of its questions, best first.
        plain: brings a text to the form in which it is compared, names and all.
        last_policy: the policy that the conversation was about; empty for none.
    """
    words = plain(text)
    candidates = {
        (each.entry.policy, each.entry.statement): each
        for found in ranked
        for each in found
        if each.likeness >= COMPARED_FROM
    }
    alike = {
        key: max((_shared(words, plain(question)) for question in each.entry.questions), default=0.0)
        for key, each in candidates.items()
    }
    same = [key for key, share in alike.items() if share >= SAME_FROM]
    best = max((alike[key] for key in same), default=0.0)
    same = [key for key in same if alike[key] == best]
    of_talk = [key for key in same if key[0] == last_policy]
    if len(of_talk) == 1:
        return candidates[of_talk[0]]
    return candidates[same[0]] if len(same) == 1 and len(words) >= LEAST_SIGNS else None


def _shared(one: str, other: str) -> float:
    """Return which share of the characters and pairs of two texts they have in common, 0 to 1."""
    own, theirs = Counter(grams_of(one)), Counter(grams_of(other))
    both = sum((own & theirs).values())
    return 2 * both / max(1, sum(own.values()) + sum(theirs.values()))
