"""Text as readers and files need it: typeset, masked, cut, as CSV."""

from bot.text.cut import cut
from bot.text.mask import mask
from bot.text.spreadsheets import as_csv, plain_cell
from bot.text.typography import typeset

__all__ = [
    "as_csv",
    "cut",
    "mask",
    "plain_cell",
    "typeset",
]
