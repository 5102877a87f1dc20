"""Gates 2 and 3 for names: a list that was folded into one line, a name that means everything, a name that was lost."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.loading.files import RawFiles

# YAML folds a line that is indented too far into the line above, its hyphen with it.
_FOLDED = re.compile(r"\S\s+- \S")
LONGEST_NAME = 20
# Of how many topics the names may hold a name: what stands in the names of more is a word of all of them.
MOST_TOPICS = 4
FOLDED = "像是几行粘成了一行;检查这一段每行“- ”前面的空格,要对齐"
GENERAL = "太笼统,别的事也这么说;写成只说这一件事的叫法"
LOST = "比上一个版本少了叫法「{name}」;误删的加回来,缩进错了的对齐,确实不要了就写进这项政策的 retired_aliases"


def check_spoken_names(raw: RawFiles) -> list[Problem]:
    """Return every folded list, and every name that is too long or too general to name one thing."""
    return [*_folded(raw), *_long(raw), *_general(raw), *_both(raw)]


def find_lost_names(before: RawFiles, now: RawFiles) -> list[Problem]:
    """Return every name of a policy that an earlier version had and this one neither has nor retired."""
    there = {name for _, _, name in _names(now)}
    policies = {data["id"]: (file, data) for file, data in now.items("policies")}
    found = []
    for _, old in before.items("policies"):
        # A file that is gone or broken is another mistake.
        file, data = policies.get(old["id"], ("", {}))
        retired = data.get("retired_aliases", ())
        gone = [name for name in old["aliases"] if name not in there and name not in retired]
        found += [Problem(file, "aliases", LOST.format(name=name)) for name in gone if file]
    return found


def _names(raw: RawFiles) -> Iterator[tuple[str, str, str]]:
    """Yield ``(file, place, name)`` for each everyday name of a policy or topic."""
    for file, data in raw.items("policies"):
        for index, name in enumerate(data["aliases"]):
            yield file, f"aliases[{index}]", name
    file, topics = raw.single("topics")
    for number, topic in enumerate(topics):
        for index, name in enumerate(topic["aliases"]):
            yield file, f"[{number}].aliases[{index}]", name


def _folded(raw: RawFiles) -> Iterator[Problem]:
    for kind in ("policies", "topics", "questions", "glossary", "facets"):
        for file, data in raw.items(kind):
            for place, text in _listed(data, ""):
                if _FOLDED.search(text):
                    yield Problem(file, place, FOLDED)


def _listed(data: Any, place: str) -> Iterator[tuple[str, str]]:
    """Yield the place and words of each text that stands in a list by itself."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _listed(value, f"{place}.{key}" if place else str(key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            if isinstance(value, str):
                yield f"{place}[{index}]", value
            else:
                yield from _listed(value, f"{place}[{index}]")


def _long(raw: RawFiles) -> Iterator[Problem]:
    for file, place, name in _names(raw):
        if len(name) > LONGEST_NAME and not _FOLDED.search(name):
            yield Problem(
                file, place, f"「{name[:LONGEST_NAME]}…」有 {len(name)} 个字,叫法最多 {LONGEST_NAME} 个;写短些"
            )


def _general(raw: RawFiles) -> Iterator[Problem]:
    """A word of many topics, or one by which a facet is asked, names nothing by itself."""
    topics_of = _topics_of_names(raw)
    cues = {cue for facet in raw.single("facets")[1] for cue in facet["cues"]}
    glossary = raw.single("glossary")[1]
    general = set(glossary["general"]) if glossary and "general" in glossary else set()
    for file, place, name in _names(raw):
        topics = {topic for other, owners in topics_of.items() if name in other for topic in owners}
        if name in general or name in cues or len(topics) > MOST_TOPICS:
            yield Problem(file, place, f"叫法「{name}」{GENERAL}")


def _topics_of_names(raw: RawFiles) -> dict[str, set[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for _, data in raw.items("policies"):
        for name in (data["title"], data["short_title"], *data["aliases"]):
            found[name].add(data["topic"])
    for topic in raw.single("topics")[1]:
        for name in (topic["title"], *topic["aliases"]):
            found[name].add(topic["id"])
    return found


def _both(raw: RawFiles) -> Iterator[Problem]:
    for file, data in raw.items("policies"):
        for name in data.get("retired_aliases", ()):
            if name in data["aliases"]:
                yield Problem(file, "retired_aliases", f"「{name}」还在 aliases 里;两处只留一处")
