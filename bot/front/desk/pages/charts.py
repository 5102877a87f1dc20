"""Geometry of charts: what stands where in a drawing of a fixed size. Pure; templates draw it as SVG and show the same numbers as a table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

BAR, GAP, HEIGHT = 8.0, 2.0, 100.0


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
