"""Templates of a folder of pages, read and compiled once per process: a page is declared where it is served."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from bot.text import typeset

# Parts that pages of several folders use.
PARTS = Path(__file__).parent / "parts"


@cache
def templates_in(folder: Path) -> Environment:
    """Return the templates of a folder; a name that a page does not get is a mistake, and what people wrote is escaped."""
    environment = Environment(loader=FileSystemLoader([folder, PARTS]), autoescape=True, undefined=StrictUndefined)
    environment.filters["typeset"] = typeset
    return environment
