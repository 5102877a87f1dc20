"""Files that offices keep lists in, read row by row: workbooks old and new, tables saved as web pages, lines of text."""

from bot.people.imports.workbooks.book_file import open_book
from bot.people.imports.workbooks.list_error import PeopleListError
from bot.people.imports.workbooks.number_formats import day_of_number
from bot.people.imports.workbooks.sheet import Book, Sheet, SheetRow, Unreadable, column_letters

__all__ = ["Book", "PeopleListError", "Sheet", "SheetRow", "Unreadable", "column_letters", "day_of_number", "open_book"]
