"""What will happen and what happened: rehearsal, progress, report."""

from bot.outreach.reports.funnel import draw_funnel
from bot.outreach.reports.kept_rehearsal import as_kept, kept_rehearsal
from bot.outreach.reports.progress import RunProgress, progress
from bot.outreach.reports.rehearsal import Excluded, Included, Rehearsal, rehearse
from bot.outreach.reports.report import (
    FUNNEL,
    TITLES,
    OutreachReport,
    as_json,
    as_table,
    report,
    told_between,
    told_by_town,
    told_in_each,
)

__all__ = [
    "FUNNEL",
    "TITLES",
    "Excluded",
    "Included",
    "OutreachReport",
    "Rehearsal",
    "RunProgress",
    "as_json",
    "as_kept",
    "as_table",
    "draw_funnel",
    "kept_rehearsal",
    "progress",
    "rehearse",
    "report",
    "told_between",
    "told_by_town",
    "told_in_each",
]
