"""A map as a page shows it: shapes, shades and numbers. Boundaries come from the operator's file, or towns are tiles."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bot.errors import SettingsError
from bot.jobs.figures import (
    FEWEST,
    NO_PLACES,
    Drawing,
    ShownCount,
    TownFigures,
    TownShape,
    draw,
    draw_tiles,
    read_boundaries,
)
from bot.wording.jobs import say_count

logger = logging.getLogger(__name__)

# So much of a name fits into a tile.
LONGEST_NAME = 6
SHADES = 5
NOBODY = ShownCount(0, 0)


@dataclass(frozen=True)
class MapTown:
    """A town on a map; ``title`` says all of it in words."""

    name: str
    title: str
    path: str
    x: float
    y: float
    shade: int
    number: str
    href: str
    is_chosen: bool


@dataclass(frozen=True)
class MapView:
    """A map as a template draws it; the legend says which shade means what."""

    width: float
    height: float
    towns: tuple[MapTown, ...]
    legend: tuple[tuple[int, str], ...]


class TownMaps:
    """The shapes of towns of an installation, read once.

    Args:
        path: the file of the operator; None: tiles. One that cannot be used is said in ``problem``, and towns are tiles.
    """

    def __init__(self, path: Path | None) -> None:
        self._shapes: tuple[TownShape, ...] = ()
        self.problem = ""
        if path is not None:
            try:
                self._shapes = read_boundaries(path)
            except SettingsError as error:
                self.problem = str(error)
                logger.warning("%s", error)

    def drawing(self, figures: TownFigures) -> Drawing:
        """Return the shapes of all towns, also of those where nobody is."""
        towns = [town for town in figures.towns if town not in NO_PLACES]
        return draw(self._shapes, towns) if self._shapes else draw_tiles(towns)


def map_view(
    drawing: Drawing, totals: Mapping[str, ShownCount], unit: str, link: Callable[[str], str], chosen: str | None
) -> MapView:
    """Return a map of totals.

    Args:
        unit: what is counted, as words around a number: 岗位 {} 个.
        link: the address of a town.
        chosen: the town that is looked at.
    """
    steps = _steps(totals.values())
    towns = [
        MapTown(
            name=each.town[:LONGEST_NAME],
            title=f"{each.town}：{unit.format(say_count(totals.get(each.town, NOBODY)))}",
            path=each.path,
            x=each.x,
            y=each.y,
            shade=_shade(totals.get(each.town, NOBODY), steps),
            number=say_count(totals.get(each.town, NOBODY)),
            href=link(each.town),
            is_chosen=each.town == chosen,
        )
        for each in drawing.towns
    ]
    return MapView(drawing.width, drawing.height, tuple(towns), _legend(steps))


def shown_town(figures: TownFigures, wanted: str) -> str | None:
    """Return the town of an address; None where there is none of this name."""
    return wanted if wanted in figures.towns else None


def _steps(counts: Iterable[ShownCount]) -> tuple[int, ...]:
    """Return from which numbers the darker shades begin: equal parts of the largest one, none of them within what is hidden."""
    largest = max((count.least for count in counts), default=0)
    parts = {max(FEWEST, round(largest * part / SHADES)) for part in range(1, SHADES)}
    return tuple(sorted(parts)) if largest >= FEWEST else ()


def _shade(count: ShownCount, steps: tuple[int, ...]) -> int:
    if count.is_none:
        return 0
    return 1 + sum(count.least >= step for step in steps)


def _legend(steps: tuple[int, ...]) -> tuple[tuple[int, str], ...]:
    first = f"{steps[0]:,} 以下" if steps else "有"
    return ((0, "没有"), (1, first), *((at, f"{step:,} 起") for at, step in enumerate(steps, start=2)))
