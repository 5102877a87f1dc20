"""The command line ``leye``: one file per command, imported only when it is called."""

from bot.cli.application import app, main

__all__ = ["app", "main"]
