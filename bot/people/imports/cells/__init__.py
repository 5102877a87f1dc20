"""What single cells say: text and days, facts and consents, identity numbers and phones."""

from bot.people.imports.cells.cell_text import cell_text, day_of, days_of, has_lost_digits, is_ditto, is_shortened
from bot.people.imports.cells.fact_cells import CellMistakeError, CellValue, read_consent, read_fact, wrong_values
from bot.people.imports.cells.id_numbers import IdNumber, read_id_number
from bot.people.imports.cells.person_cells import id_number_of, id_number_text, phones_in, wrong_id_number

__all__ = [
    "CellMistakeError",
    "CellValue",
    "IdNumber",
    "cell_text",
    "day_of",
    "days_of",
    "has_lost_digits",
    "id_number_of",
    "id_number_text",
    "is_ditto",
    "is_shortened",
    "phones_in",
    "read_consent",
    "read_fact",
    "read_id_number",
    "wrong_id_number",
    "wrong_values",
]
