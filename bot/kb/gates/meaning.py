"""Gate 3: dates are in order, quotes stand in their clause, every figure of an answer stands in its quotes."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from bot.errors import Problem
from bot.kb.gates.figures import figures_in
from bot.kb.gates.references import citations_of
from bot.kb.loading.files import RawFiles
from bot.kb.statements import PLACE

LONGEST_SENTENCE = 120


def check_meaning(raw: RawFiles) -> list[Problem]:
    """Return every contradiction between dates, quotes and figures."""
    return [
        *_dates(raw),
        *_value_periods(raw),
        *_quotes(raw),
        *_figures_of_answers(raw),
        *_figures_of_values(raw),
        *_targets(raw),
    ]


def _clauses(raw: RawFiles) -> dict[str, dict[str, Any]]:
    return {clause["id"]: clause for _, data in raw.items("documents") for clause in data["clauses"]}


def _source_words(raw: RawFiles) -> dict[str, str]:
    """Return for each clause what its label and its source's title, number and date say: figures there are sourced too.

    A clause whose document or source is broken is left out: its figures cannot be judged, and one mistake is enough.
    """
    sources = {entry["id"]: entry for entry in raw.single("sources")[1]}
    words: dict[str, str] = {}
    for _, data in raw.items("documents"):
        entry = sources.get(data["source"])
        if entry is None:
            continue
        about = " ".join(str(entry.get(key) or "") for key in ("title", "document_number", "dated", "date"))
        words |= {clause["id"]: f"{clause['label']} {about}" for clause in data["clauses"]}
    return words


def _dates(raw: RawFiles) -> Iterator[Problem]:
    for kind in ("policies", "parameters", "documents"):
        for name, data in raw.items(kind):
            for place, entry in _dated(data, ""):
                start, end = entry.get("valid_from"), entry.get("valid_to")
                if start and end and start > end:
                    yield Problem(name, f"{place}valid_to", f"截止日 {end} 早于起始日 {start};调整先后")


def _dated(data: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(data, dict):
        if "valid_from" in data or "valid_to" in data:
            yield place, data
        for key, value in data.items():
            yield from _dated(value, f"{place}{key}.")
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _dated(value, f"{place.rstrip('.')}[{index}].")


def _value_periods(raw: RawFiles) -> Iterator[Problem]:
    for name, data in raw.items("parameters"):
        spans = sorted((value["valid_from"] or "0000", value["valid_to"] or "9999") for value in data["values"])
        for (_, end), (start, _) in pairwise(spans):
            if start <= end:
                yield Problem(name, "values", f"从 {start} 起的一段和前一段(到 {end})重叠;一天只能有一个数")


def _quotes(raw: RawFiles) -> Iterator[Problem]:
    clauses = _clauses(raw)
    for kind in ("policies", "parameters"):
        for name, data in raw.items(kind):
            for place, citation in citations_of(name, kind, data):
                clause = clauses.get(citation["clause"])
                if clause is not None and citation.get("quote", "") not in clause["text"]:
                    yield Problem(
                        name,
                        f"{place}.quote",
                        f"「{citation['quote']}」不在 {citation['clause']} 的文字里;照条目原样摘一段",
                    )


def _figures_of_answers(raw: RawFiles) -> Iterator[Problem]:
    words = _source_words(raw)
    texts = {clause_id: clause["text"] for clause_id, clause in _clauses(raw).items()}

    def held_by(citation: dict[str, Any]) -> str:
        return f"{citation.get('quote', texts[citation['clause']])} {words[citation['clause']]}"

    for name, data in raw.items("policies"):
        for facet, answer in data["answers"].items():
            for index, sentence in enumerate(answer if isinstance(answer, list) else ()):
                place = f"answers.{facet}[{index}].text"
                text = PLACE.sub("", sentence["text"])
                if len(text) > LONGEST_SENTENCE:
                    yield Problem(name, place, f"这句有 {len(text)} 个字,最多 {LONGEST_SENTENCE} 个;拆成两句")
                cited = sentence.get("sources", ())
                if any(citation["clause"] not in words for citation in cited):
                    continue
                held = " ".join(held_by(citation) for citation in cited)
                for figure in sorted(figures_in(text) - figures_in(held)):
                    yield Problem(
                        name, place, f"数字 {_plain(figure)} 在引文里找不到;补上含这个数的引文,或改成参数,或删去"
                    )


def _figures_of_values(raw: RawFiles) -> Iterator[Problem]:
    words = _source_words(raw)
    for name, data in raw.items("parameters"):
        for index, value in enumerate(data["values"]):
            if value["clause"] not in words:
                continue
            held = figures_in(f"{value['quote']} {words[value['clause']]}")
            for figure in sorted(figures_in(value["shown"]) - held):
                yield Problem(name, f"values[{index}].shown", f"数字 {_plain(figure)} 在引文里找不到;引文要含这个数")


def _targets(raw: RawFiles) -> Iterator[Problem]:
    for name, data in raw.items("documents"):
        for index, clause in enumerate(data["clauses"]):
            for target in clause.get("targets", ()):
                if target not in clause["text"]:
                    yield Problem(name, f"clauses[{index}].targets", f"「{target}」不在条目文字里;照原文摘")


def _plain(figure: Any) -> str:
    return str(figure.numerator) if figure.denominator == 1 else f"{figure}(即 {float(figure):g})"
