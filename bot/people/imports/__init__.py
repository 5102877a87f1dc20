"""A list of people, read, checked and stored."""

from bot.people.imports.damage import damage, is_damaged_list
from bot.people.imports.import_job import Import
from bot.people.imports.importer import Importing, ImportProgress
from bot.people.imports.list_files import PeopleList, PeopleListError
from bot.people.imports.mapping import ListMapping
from bot.people.imports.mapping_file import load_mapping
from bot.people.imports.person_row import RowMistake
from bot.people.imports.proposals import MappingProposal, propose
from bot.people.imports.row_reader import RowReader
from bot.people.imports.samples import APP, write_samples

__all__ = [
    "APP",
    "Import",
    "ImportProgress",
    "Importing",
    "ListMapping",
    "MappingProposal",
    "PeopleList",
    "PeopleListError",
    "RowMistake",
    "RowReader",
    "damage",
    "is_damaged_list",
    "load_mapping",
    "propose",
    "write_samples",
]
