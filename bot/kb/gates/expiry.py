"""Gate 3, of rules that have ended: that they have is written by the program, from the last day of their clauses, never by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from bot.errors import Problem
from bot.kb.loading.files import RawFiles

BY_HAND = re.compile(r"[(（][^()（）]*(?:到期|废止)[)）]。?$")


def check_expiry(raw: RawFiles) -> list[Problem]:
    """Return every sentence that ends with a remark that the program writes by itself."""
    ends = {clause["id"]: clause.get("valid_to") for _, data in raw.items("documents") for clause in data["clauses"]}
    return [
        Problem(name, f"{place}.text", "句末的“到期”由程序按条目的截止日自己写;删去括号里的话")
        for name, data in raw.items("policies")
        for place, sentence in _sentences(data["answers"])
        if BY_HAND.search(sentence["text"]) and all(ends.get(cited["clause"]) for cited in sentence.get("sources", ()))
    ]


def _sentences(answers: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for facet, held in answers.items():
        if isinstance(held, list):
            yield from ((f"answers.{facet}[{index}]", sentence) for index, sentence in enumerate(held))
