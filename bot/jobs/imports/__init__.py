"""A list of openings, read, checked and stored."""

from bot.jobs.imports.columns import HEADINGS, OpeningColumns, find_columns
from bot.jobs.imports.employer_form import keep_employer
from bot.jobs.imports.opening_batch import store_opening_of, store_openings
from bot.jobs.imports.opening_form import EMPLOYER_FIELDS, OPENING_FIELDS, WrittenOpening, read_opening_form
from bot.jobs.imports.opening_import import OpeningProgress, import_openings
from bot.jobs.imports.opening_job import OpeningCounts, OpeningImport
from bot.jobs.imports.sample_list import write_sample_openings

__all__ = [
    "EMPLOYER_FIELDS",
    "HEADINGS",
    "OPENING_FIELDS",
    "OpeningColumns",
    "OpeningCounts",
    "OpeningImport",
    "OpeningProgress",
    "WrittenOpening",
    "find_columns",
    "import_openings",
    "keep_employer",
    "read_opening_form",
    "store_opening_of",
    "store_openings",
    "write_sample_openings",
]
