"""Draws the funnel of a campaign as PNG or SVG; matplotlib is imported only when a chart is wanted."""

from __future__ import annotations

from pathlib import Path

from bot.errors import SituationError
from bot.outreach.reports.report import FUNNEL, TITLES, OutreachReport

FORMATS = (".png", ".svg")
# The first that is installed; without any, the words would be boxes.
FONTS = (
    "Noto Sans CJK SC",
    # Of a collection of fonts matplotlib sees the first, which draws the same letters.
    "Noto Sans CJK JP",
    "Noto Serif CJK SC",
    "Noto Serif CJK JP",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "SimHei",
    "Microsoft YaHei",
    "PingFang SC",
)
INK = "#1f5f8b"


def draw_funnel(found: OutreachReport, title: str, path: Path) -> None:
    """Write the chart to a file; its ending says in which format.

    Raises:
        SituationError: the ending is neither .png nor .svg.
    """
    if path.suffix.lower() not in FORMATS:
        raise SituationError(f"图只能存成 {' 或 '.join(FORMATS)}，不能存成 {path.name}。")
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure
    from matplotlib.font_manager import fontManager

    figure = Figure(figsize=(8, 3.6), layout="constrained")
    FigureCanvasAgg(figure)
    axes = figure.add_subplot()
    names = [TITLES[name] for name in FUNNEL]
    counts = [found.total.counts[name] for name in FUNNEL]
    bars = axes.barh(names, counts, color=INK)
    axes.invert_yaxis()
    installed = {font.name for font in fontManager.ttflist}
    font = {"family": [name for name in FONTS if name in installed] or ["sans-serif"]}
    axes.set_title(title, **font)
    axes.set_yticks(range(len(names)), labels=names, **font)
    axes.bar_label(bars, labels=[f" {count:,}" for count in counts])
    axes.spines[["top", "right"]].set_visible(False)
    axes.set_xlim(0, max(*counts, 1) * 1.12)
    path.parent.mkdir(parents=True, exist_ok=True)
    figure.savefig(path, dpi=120)
