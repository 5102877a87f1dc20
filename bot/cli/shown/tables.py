"""Tables and consoles of the command line that cut nothing: on a narrow terminal cells fold, into a file lines are as long as they need."""

from __future__ import annotations

from rich.console import Console
from rich.table import Table

# Into a file or another program nothing has to fit a screen.
LONGEST_LINE = 200


def folding_table(*headings: str, title: str | None = None) -> Table:
    """Return a table whose cells fold: an id that was cut can be neither copied nor read."""
    table = Table(title=title)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    return table


def wide_console() -> Console:
    """Return a console for people and for files."""
    console = Console(soft_wrap=True, highlight=False, markup=False)
    if not console.is_terminal:
        console.width = LONGEST_LINE
    return console
