"""What answering needs: the knowledge base, what reads and searches it, and what people agreed to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.kb import KnowledgeBase, LiveKnowledge
from bot.lookup.second_reader import SecondReader, second_reader_of
from bot.lookup.statements import AskReader, StatementRanking
from bot.people import Keeping, Subscriptions
from bot.settings import Settings
from bot.storage import open_for
from bot.understanding import Reader
from bot.understanding.acts import ActReader
from bot.understanding.situation import SituationReader


@dataclass(frozen=True)
class Toolbox:
    """The knowledge base and what reads and searches it; ``as_of`` is the fact-checkers' date, if any.

    ``reader`` reads what is asked for, ``situations`` what people tell of their case; ``asks`` takes a message apart into
    its questions, ``statements`` ranks what answers them, and ``acts`` hears complaints and warnings.

    ``subscriptions`` is what people agreed to be told, ``keeping`` what of their checks they want kept; without them
    nobody can have agreed. ``second_reader`` is asked where the ranking is unsure, if the office runs one.
    """

    kb: KnowledgeBase
    reader: Reader
    situations: SituationReader
    statements: StatementRanking
    asks: AskReader
    acts: ActReader
    as_of: date | None = None
    subscriptions: Subscriptions | None = None
    keeping: Keeping | None = None
    second_reader: SecondReader | None = None

    def warm_up(self) -> None:
        """Compile what is read with, so that nobody's message waits for it."""
        self.reader.warm_up()
        self.situations.warm_up()


class LiveToolbox:
    """The toolbox of an installation, made anew when another knowledge base is published; reads the present one at once.

    Raises:
        PolicyDataError: the knowledge base has mistakes.
        SettingsError: a setting is malformed.
    """

    def __init__(self, settings: Settings) -> None:
        self._as_of, self._second_reader = settings.as_of, second_reader_of(settings)
        self._live = LiveKnowledge(settings.kb_dir, settings.edition_file, settings.kb_checked)
        self._engine = open_for(settings)
        self._toolbox = self._made(None)

    def __call__(self) -> Toolbox:
        """Return what answers at this moment; a turn keeps what it began with."""
        return self._toolbox

    def renew(self) -> None:
        """Look for a newer knowledge base; until all that is made of it is ready, the old toolbox answers."""
        if self._live.renew():
            fresh = self._made(self._toolbox)
            fresh.warm_up()
            self._toolbox = fresh

    def _made(self, before: Toolbox | None) -> Toolbox:
        kb = self._live()
        return replace(
            toolbox_of(kb, self._as_of, before),
            subscriptions=Subscriptions(self._engine),
            keeping=Keeping(self._engine, kb.facts),
            second_reader=self._second_reader,
        )


def toolbox_of(kb: KnowledgeBase, as_of: date | None = None, before: Toolbox | None = None) -> Toolbox:
    """Return what answers from a knowledge base, for an installation that keeps nothing of anybody.

    Args:
        before: the toolbox of an earlier knowledge base: what is the same in both is not compiled again.
    """
    reader = Reader(kb)
    return Toolbox(
        kb,
        reader,
        SituationReader(kb, reader.normalise, before.situations if before is not None else None),
        StatementRanking(kb, reader),
        AskReader(reader),
        ActReader(kb.acts, reader.normalise),
        as_of,
    )
