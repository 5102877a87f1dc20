"""哪里在招人: openings by town and trade on a map that anybody may open; the maps that the desk shows, too."""

from bot.front.jobs_map.map_view import MapView, TownMaps, map_view, shown_town
from bot.front.jobs_map.routes import PATH, add_jobs_map

__all__ = ["PATH", "MapView", "TownMaps", "add_jobs_map", "map_view", "shown_town"]
