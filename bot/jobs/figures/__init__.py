"""Openings and seekers by town and trade, in numbers from which nobody can be told; the shapes of towns for maps."""

from bot.jobs.figures.boundaries import TownShape, read_boundaries
from bot.jobs.figures.counts import JobFigures
from bot.jobs.figures.drawn_towns import Drawing, DrawnTown, draw, draw_tiles
from bot.jobs.figures.model import FEWEST, NO_PLACES, NO_TOWN, JobGap, Side, TownFigures, TownTrade, WeekFigures
from bot.jobs.figures.shown import ShownCount, shown_sum, shown_total

__all__ = [
    "FEWEST",
    "NO_PLACES",
    "NO_TOWN",
    "Drawing",
    "DrawnTown",
    "JobFigures",
    "JobGap",
    "ShownCount",
    "Side",
    "TownFigures",
    "TownShape",
    "TownTrade",
    "WeekFigures",
    "draw",
    "draw_tiles",
    "read_boundaries",
    "shown_sum",
    "shown_total",
]
