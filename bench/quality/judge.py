"""Judges the replies to a labelled question: fully correct, an honest non-answer, or wrong, with the cause. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from bench.quality.questions import BenchQuestion

ANSWERS = ("answered", "verdict")
NON_ANSWERS = ("clarify", "not_covered", "handoff")
EMPLOYMENT = ("core", "wider")


class Grade(str, Enum):
    """How good the replies to one question were; partial answers are wrong."""

    CORRECT = "correct"
    HONEST = "honest"
    WRONG = "wrong"


# Facets whose answer also answers another; an overview is answered by any of them.
NEAR_FACETS = {
    "where": frozenset({"procedure", "contact"}),
    "contact": frozenset({"where"}),
    "procedure": frozenset({"where", "materials"}),
    "deadline": frozenset({"procedure", "duration"}),
    "status": frozenset({"procedure", "contact", "where"}),
    "restrictions": frozenset({"eligibility"}),
    "eligibility": frozenset({"restrictions", "overview"}),
}


@dataclass(frozen=True)
class Judgement:
    """The grade of one question with what was said and, when it was wrong, why."""

    asked: BenchQuestion
    grade: Grade
    outcome: str
    topic: str
    facets: tuple[str, ...]
    cause: str = ""


def judge(asked: BenchQuestion, replies: Sequence[Mapping[str, Any]]) -> Judgement:
    """Return the judgement; the first reply's outcome counts, and every reply's topic and facets."""
    outcome = str(replies[0]["outcome"]) if replies else "error"
    topics = {str(reply["topic"]) for reply in replies if reply["topic"]}
    facets = tuple(dict.fromkeys(facet for reply in replies for facet in reply["facets"]))
    grade, cause = _grade(asked, outcome, topics, facets)
    return Judgement(asked, grade, outcome, "、".join(sorted(topics)), facets, cause)


def _grade(asked: BenchQuestion, outcome: str, topics: set[str], facets: tuple[str, ...]) -> tuple[Grade, str]:
    if outcome not in asked.acceptable:
        return Grade.WRONG, _why_not_acceptable(asked, outcome)
    if asked.scope not in EMPLOYMENT:
        return (Grade.HONEST, "") if asked.scope == "near_miss" and outcome in NON_ANSWERS else (Grade.CORRECT, "")
    if outcome == "clarify":
        return Grade.HONEST, ""
    if asked.topic and asked.topic not in topics:
        return Grade.WRONG, "认成了别的主题"
    if outcome == "not_covered":
        return Grade.HONEST, ""
    if asked.facet and not fits_facet(asked.facet, facets):
        return Grade.WRONG, "主题对，答成了别的方面"
    return Grade.CORRECT, ""


def fits_facet(wanted: str, said: Iterable[str]) -> bool:
    """Tell whether one of the facets that were answered answers a question labelled with another one of the same meaning.

    Whether somebody may and what speaks against it are one question to a person (被拘留了还能领吗); the list of what lies so near
    is the one by which the development questions are judged outside of this repository, too.
    """
    answered = set(said)
    return wanted in answered or bool(
        answered & NEAR_FACETS.get(wanted, frozenset()) or (wanted == "overview" and answered)
    )


def _why_not_acceptable(asked: BenchQuestion, outcome: str) -> str:
    if outcome in ANSWERS:
        return "不归就业政策的事，当成政策答了"
    if asked.scope in EMPLOYMENT:
        return {
            "referred": "就业政策的问题，当成别的部门的事",
            "out_of_scope": "就业政策的问题，当成无关的话",
            "small_talk": "就业政策的问题，当成闲聊",
        }.get(outcome, "结局不对")
    return {
        "referred": "无关的话，当成别的部门的事",
        "out_of_scope": "不该说成完全无关",
        "small_talk": "不是闲聊，当成闲聊",
        "clarify": "没听懂，反问了",
    }.get(outcome, "结局不对")
