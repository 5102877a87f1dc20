"""A list of openings, read, checked and stored."""

from bot.jobs.imports.columns import HEADINGS, find_columns
from bot.jobs.imports.opening_import import OpeningProgress, import_openings
from bot.jobs.imports.opening_job import OpeningCounts, OpeningImport
from bot.jobs.imports.sample_list import write_sample_openings

__all__ = [
    "HEADINGS",
    "OpeningCounts",
    "OpeningImport",
    "OpeningProgress",
    "find_columns",
    "import_openings",
    "write_sample_openings",
]
