"""A list of people, read, checked and stored."""

from bot.people.imports.damage import damage, is_damaged_list
from bot.people.imports.headings import bare_heading
from bot.people.imports.import_job import Import
from bot.people.imports.importer import Importing, ImportProgress
from bot.people.imports.left_out import LeftOut
from bot.people.imports.list_files import PeopleList, PeopleListError, Row
from bot.people.imports.list_import import ImportedList, run_import
from bot.people.imports.mapping import ListMapping
from bot.people.imports.mapping_file import load_mapping, mapping_of
from bot.people.imports.person_row import PersonRow, RowMistake
from bot.people.imports.proposals import MappingProposal, propose
from bot.people.imports.row_reader import RowReader
from bot.people.imports.samples import APP, write_samples

__all__ = [
    "APP",
    "Import",
    "ImportProgress",
    "ImportedList",
    "Importing",
    "LeftOut",
    "ListMapping",
    "MappingProposal",
    "PeopleList",
    "PeopleListError",
    "PersonRow",
    "Row",
    "RowMistake",
    "RowReader",
    "bare_heading",
    "damage",
    "is_damaged_list",
    "load_mapping",
    "mapping_of",
    "propose",
    "run_import",
    "write_samples",
]
