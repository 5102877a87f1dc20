"""A message in nearly the words of a question beside a statement is that question; half of one is not."""

from __future__ import annotations

import pytest

from bot.lookup.statements import RankedStatement, StatementEntry, asked_verbatim
from tests.lookup.statements.conftest import Ranked

EVERY = 150
LONG = 14


def found(text: str, policy: str, ranked: Ranked) -> RankedStatement | None:
    return asked_verbatim(text, ranked(text, policy), ranked.statements.table.without_fillers, policy)


def some_questions(ranked: Ranked) -> list[tuple[StatementEntry, str]]:
    every = [(entry, question) for entry in ranked.statements.entries for question in entry.questions]
    return every[::EVERY]


def a_long_question(ranked: Ranked) -> tuple[StatementEntry, str]:
    return next((entry, question) for entry, question in some_questions(ranked) if len(question) > LONG)


def test_a_question_as_it_is_written_is_that_of_its_statement(ranked: Ranked) -> None:
    asked = some_questions(ranked)
    answers = [(entry, question, found(question, entry.policy, ranked)) for entry, question in asked]
    right = [
        answer is not None and (answer.entry.policy, answer.entry.statement) == (entry.policy, entry.statement)
        for entry, _, answer in answers
    ]
    assert sum(right) >= 0.9 * len(right)
    # Whatever else is found stands beside the question as well, or in nearly the same words.
    assert all(answer is None or answer.entry.policy == entry.policy for entry, _, answer in answers)


@pytest.mark.parametrize("wrapped", ["请问一下{}？", "你好，{}啊", "{}呢"])
def test_politeness_changes_nothing(wrapped: str, ranked: Ranked) -> None:
    entry, question = a_long_question(ranked)
    answer = found(wrapped.format(question), entry.policy, ranked)
    assert answer is not None and answer.entry == entry


def test_half_of_a_question_is_not_the_question(ranked: Ranked) -> None:
    entry, question = a_long_question(ranked)
    answer = found(question[: len(question) // 2], entry.policy, ranked)
    assert answer is None or question not in answer.entry.questions


def test_a_short_question_means_a_policy_only_in_a_conversation(ranked: Ranked) -> None:
    short = next(
        (entry, question)
        for entry in ranked.statements.entries
        for question in entry.questions
        if len(ranked.statements.table.without_fillers(question)) < 5
    )
    entry, question = short
    in_talk = found(question, entry.policy, ranked)
    assert found(question, "", ranked) is None
    assert in_talk is not None and in_talk.entry.policy == entry.policy
