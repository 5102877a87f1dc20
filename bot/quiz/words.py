"""A question and its answer as messages, for colleagues who practise by letters."""

from __future__ import annotations

from collections.abc import Sequence

from bot.kb import Clause
from bot.quiz.book import LETTERS
from bot.quiz.model import Question

ALL_DONE = "今天的题都答完了，明天再来。"
STALE = "刚才那道题的规定改过了，这次不算。发“练兵”换一道。"


def say_question(question: Question, is_of_the_day: bool) -> str:
    """Return a question with its choices by letter."""
    heading = "今日一题" if is_of_the_day else "练兵"
    points = "；".join(question.points)
    lines = [
        f"【{heading}】{question.lead}",
        question.text,
        *([points] if points else []),
        *choice_lines(question.choices),
    ]
    return "\n".join([*lines, f"回{'、'.join(LETTERS[: len(question.choices)])}。"])


def choice_lines(choices: Sequence[str]) -> list[str]:
    """Return one line a choice.

    >>> choice_lines(("3年", "2年"))
    ['A. 3年', 'B. 2年']
    """
    return [f"{letter}. {choice}" for letter, choice in zip(LETTERS, choices, strict=False)]


def say_graded(question: Question, is_right: bool, look_up: str) -> str:
    """Return whether it was right, why, and the clause; ``look_up`` are the words that look the policy up."""
    clause = question.explanation.citation.clause
    heading = "答对了。" if is_right else "这道没答对，过几天再来一遍。"
    lines = [f"{heading}正确的是：{question.right}", question.explanation.text]
    lines += [f"“{clause.text}”", f"——{_source(clause)}"]
    return "\n".join([*lines, "发“练兵”做下一题；要看全，发：", look_up])


def _source(clause: Clause) -> str:
    source = clause.source
    kind = "原文" if clause.is_verbatim else "概括，不是原文"
    parts = (source.title, source.document_number, clause.label, source.issuer, source.dated, kind)
    return " · ".join(part for part in parts if part)
