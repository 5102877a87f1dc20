"""Towns and the stations of matchmakers, as far as a source holds them; an empty list is honest. Built from stations.yml."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

EARTH_KILOMETRES = 6371.0


@dataclass(frozen=True)
class Town:
    """A town or sub-district."""

    id: str
    title: str


@dataclass(frozen=True)
class Station:
    """A station; ``latitude`` and ``longitude`` in degrees where they are known."""

    id: str
    town: str
    title: str
    address: str | None = None
    phone: str | None = None
    latitude: float | None = None
    longitude: float | None = None


def build_towns(data: Mapping[str, Any] | None) -> dict[str, Town]:
    """Return the towns of stations.yml by id."""
    return {entry["id"]: Town(entry["id"], entry["title"]) for entry in (data or {}).get("towns", ())}


def build_stations(data: Mapping[str, Any] | None) -> dict[str, Station]:
    """Return the stations of stations.yml by id."""
    stations = (_station(entry) for entry in (data or {}).get("stations", ()))
    return {station.id: station for station in stations}


def nearest(stations: Iterable[Station], latitude: float, longitude: float) -> tuple[Station, float] | None:
    """Return the station nearest to a place and the kilometres to it; None when no station's place is known.

    >>> near, far = Station("a", "t", "甲", latitude=39.14, longitude=117.0), Station("b", "t", "乙", latitude=39.3, longitude=117.0)
    >>> station, kilometres = nearest([far, near], 39.15, 117.0)
    >>> station.id, round(kilometres, 1)
    ('a', 1.1)
    """
    placed = [
        (station, _kilometres(latitude, longitude, station.latitude, station.longitude))
        for station in stations
        if station.latitude is not None and station.longitude is not None
    ]
    return min(placed, key=lambda each: each[1]) if placed else None


def _station(entry: Mapping[str, Any]) -> Station:
    return Station(
        entry["id"],
        entry["town"],
        entry["title"],
        entry.get("address"),
        entry.get("phone"),
        entry.get("latitude"),
        entry.get("longitude"),
    )


def _kilometres(latitude: float, longitude: float, other_latitude: float, other_longitude: float) -> float:
    """Return the distance by the haversine formula; exact enough to tell which station is nearer."""
    phi, other_phi = math.radians(latitude), math.radians(other_latitude)
    half = math.sin((other_phi - phi) / 2) ** 2
    half += math.cos(phi) * math.cos(other_phi) * math.sin(math.radians(other_longitude - longitude) / 2) ** 2
    return 2 * EARTH_KILOMETRES * math.asin(math.sqrt(half))
