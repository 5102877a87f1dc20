"""Numbers in circles that stand for the sources of an answer, and what each stands for when someone asks. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from bot.kb import Citation
from bot.text import cut

CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
LONGEST_QUOTE = 60


class SourceMarks:
    """The marks of the sources of one answer, numbered as its citations come."""

    def __init__(self, citations: Iterable[Citation]) -> None:
        self._numbers: dict[str, int] = {}
        for citation in citations:
            self._numbers.setdefault(citation.clause.source.id, len(self._numbers))

    def of(self, citations: Sequence[Citation]) -> str:
        """Return the marks of the sources of these citations, in order; sources beyond the last number have none."""
        numbers = sorted({self._numbers[citation.clause.source.id] for citation in citations})
        return "".join(CIRCLED[number] for number in numbers if number < len(CIRCLED))


def basis_lines(sources: Sequence[Mapping[str, Any]]) -> list[str]:
    """Return what the marks of an answer stand for, a line a source and one for its page.

    Args:
        sources: of a reply, in the shape of the chat API.
    """
    by_id: dict[str, list[Mapping[str, Any]]] = {}
    for source in sources:
        by_id.setdefault(source["id"], []).append(source)
    return [
        line
        for mark, quoted in zip(CIRCLED, by_id.values(), strict=False)
        for line in (f"{mark}{_named(quoted)}", quoted[0]["url"])
        if line
    ]


def _named(quoted: Sequence[Mapping[str, Any]]) -> str:
    first = quoted[0]
    title = first["title"] if "《" in first["title"] else f"《{first['title']}》"
    number = f"({first['document_number']})" if first["document_number"] else ""
    clauses = "、".join(dict.fromkeys(source["clause"] for source in quoted if source["clause"]))
    quote = cut(first["quote"], LONGEST_QUOTE)
    return f"{title}{number}{clauses}:{f'“{quote}”' if first['is_verbatim'] else f'(概括){quote}'}"
