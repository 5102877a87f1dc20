"""What leaders are told: the figures of a month, a quarter or days, compared with those before; as tables, a workbook, a printed report."""

from bot.figures.figures import Figures, Overview, Week, figures_of, overview_of
from bot.figures.measures import FEWEST_FOR_SHARE, Cell, Portion, say_cell
from bot.figures.periods import (
    Stretch,
    StretchKind,
    month_before,
    month_of,
    quarter_of,
    weeks_until,
)
from bot.figures.printed import as_pdf
from bot.figures.tables import FigureTable, Headline, headlines, tables_of
from bot.figures.workbook import as_workbook

__all__ = [
    "FEWEST_FOR_SHARE",
    "Cell",
    "FigureTable",
    "Figures",
    "Headline",
    "Overview",
    "Portion",
    "Stretch",
    "StretchKind",
    "Week",
    "as_pdf",
    "as_workbook",
    "figures_of",
    "headlines",
    "month_before",
    "month_of",
    "overview_of",
    "quarter_of",
    "say_cell",
    "tables_of",
    "weeks_until",
]
