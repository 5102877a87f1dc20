"""How far towns are from each other, as far as the places of their stations are known. Pure; nothing is guessed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.jobs.town_names import bare_town
from bot.kb import KnowledgeBase, Station, nearest


def kilometres_from(kb: KnowledgeBase, towns: Iterable[str]) -> Mapping[str, float]:
    """Return the kilometres to the nearest of some towns, by the bare name of each other town whose stations have places."""
    by_town: dict[str, list[Station]] = {}
    for station in kb.stations.values():
        title = kb.towns[station.town].title if station.town in kb.towns else station.town
        by_town.setdefault(bare_town(title), []).append(station)
    starts = [station for town in towns for station in by_town.get(bare_town(town), [])]
    found: dict[str, float] = {}
    for name, stations in by_town.items():
        ways = [
            way[1]
            for start in starts
            if start.latitude is not None and start.longitude is not None
            if (way := nearest(stations, start.latitude, start.longitude)) is not None
        ]
        if ways:
            found[name] = min(ways)
    return found
