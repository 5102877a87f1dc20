"""The table of messages and the spans they hold (``cases.tsv``), as data and as it is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from bot.understanding.spans import Span, SpanKind

TODAY = date(2026, 11, 25)
TABLE = Path(__file__).with_name("cases.tsv")
HAS_UNIT = {SpanKind.DURATION, SpanKind.COUNT, SpanKind.DATE}


@dataclass(frozen=True)
class TableRow:
    """A message and the spans it holds, written as in the table."""

    message: str
    spans: tuple[str, ...]


def table_rows() -> list[TableRow]:
    """Return the rows of the table."""
    lines = TABLE.read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines if line and not line.startswith("#")]
    return [TableRow(message, tuple(spans)) for message, *spans in cells]


def written(message: str, span: Span) -> str:
    """Return a span as the table writes it: piece=kind value [unit] [role] [nominal]."""
    low, high = _bound(span.value.low), _bound(span.value.high)
    parts = [
        f"{message[span.start : span.end]}={span.kind.value}",
        low if low == high else f"{low}..{high}",
        span.unit if span.kind in HAS_UNIT else "",
        span.role,
        "nominal" if span.is_nominal else "",
    ]
    return " ".join(part for part in parts if part)


def _bound(value: object) -> str:
    if value is None:
        return ""
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
