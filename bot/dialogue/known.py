"""What the components of the pipeline know of the knowledge base: read once in a process, exchanged when another one is published."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from bot.kb import KnowledgeBase, LiveKnowledge, MadeOf
from bot.lookup.statements import AskReader, StatementRanking
from bot.settings import Settings
from bot.understanding import Reader
from bot.understanding.situation import SituationReader

# What is meant depends on names; the figures of an answer are said by the actions, which go first.
PATIENCE_SECONDS = 2.5


@dataclass(frozen=True)
class KnownPolicies:
    """What reads messages by one knowledge base."""

    reader: Reader
    situations: SituationReader
    asks: AskReader
    statements: StatementRanking

    @classmethod
    def of(cls, kb: KnowledgeBase) -> KnownPolicies:
        """Return what reads by a knowledge base, compiled."""
        reader = Reader(kb)
        reader.warm_up()
        return cls(reader, SituationReader(kb, reader.normalise), AskReader(reader), StatementRanking(kb, reader))


class LiveReading:
    """Gives what reads at this moment; until all that is made of a newer knowledge base is ready, the old one reads.

    Raises:
        PolicyDataError: a gate found a mistake.
    """

    def __init__(self, live: LiveKnowledge) -> None:
        self._live = live
        self._made = MadeOf(live, KnownPolicies.of)

    def __call__(self) -> KnownPolicies:
        """Return what reads."""
        return self._made()

    @property
    def kb(self) -> KnowledgeBase:
        """Return the knowledge base of the moment."""
        return self._live()

    def renew(self) -> None:
        """Look for a newer knowledge base, and compile it here rather than in the next message."""
        if self._live.renew():
            self._made()


@lru_cache(maxsize=1)
def live_reading() -> LiveReading:
    """Return what all components of this process read with."""
    settings = Settings.from_environment()
    live = LiveKnowledge(settings.kb_dir, settings.edition_file, settings.kb_checked, patience=PATIENCE_SECONDS)
    return LiveReading(live)


def known() -> Callable[[], KnownPolicies]:
    """Return what gives the reading of the moment, read for the first time now."""
    reading = live_reading()
    reading()
    return reading
