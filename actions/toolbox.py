"""The one toolbox of the action server, made on first use; a newer knowledge base exchanges it."""

from __future__ import annotations

from functools import lru_cache

from bot.answering import LiveToolbox, Toolbox
from bot.settings import Settings


@lru_cache(maxsize=1)
def live_toolbox() -> LiveToolbox:
    """Return what gives the toolbox of the moment; the first call reads the knowledge base.

    Raises:
        PolicyDataError: the knowledge base has mistakes.
        SettingsError: a setting is malformed.
    """
    return LiveToolbox(Settings.from_environment())


def toolbox() -> Toolbox:
    """Return what the actions answer with; the first call reads the knowledge base.

    Raises:
        PolicyDataError: the knowledge base has mistakes.
        SettingsError: a setting is malformed.
    """
    return live_toolbox()()
