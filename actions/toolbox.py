"""The one toolbox of the action server, made on first use."""

from __future__ import annotations

from functools import lru_cache

from bot.answering import Toolbox, open_toolbox
from bot.settings import Settings


@lru_cache(maxsize=1)
def toolbox() -> Toolbox:
    """Return what the actions answer with; the first call reads the knowledge base.

    Raises:
        PolicyDataError: the knowledge base has mistakes.
        SettingsError: a setting is malformed.
    """
    return open_toolbox(Settings.from_environment())
