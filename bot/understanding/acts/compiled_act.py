"""The wordings of one act, compiled: found in a clause, or spread over a message. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from bot.kb import ActWordings, SpokenAct, TemplateParser
from bot.understanding.situation.wordings import BREAK, FILL, Pattern, patterns_of

# What belongs together stands near each other, also in a long story.
NEAR = 3


class CompiledWordings:
    """Finds one act.

    Args:
        wordings: how it is said.
        parser: knows the named lists.
    """

    def __init__(self, wordings: ActWordings, parser: TemplateParser) -> None:
        self.act: SpokenAct = wordings.act
        self._says = patterns_of(wordings.says, parser)
        self._weak = patterns_of(wordings.weak, parser)
        self._unless = patterns_of(wordings.unless, parser)
        self._never = patterns_of(wordings.never, parser)
        self._spare = patterns_of(wordings.spare, parser)
        self._together = tuple(tuple(patterns_of((text,), parser) for text in group) for group in wordings.together)

    def warm_up(self) -> None:
        """Compile all patterns."""
        groups = (template for group in self._together for template in group)
        own = (self._says, self._weak, self._unless, self._never, self._spare)
        for patterns in (*own, *groups):
            for pattern in patterns:
                _ = pattern.regex

    def is_ruled_out(self, clauses: Sequence[str]) -> bool:
        """Tell whether a message says something with which it cannot be the act."""
        return any(is_found(self._never, clause) for clause in clauses)

    def is_in(self, clause: str) -> bool:
        """Tell whether a clause, without breaks, says the act."""
        return is_found(self._says, self._without_spared(clause)) and not is_found(self._unless, clause)

    def is_weakly_in(self, clause: str) -> bool:
        """Tell whether a clause is one of the short wordings."""
        return is_found(self._weak, clause) and not is_found(self._unless, clause)

    def is_spread_over(self, clauses: Sequence[str]) -> bool:
        """Tell whether all templates of a group stand in clauses near each other."""
        spared = [is_found(self._unless, clause) for clause in clauses]
        kept = [
            self._without_spared(clause) for clause, is_spared in zip(clauses, spared, strict=True) if not is_spared
        ]
        return any(self._holds_a_group(kept[at : at + NEAR]) for at in range(max(1, len(kept) - NEAR + 1)))

    def _holds_a_group(self, clauses: Sequence[str]) -> bool:
        return any(
            all(any(is_found(template, clause) for clause in clauses) for template in group) for group in self._together
        )

    def _without_spared(self, clause: str) -> str:
        """Return a clause with a sign in place of what is harmless, so that the rest is still heard."""
        for pattern in self._spare:
            clause = pattern.regex.sub(lambda found: FILL * len(found.group()), f"{BREAK}{clause}{BREAK}").strip(BREAK)
        return clause


def is_found(patterns: Iterable[Pattern], clause: str) -> bool:
    """Tell whether one of the patterns matches in a clause; ``^`` and ``$`` are its ends."""
    masked = f"{BREAK}{clause}{BREAK}"
    return any(
        any(anchor in masked for anchor in pattern.anchors or ("",)) and pattern.regex.search(masked)
        for pattern in patterns
    )
