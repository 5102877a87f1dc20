"""Turns checked plain data of acts/ into frozen objects."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from bot.kb.model.acts import ActWordings, PreparedSentence, SpokenAct, SpokenActs
from bot.kb.model.citations import Citation


def build_acts(files: Iterable[tuple[str, dict[str, Any]]], cite: Callable[[dict[str, Any]], Citation]) -> SpokenActs:
    """Return the acts that the files describe together."""
    lists: dict[str, str] = {}
    topics: dict[str, tuple[str, ...]] = {}
    deny: tuple[str, ...] = ()
    entries: list[dict[str, Any]] = []
    for _, data in files:
        lists |= data.get("lists", {})
        topics |= {topic: tuple(templates) for topic, templates in data.get("topics", {}).items()}
        deny += tuple(data.get("deny", ()))
        entries += data.get("acts", ())
    prepared = [
        PreparedSentence(SpokenAct(entry["act"]), entry["say"], tuple(cite(cited) for cited in entry["sources"]))
        for entry in entries
        if "say" in entry
    ]
    return SpokenActs(lists, tuple(map(_wordings, entries)), topics, deny, {each.act: each for each in prepared})


def _wordings(entry: dict[str, Any]) -> ActWordings:
    return ActWordings(
        SpokenAct(entry["act"]),
        tuple(entry.get("says", ())),
        tuple(entry.get("weak", ())),
        tuple(tuple(group) for group in entry.get("together", ())),
        tuple(entry.get("unless", ())),
        tuple(entry.get("never", ())),
        tuple(entry.get("spare", ())),
    )
