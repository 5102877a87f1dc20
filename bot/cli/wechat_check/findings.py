"""What ``leye wechat check`` finds, one line per thing, and how the table looks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from rich.box import SIMPLE_HEAD
from rich.table import Table
from rich.text import Text


class FindingMark(str, Enum):
    """Right, to be mended, worth knowing, or not looked at."""

    RIGHT = "✓"
    WRONG = "✗"
    NOTE = "!"
    SKIPPED = "–"


STYLES = {
    FindingMark.RIGHT: "green",
    FindingMark.WRONG: "bold red",
    FindingMark.NOTE: "yellow",
    FindingMark.SKIPPED: "dim",
}


@dataclass(frozen=True)
class Finding:
    """One line.

    Args:
        remedy: what to mend and where; always there when the mark is WRONG.
    """

    thing: str
    mark: FindingMark
    said: str
    remedy: str = ""


def right(thing: str, said: str) -> Finding:
    """Return that a thing is as it should be."""
    return Finding(thing, FindingMark.RIGHT, said)


def wrong(thing: str, said: str, remedy: str) -> Finding:
    """Return that a thing must be mended."""
    return Finding(thing, FindingMark.WRONG, said, remedy)


def note(thing: str, said: str, remedy: str = "") -> Finding:
    """Return what works as it is but is worth knowing."""
    return Finding(thing, FindingMark.NOTE, said, remedy)


def skipped(thing: str, said: str) -> Finding:
    """Return that a thing could not be looked at, and why."""
    return Finding(thing, FindingMark.SKIPPED, said)


def is_sound(findings: Iterable[Finding]) -> bool:
    """Tell whether nothing is left to mend."""
    return all(finding.mark is not FindingMark.WRONG for finding in findings)


def findings_table(findings: Iterable[Finding]) -> Table:
    """Return the table; what to do stands below what was found."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    table.add_column("", width=1)
    table.add_column("查什么", no_wrap=True)
    table.add_column("查到什么", overflow="fold")
    for finding in findings:
        said = Text(finding.said)
        if finding.remedy:
            said.append(f"\n→ {finding.remedy}", style="bold" if finding.mark is FindingMark.WRONG else "")
        table.add_row(Text(finding.mark.value, style=STYLES[finding.mark]), finding.thing, said)
    return table
