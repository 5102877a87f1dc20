"""What answering needs: the knowledge base, what reads and searches it, and what people agreed to."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from bot.kb import KnowledgeBase, load
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


def open_toolbox(settings: Settings) -> Toolbox:
    """Return the toolbox of an installation; reads the knowledge base.

    Raises:
        PolicyDataError: the knowledge base has mistakes.
        SettingsError: a setting is malformed.
    """
    kb = load(settings.kb_dir, settings.kb_checked)
    engine = open_for(settings)
    return replace(
        toolbox_of(kb, settings.as_of),
        subscriptions=Subscriptions(engine),
        keeping=Keeping(engine, kb.facts),
        second_reader=second_reader_of(settings),
    )


def toolbox_of(kb: KnowledgeBase, as_of: date | None = None) -> Toolbox:
    """Return what answers from a knowledge base, for an installation that keeps nothing of anybody."""
    reader = Reader(kb)
    return Toolbox(
        kb,
        reader,
        SituationReader(kb, reader.normalise),
        StatementRanking(kb, reader),
        AskReader(reader),
        ActReader(kb.acts, reader.normalise),
        as_of,
    )
