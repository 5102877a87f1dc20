"""What will happen and what happened: rehearsal, progress, report."""

from bot.outreach.reports.funnel import draw_funnel
from bot.outreach.reports.progress import RunProgress, progress
from bot.outreach.reports.rehearsal import Rehearsal, rehearse
from bot.outreach.reports.rehearsal_counts import RehearsalCounts, tally
from bot.outreach.reports.report import FUNNEL, TITLES, OutreachReport, as_json, as_table, report, told_between

__all__ = [
    "FUNNEL",
    "TITLES",
    "OutreachReport",
    "Rehearsal",
    "RehearsalCounts",
    "RunProgress",
    "as_json",
    "as_table",
    "draw_funnel",
    "progress",
    "rehearse",
    "report",
    "tally",
    "told_between",
]
