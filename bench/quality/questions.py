"""Reads labelled questions: the repository's own files, and held-out ones that are kept outside of it."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

OWN = Path("tests/question_lists")


@dataclass(frozen=True)
class BenchQuestion:
    """One labelled question; an empty label fits everything."""

    id: str
    text: str
    scope: str
    topic: str
    facet: str
    acceptable: frozenset[str]


def read_questions(paths: Iterable[Path]) -> list[BenchQuestion]:
    """Return the questions of these files, in order.

    Raises:
        KeyError: a file lacks a column.
    """
    asked = []
    for path in paths:
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
                acceptable = frozenset(row["acceptable_outcomes"].split("|"))
                asked.append(
                    BenchQuestion(
                        row["id"], row["text"], row["scope"], row["topic"] or "", row["facet"] or "", acceptable
                    )
                )
    return asked
