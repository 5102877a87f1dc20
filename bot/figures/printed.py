"""The tables as a report to print (PDF): headline figures, a picture of the weeks, each table with its definition.

The letters are those of the reader's own computer (Adobe-GB1, ``STSong-Light``): no font is shipped, and any Chinese name can be written.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from reportlab.graphics.charts.barcharts import VerticalBarChart
from reportlab.graphics.shapes import Drawing, String
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import KeepTogether, Paragraph, SimpleDocTemplate, Spacer, Table

from bot.figures.measures import Cell, say_cell
from bot.figures.tables import FigureTable

FONT = "STSong-Light"
MARGIN, TOP_MARGIN = 18 * mm, 15 * mm
# The frame of a page keeps six points on each side.
WIDTH = A4[0] - 2 * MARGIN - 12
INK, QUIET, LINE, PAPER, BRAND = (HexColor(each) for each in ("#1c2420", "#5a635e", "#cfd6d1", "#e4efea", "#0d6b50"))
UNANSWERED_INK = HexColor("#b0641a")
# What no printed text holds.
UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
CHART_HEIGHT = 40 * mm
# A first column needs so much of the width; more columns than this are printed smaller.
FIRST_COLUMN, NARROW_COLUMN, MANY_COLUMNS = 0.3, 0.2, 6
LONGEST_TOGETHER = 14


def as_pdf(title: str, made_on: date, tables: Sequence[FigureTable]) -> bytes:
    """Return the bytes of a report on A4, with the day on which it was made."""
    registerFont(UnicodeCIDFont(FONT))
    file = io.BytesIO()
    name = _plain(title)
    document = SimpleDocTemplate(
        file,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=TOP_MARGIN,
        bottomMargin=TOP_MARGIN,
        title=name,
        author="乐业西青",
        lang="zh-CN",
        # The same figures give the same file.
        invariant=1,
    )
    parts: list[Any] = [
        _said(title, 20, leading=30),
        _said(f"乐业西青就业政策助手 · {made_on.year}年{made_on.month}月{made_on.day}日做", 9.5, ink=QUIET),
        Spacer(1, 4 * mm),
    ]
    for table in tables:
        parts += _section(table)

    def number(canvas: Canvas, _: Any) -> None:
        canvas.setFont(FONT, 8.5)
        canvas.setFillColor(QUIET)
        canvas.drawString(MARGIN + 6, 8 * mm, name)
        canvas.drawRightString(A4[0] - MARGIN - 6, 8 * mm, f"第{canvas.getPageNumber()}页")

    document.build(parts, onFirstPage=number, onLaterPages=number)
    return file.getvalue()


def _section(table: FigureTable) -> list[Any]:
    opening = [
        _said(table.title, 13, leading=20, ink=BRAND),
        _said(table.definition, 8.5, ink=QUIET),
        Spacer(1, 2 * mm),
    ]
    if not table.rows:
        return [KeepTogether([*opening, _said(table.empty, 10)]), Spacer(1, 6 * mm)]
    drawn = [_weeks(table)] if table.id == "weeks" else []
    body = _grid(table)
    if len(table.rows) <= LONGEST_TOGETHER:
        return [KeepTogether([*opening, *drawn, body]), Spacer(1, 6 * mm)]
    return [*opening, *drawn, body, Spacer(1, 6 * mm)]


def _grid(table: FigureTable) -> Table:
    is_wide = len(table.head) > MANY_COLUMNS
    size, first = (8.0, NARROW_COLUMN) if is_wide else (9.0, FIRST_COLUMN)
    rest = (1 - first) * WIDTH / (len(table.head) - 1)
    rows = [[_said(text, size, is_number=place > 0) for place, text in enumerate(table.head)]]
    rows += [[_said(say_cell(cell), size, is_number=place > 0) for place, cell in enumerate(row)] for row in table.rows]
    widths = [first * WIDTH, *[rest] * (len(table.head) - 1)]
    styles = [
        ("BACKGROUND", (0, 0), (-1, 0), PAPER),
        ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2.5),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3.5),
    ]
    return Table(rows, widths, repeatRows=1, style=styles)


def _weeks(table: FigureTable) -> Drawing:
    """Draw the weeks: a bar is what was asked, its lower part what was not answered."""
    drawing = Drawing(WIDTH, CHART_HEIGHT)
    asked = [_count(row[1]) for row in table.rows]
    missed = [_count(row[2]) for row in table.rows]
    chart = VerticalBarChart()
    chart.x, chart.y, chart.width, chart.height = 26, 22, WIDTH - 30, CHART_HEIGHT - 42
    chart.data = [missed, [whole - part for whole, part in zip(asked, missed, strict=True)]]
    chart.categoryAxis.style, chart.groupSpacing = "stacked", 4
    chart.categoryAxis.categoryNames = [_plain(say_cell(row[0]))[:5] for row in table.rows]
    chart.valueAxis.valueMin, chart.valueAxis.valueMax = 0, max(*asked, 4)
    chart.valueAxis.labelTextFormat = "%d"
    for axis in (chart.categoryAxis, chart.valueAxis):
        axis.labels.fontName, axis.labels.fontSize, axis.labels.fillColor, axis.strokeColor = FONT, 7.5, QUIET, LINE
    for place, ink in enumerate((UNANSWERED_INK, BRAND)):
        chart.bars[place].fillColor, chart.bars[place].strokeColor = ink, None
    drawing.add(chart)
    legend = {"fontName": FONT, "fontSize": 8.5}
    drawing.add(String(26, CHART_HEIGHT - 12, "■ 整条：问了", fillColor=BRAND, **legend))
    drawing.add(String(96, CHART_HEIGHT - 12, "■ 其中没答上（次）", fillColor=UNANSWERED_INK, **legend))
    return drawing


def _said(text: str, size: float, *, leading: float = 0, ink: Any = INK, is_number: bool = False) -> Paragraph:
    """Return a text that is shown as it is: no mark of it is read as markup."""
    style = ParagraphStyle(
        "said",
        fontName=FONT,
        fontSize=size,
        leading=leading or size * 1.45,
        textColor=ink,
        wordWrap="CJK",
        alignment=2 if is_number else 0,
    )
    return Paragraph(escape(_plain(text)), style)


def _plain(text: str) -> str:
    return UNPRINTABLE.sub("", text)


def _count(cell: Cell) -> int:
    return cell if isinstance(cell, int) else 0
