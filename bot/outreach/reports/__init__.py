"""What will happen and what happened: rehearsal, progress, report."""

from bot.outreach.reports.funnel import draw_funnel
from bot.outreach.reports.progress import Progress, progress
from bot.outreach.reports.rehearsal import Rehearsal, rehearse
from bot.outreach.reports.rehearsal_counts import Tally, tally
from bot.outreach.reports.report import FUNNEL, TITLES, Report, as_json, as_table, report, told_between

__all__ = [
    "FUNNEL",
    "TITLES",
    "Progress",
    "Rehearsal",
    "Report",
    "Tally",
    "as_json",
    "as_table",
    "draw_funnel",
    "progress",
    "rehearse",
    "report",
    "tally",
    "told_between",
]
