"""Towns as shapes on a page: boundaries by a linear scaling, or one tile each. Pure.

A district is some thirty kilometres wide: its towns on a plane are off by less than the width of a line.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bot.jobs.figures.boundaries import TownShape
from bot.jobs.town_names import bare_town

WIDTH, MARGIN = 440.0, 6.0
TALLEST = 620.0
TILE, GAP, COLUMNS = 100.0, 8.0, 4


@dataclass(frozen=True)
class DrawnTown:
    """A town: the path of its outline, and where its name stands."""

    town: str
    path: str
    x: float
    y: float


@dataclass(frozen=True)
class Drawing:
    """Towns in a box of ``width`` by ``height``; ``is_true`` for boundaries, not for tiles."""

    width: float
    height: float
    towns: tuple[DrawnTown, ...]
    is_true: bool


def draw_tiles(towns: Sequence[str]) -> Drawing:
    """Return one tile a town, in rows of four, in the order given."""
    columns = max(1, min(COLUMNS, len(towns)))
    drawn = []
    for number, town in enumerate(towns):
        left, top = (number % columns) * (TILE + GAP) + GAP, (number // columns) * (TILE + GAP) + GAP
        path = f"M{left:.0f} {top:.0f}h{TILE:.0f}v{TILE:.0f}h-{TILE:.0f}z"
        drawn.append(DrawnTown(town, path, left + TILE / 2, top + TILE / 2))
    rows = math.ceil(len(towns) / columns)
    return Drawing(columns * (TILE + GAP) + GAP, rows * (TILE + GAP) + GAP, tuple(drawn), is_true=False)


def draw(shapes: Iterable[TownShape], towns: Iterable[str]) -> Drawing:
    """Return the boundaries of towns.

    Args:
        towns: how towns are called where they are counted; one that is not among them keeps the name of its shape.
    """
    found, names = list(shapes), {bare_town(town): town for town in towns}
    points = [point for shape in found for ring in shape.rings for point in ring]
    west, east = min(x for x, _ in points), max(x for x, _ in points)
    south, north = min(y for _, y in points), max(y for _, y in points)
    # A degree of longitude is shorter than one of latitude.
    narrow = max(math.cos(math.radians((south + north) / 2)), 0.01)
    wide, high = max((east - west) * narrow, 1e-6), max(north - south, 1e-6)
    scale = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / high)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return MARGIN + (point[0] - west) * narrow * scale, MARGIN + (north - point[1]) * scale

    drawn = []
    for shape in found:
        rings = [[place(point) for point in ring] for ring in shape.rings]
        x, y = _middle(max(rings, key=lambda ring: abs(_area(ring))))
        name = names.get(bare_town(shape.town), shape.town)
        drawn.append(DrawnTown(name, "".join(map(_path, rings)), round(x, 1), round(y, 1)))
    width, height = (round(length * scale + 2 * MARGIN, 1) for length in (wide, high))
    return Drawing(width, height, tuple(drawn), is_true=True)


def _path(ring: Sequence[tuple[float, float]]) -> str:
    """Return a ring as a path; points that fall on the same half of a unit are one, so that a fine survey makes no large page."""
    steps: list[str] = []
    for x, y in ring:
        step = f"{round(2 * x) / 2:g} {round(2 * y) / 2:g}"
        if not steps or steps[-1] != step:
            steps.append(step)
    return f"M{'L'.join(steps)}z"


def _area(ring: Sequence[tuple[float, float]]) -> float:
    return sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairwise(ring)) / 2


def _middle(ring: Sequence[tuple[float, float]]) -> tuple[float, float]:
    """Return the centroid of a ring; the mean of its points where it has no area."""
    area = _area(ring)
    if abs(area) < 1e-9:
        return sum(x for x, _ in ring) / len(ring), sum(y for _, y in ring) / len(ring)
    pairs = list(pairwise(ring))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return x, y
