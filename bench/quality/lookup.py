"""Does the desk show the right clause first? Twenty held-out questions, looked up by the keywords that a matchmaker would type.

Suitable is a question of at most 60 characters that names no other place and whose label (topic, facet) the knowledge base answers. Twenty are
chosen by the digest of their ids; the keywords for them were written from the question alone, before any was searched, and lie in
``bench/quality/data/lookup_keywords.tsv``. Run: python -m bench.quality.lookup QUESTIONS.tsv
"""

from __future__ import annotations

import csv
import hashlib
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.quality.judge import fits_facet
from bench.quality.questions import BenchQuestion, read_questions
from bench.scorecard import measured_on, percent, table, write_part
from bot.clock import today
from bot.kb import Answer, KnowledgeBase, load
from bot.lookup import Searching

COUNT, GOAL = 20, 19
LONGEST = 60
KEYWORDS = Path("bench/quality/data/lookup_keywords.tsv")


@dataclass(frozen=True)
class Looked:
    """One question: what was typed, what came first, whether it is right."""

    asked: BenchQuestion
    typed: str
    first: str
    is_right: bool


def suitable(searching: Searching, questions: Sequence[BenchQuestion], on: date) -> list[BenchQuestion]:
    """Return the questions that fit the rule above."""
    kb = searching.kb
    return [
        each
        for each in questions
        if len(each.text) <= LONGEST and _is_answered(kb, each) and not searching.find(each.text, on, 1).places
    ]


def look(searching: Searching, asked: BenchQuestion, typed: str, on: date) -> Looked:
    """Search one question; right is the topic and facet of its label (as `bench.quality.judge` judges) in first place, with a clause to show."""
    found = searching.find(typed, on, 6)
    if not found.passages:
        return Looked(asked, typed, "没有找到", False)
    policy, facet = found.passages[0]
    has_clause = isinstance(policy.answers[facet], Answer)
    is_right = has_clause and policy.topic == asked.topic and fits_facet(asked.facet, (facet,))
    return Looked(asked, typed, f"{policy.short_title} · {searching.kb.facets[facet].label}", is_right)


def chosen(questions: Sequence[BenchQuestion], typed: Mapping[str, str]) -> list[BenchQuestion]:
    """Return the twenty whose keywords were written, by the digest of their ids; those that suit no longer are left out.

    A knowledge base that answers more makes more questions suitable, but keywords written now would know the answers.
    """
    written = [each for each in questions if each.id in typed]
    return sorted(written, key=lambda each: hashlib.sha256(each.id.encode()).hexdigest())[:COUNT]


def main(paths: Sequence[str]) -> None:
    """Search, and write the section of the scorecard."""
    kb = load(Path("policies_kb"))
    searching, on = Searching(lambda: kb), today()
    asked = suitable(searching, read_questions(Path(path) for path in paths), on)
    with KEYWORDS.open(encoding="utf-8") as file:
        typed = {row["id"]: row["keywords"] for row in csv.DictReader(file, delimiter="\t")}
    twenty = [look(searching, each, typed[each.id], on) for each in chosen(asked, typed)]
    whole = [look(searching, each, each.text, on) for each in asked]
    right, of_whole = (sum(each.is_right for each in found) for found in (twenty, whole))
    rows = [(each.asked.id, each.typed, each.first, "✓" if each.is_right else "✗") for each in twenty]
    lines = [
        "## 工作台查政策",
        "",
        measured_on(),
        "",
        f"从没见过的真实问题里按编号的摘要固定取 {len(twenty)} 个，像红娘那样打关键词查：第一条就是对的条款的有 **{right}** 个（目标 {GOAL}）。",
        f"不打关键词、整句照抄居民的话，全部 {len(whole)} 个合适的问题里第一条就对的有 {of_whole} 个（{percent(of_whole / max(1, len(whole)))}）。",
        "",
        table(("题号", "打的字", "第一条", "对不对"), rows),
    ]
    text = "\n".join(lines)
    write_part("lookup", text)
    print(text)


def _is_answered(kb: KnowledgeBase, asked: BenchQuestion) -> bool:
    return (
        asked.topic in kb.topics
        and asked.facet in kb.facets
        and "answered" in asked.acceptable
        and any(isinstance(policy.answers[asked.facet], Answer) for policy in kb.policies_of(asked.topic))
    )


if __name__ == "__main__":
    main(sys.argv[1:])
