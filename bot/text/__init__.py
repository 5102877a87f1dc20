"""Text as readers and files need it: typeset, masked, cut, as CSV, as charts."""

from bot.text.charts import Stack, bars_as_svg, percent_of, share_of, stack
from bot.text.contacts import without_contacts
from bot.text.cut import cut
from bot.text.mask import mask
from bot.text.spoken_marks import write_spoken_marks
from bot.text.spreadsheets import as_csv, plain_cell
from bot.text.typography import typeset

__all__ = [
    "Stack",
    "as_csv",
    "bars_as_svg",
    "cut",
    "mask",
    "percent_of",
    "plain_cell",
    "share_of",
    "stack",
    "typeset",
    "without_contacts",
    "write_spoken_marks",
]
