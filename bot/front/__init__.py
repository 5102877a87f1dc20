"""The public web process: chat API, chat page, health and metrics. It imports no Rasa and no other door."""

from bot.front.app import create_app

__all__ = [
    "create_app",
]
