"""Draws the funnel of a campaign as SVG, which every browser opens and prints."""

from __future__ import annotations

from pathlib import Path

from bot.errors import SituationError
from bot.outreach.reports.report import FUNNEL, TITLES, OutreachReport
from bot.text import bars_as_svg

ENDING = ".svg"


def draw_funnel(found: OutreachReport, title: str, path: Path) -> None:
    """Write the chart to a file.

    Raises:
        SituationError: the name does not end in .svg.
    """
    if path.suffix.lower() != ENDING:
        raise SituationError(
            f"图只能存成 {ENDING}，不能存成 {path.name}。请写 --chart {path.stem}{ENDING}；"
            "浏览器能打开和打印它，需要 .png 时在浏览器里打开后截图。"
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    rows = [(TITLES[name], found.total.counts[name]) for name in FUNNEL]
    path.write_text(bars_as_svg(title, rows), encoding="utf-8")
