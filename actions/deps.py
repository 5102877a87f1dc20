"""Where the action server is wired: what every action may ask, made once on first use."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from bot.people import Keeping, Subscriptions
from bot.policies import KnowledgeBase, load
from bot.search import Ranker, Reader
from bot.settings import Settings
from bot.storage import open_database


@dataclass(frozen=True)
class Known:
    """The knowledge base and what reads and searches it; ``as_of`` is the fact-checkers' date, if any.

    ``subscriptions`` is what people agreed to be told, ``keeping`` what of their checks they want kept; without them
    nobody can have agreed.
    """

    kb: KnowledgeBase
    reader: Reader
    ranker: Ranker
    as_of: date | None = None
    subscriptions: Subscriptions | None = None
    keeping: Keeping | None = None


@lru_cache(maxsize=1)
def known() -> Known:
    """Return what the actions know; the first call reads the knowledge base.

    Raises:
        PolicyDataError: the knowledge base has mistakes.
        SettingsError: a setting is malformed.
    """
    settings = Settings.from_environment()
    kb = load(settings.kb_dir)
    engine = open_database(settings.database_url)
    return Known(kb, Reader(kb), Ranker(kb), settings.as_of, Subscriptions(engine), Keeping(engine, kb.facts))
