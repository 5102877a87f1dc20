"""What the model will ask for when it is loaded, made before: a spare of this process (``bot.spare``) then has it already."""

from __future__ import annotations

from importlib import import_module

import jieba

from bot.dialogue.known import known

# Rasa imports them by their names, when it loads a model that has them or a server that begins.
IMPORTED_LATE = (
    "rasa.core.channels",
    "rasa.engine.recipes.default_components",
    "rasa.core.agent",
    "bot.dialogue.scope_classifier",
    "bot.dialogue.database_tracker_store",
)


def prepare() -> None:
    """Read what is read once in a process.

    Raises:
        PolicyDataError: a gate found a mistake.
    """
    for name in IMPORTED_LATE:
        import_module(name)
    jieba.initialize()
    known()
