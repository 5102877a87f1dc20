"""No question that the assistant is measured with stands, or nearly stands, in what it learns from."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import yaml

ROOT = Path(__file__).parents[3]
# The lists of this repository, and the ones that lie beside it where they do.
LISTS = (ROOT / "tests" / "question_lists", ROOT.parent / "shared" / "questions")
# Longer than any phrase that everybody uses.
LONGEST_RUN = 16
ALIKE = 0.8
SHORTEST = 8
_SIGNS = re.compile(r"\W+")


def plain(text: str) -> str:
    """Return a sentence without punctuation and blanks."""
    return _SIGNS.sub("", text).lower()


def measured() -> set[str]:
    """Return the questions of all lists."""
    found = set()
    for folder in LISTS:
        for path in sorted(folder.glob("*.tsv")):
            with path.open(encoding="utf-8", newline="") as lines:
                found |= {plain(row["text"]) for row in csv.DictReader(lines, delimiter="\t")}
        for path in sorted(folder.glob("*.yml")):
            found |= {plain(text) for text in _texts(yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader))}
    return {text for text in found if len(text) >= SHORTEST}


def _texts(entries: list[dict[str, object]]) -> Iterator[str]:
    for entry in entries:
        turns = entry.get("turns")
        if isinstance(turns, list):
            yield from (turn["user"] for turn in turns)
        for key in ("text", "story"):
            if isinstance(entry.get(key), str):
                yield str(entry[key])


def learned() -> Iterator[tuple[str, str]]:
    """Yield ``(file, sentence)`` for all that is learned from or matched against."""
    for path in sorted((ROOT / "data" / "nlu").glob("*.yml")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip().startswith("- ") and "intent:" not in line:
                yield path.name, plain(line.strip()[2:])
    for path in sorted((ROOT / "policies_kb" / "questions").glob("*.yml")):
        for questions in yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)["questions"].values():
            yield from ((path.name, plain(question)) for question in questions)


def pairs(text: str) -> frozenset[str]:
    """Return each two neighbouring characters."""
    return frozenset(text[place : place + 2] for place in range(len(text) - 1))


def test_no_question_that_is_measured_stands_in_what_is_learned() -> None:
    questions = measured()
    assert len(questions) > 100
    runs = {text[place : place + LONGEST_RUN] for text in questions for place in range(len(text) - LONGEST_RUN + 1)}
    by_pair: dict[str, list[frozenset[str]]] = {}
    for text in questions:
        own = pairs(text)
        for pair in own:
            by_pair.setdefault(pair, []).append(own)
    twins = []
    for file, sentence in learned():
        own = pairs(sentence)
        if any(sentence[place : place + LONGEST_RUN] in runs for place in range(len(sentence) - LONGEST_RUN + 1)) or (
            len(sentence) >= SHORTEST
            and any(len(own & other) >= ALIKE * len(own | other) for pair in own for other in by_pair.get(pair, ()))
        ):
            twins.append(f"{file}: {sentence}")
    assert not twins, "\n".join(twins)
