"""Charts as SVG: what stands where in a drawing of a fixed size, for pages that show the same numbers as a table, and for files. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape

BAR, GAP, HEIGHT = 8.0, 2.0, 100.0
# Of a chart in a file, in pixels: where the bars begin and end, and how far one row is from the next.
LEFT, RIGHT, WIDTH, ROW, TOP = 120, 730, 900, 44, 56
# The brand and the letters of the desk (bot/front/web/static/palette.css), which a file cannot ask for.
INK, LETTERS, TRACK = "#0d6b50", "#23282b", "#efece4"
# The first that is installed; whoever opens the file has one of them.
FONTS = "Noto Sans CJK SC, Source Han Sans SC, PingFang SC, Microsoft YaHei, SimHei, WenQuanYi Micro Hei, sans-serif"


@dataclass(frozen=True)
class Piece:
    """One part of a bar; ``series`` is what it counts."""

    series: str
    x: float
    y: float
    height: float
    count: int
    label: str


@dataclass(frozen=True)
class Stack:
    """Bars of parts on top of each other, ``width`` wide and ``HEIGHT`` high; ``largest`` is the count of the highest bar."""

    pieces: tuple[Piece, ...]
    width: float
    largest: int


def stack(bars: Sequence[tuple[str, Mapping[str, int]]], series: Sequence[str]) -> Stack:
    """Return the bars, the first series at the bottom.

    >>> drawn = stack([("11-24", {"answered": 3, "error": 1}), ("11-25", {"answered": 1})], ["answered", "error"])
    >>> [(piece.series, piece.x, piece.y, piece.height) for piece in drawn.pieces]
    [('answered', 1.0, 25.0, 75.0), ('error', 1.0, 0.0, 25.0), ('answered', 11.0, 75.0, 25.0)]
    """
    largest = max((sum(counts.values()) for _, counts in bars), default=0)
    pieces: list[Piece] = []
    for place, (label, counts) in enumerate(bars):
        below = 0
        for name in series:
            count = counts.get(name, 0)
            if count:
                height = HEIGHT * count / largest
                y = HEIGHT - HEIGHT * below / largest - height
                pieces.append(Piece(name, place * (BAR + GAP) + GAP / 2, round(y, 3), round(height, 3), count, label))
                below += count
    return Stack(tuple(pieces), max(len(bars), 1) * (BAR + GAP), largest)


def share_of(count: int, largest: int) -> float:
    """Return how long a bar is, in hundredths of the longest.

    >>> share_of(1, 3), share_of(0, 0)
    (33.33, 0)
    """
    return round(100 * count / largest, 2) if largest else 0


def bars_as_svg(title: str, rows: Sequence[tuple[str, int]]) -> str:
    """Return a picture of lying bars, each with its label, its number and its share of the first: whole, for a file.

    >>> drawn = bars_as_svg("告知", [("已告知", 4), ("已读 <", 1)])
    >>> drawn.startswith("<?xml"), drawn.count("<rect"), 'width="152.5"' in drawn, "已读 &lt;" in drawn, ">1（25%）<" in drawn
    (True, 5, True, True, True)
    """
    largest = max((count for _, count in rows), default=0)
    height = TOP + len(rows) * ROW + 12
    whole = rows[0][1] if rows else 0
    said = "；".join(f"{label} {count:,}{percent_of(count, whole)}" for label, count in rows)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        f'role="img" font-family="{FONTS}" font-size="16" fill="{LETTERS}">',
        f"<title>{escape(title)}</title><desc>{escape(said)}</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
        f'<text x="{WIDTH / 2}" y="32" text-anchor="middle" font-size="19">{escape(title)}</text>',
    ]
    for place, (label, count) in enumerate(rows):
        y, width = TOP + place * ROW, round(share_of(count, largest) * (RIGHT - LEFT) / 100, 1)
        lines += [
            f'<text x="{LEFT - 10}" y="{y + 22}" text-anchor="end">{escape(label)}</text>',
            f'<rect x="{LEFT}" y="{y}" width="{RIGHT - LEFT}" height="32" fill="{TRACK}"/>',
            f'<rect x="{LEFT}" y="{y}" width="{width}" height="32" fill="{INK}"/>',
            f'<text x="{RIGHT + 8}" y="{y + 22}">{count:,}{percent_of(count, whole)}</text>',
        ]
    return "\n".join([*lines, "</svg>", ""])


def percent_of(count: int, whole: int) -> str:
    """Return the share of the whole in brackets; of nothing there is none.

    >>> percent_of(1, 3), percent_of(3, 3), percent_of(1, 1_000), percent_of(1, 0)
    ('（33%）', '（100%）', '（不到 1%）', '')
    """
    if not whole:
        return ""
    return "（不到 1%）" if 0 < 100 * count < whole else f"（{100 * count / whole:.0f}%）"
