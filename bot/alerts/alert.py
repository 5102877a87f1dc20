"""One thing that an operator has to be told of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Alert:
    """A state of the house that somebody has to look at; it holds no text and no name of a person.

    Args:
        kind: a word for what it is.
        text: what happened, what people notice and what to do, in Chinese.
        over: what is said once it is over.
        which: of several of a kind, e.g. the number of a run.
        after: seconds for which it must have held before it is worth a message.
    """

    kind: str
    text: str
    over: str
    which: str = ""
    after: float = 0.0

    @property
    def key(self) -> str:
        """Return what tells it from every other one."""
        return f"{self.kind}:{self.which}"
