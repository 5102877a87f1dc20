"""Maps of the desk: who hires and who looks for work."""

from bot.front.desk.pages.maps.job_map import add_job_map

__all__ = ["add_job_map"]
