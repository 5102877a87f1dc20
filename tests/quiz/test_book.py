"""All questions made of the real knowledge base, on two days: one right choice, every other one provably wrong, the clause there."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from bot.eligibility import Situation, Status, verdict_on
from bot.kb import Answer, KnowledgeBase, Period, Statement, statements
from bot.quiz import Kind, Question, QuestionBook, choice_at, questions_on
from bot.quiz.blanks import BLANK
from bot.quiz.persons import CHOICES, FITS, OPEN, UNFIT, person_questions
from bot.quiz.values import values_in
from bot.text import typeset
from tests.quiz.conftest import DAYS

ENDINGS = {FITS: {Status.ELIGIBLE, Status.POSSIBLY}, UNFIT: {Status.NOT_ELIGIBLE}, OPEN: {Status.NEEDS_FACTS}}


def questions(books: dict[date, QuestionBook], kind: Kind) -> list[tuple[date, Question]]:
    return [(on, each) for on, book in books.items() for each in book.questions.values() if each.kind is kind]


def said_on(kb: KnowledgeBase, policy: str, on: date) -> list[Statement]:
    answers = [each for each in kb.policy(policy).answers.values() if isinstance(each, Answer)]
    said = [part for each in answers for part in statements(kb, each, Period.day(on))]
    return [part for part in said if isinstance(part, Statement)]


def earlier_values(kb: KnowledgeBase, shown: str, on: date) -> set[str]:
    """Return what the figures that are said so on a day were on other days."""
    figures = [
        p.values for p in kb.parameters.values() if any(v.shown == shown and v.validity.covers(on) for v in p.values)
    ]
    return {value.shown for values in figures for value in values if not value.validity.covers(on)}


def test_there_are_enough_questions_for_a_year_of_days(books: dict[date, QuestionBook]) -> None:
    assert len(books[DAYS[0]].questions) > 250 and len(books[DAYS[1]].questions) > 150
    assert {each.facet for _, each in questions(books, Kind.BLANK)} >= {
        "amount",
        "duration",
        "deadline",
        "where",
        "materials",
    }


def test_every_question_has_exactly_one_right_choice_and_at_least_two_others(books: dict[date, QuestionBook]) -> None:
    for book in books.values():
        for name, each in book.questions.items():
            assert name == each.id and len(name) == 16
            assert each.choices.count(each.right) == 1 and 3 <= len(set(each.choices)) == len(each.choices) <= 4


def test_every_other_choice_of_a_blank_comes_to_something_else_and_is_no_value_of_the_policy_that_day(
    kb: KnowledgeBase, books: dict[date, QuestionBook]
) -> None:
    for on, each in questions(books, Kind.BLANK):
        said = said_on(kb, each.policy, on)
        texts = [part.text for part in said] + [c.clause.text for part in said for c in part.citations]
        own = {(value.family, value.amount) for text in texts for value in values_in(text)}
        past = earlier_values(kb, each.right, on)
        (right,) = [value for value in values_in(each.right) if value.shown == each.right]
        for choice in set(each.choices) - {each.right}:
            (wrong,) = [value for value in values_in(choice) if value.shown == choice]
            assert wrong.family == right.family and wrong.amount != right.amount, (each.text, choice)
            assert (wrong.family, wrong.amount) not in own or choice in past, (each.text, choice)


def test_every_other_choice_of_a_blank_stands_in_the_knowledge_base_and_is_not_invented(
    kb: KnowledgeBase, books: dict[date, QuestionBook]
) -> None:
    for on in DAYS:
        said = {
            value.shown for policy in kb.policies for part in said_on(kb, policy, on) for value in values_in(part.text)
        }
        said |= {one.shown for parameter in kb.parameters.values() for one in parameter.values}
        for each in books[on].questions.values():
            assert each.kind is Kind.PERSON or set(each.choices) <= said


def test_a_blank_filled_with_the_right_choice_is_a_statement_in_force_and_its_clause_holds_the_value(
    kb: KnowledgeBase, books: dict[date, QuestionBook]
) -> None:
    for on, each in questions(books, Kind.BLANK):
        filled = each.text.replace(BLANK, typeset(each.right))
        held = {typeset(part.text) for part in said_on(kb, each.policy, on) if part.ended_on is None}
        assert filled in held and filled == each.explanation.text
        assert each.right in each.explanation.citation.clause.text


def test_the_verdict_of_a_person_is_that_of_the_rule_engine_on_the_day_and_the_clause_holds_the_condition(
    kb: KnowledgeBase, books: dict[date, QuestionBook]
) -> None:
    found = set()
    for case in kb.eligibility_cases:
        alone = replace(kb, eligibility_cases=(case,))
        for each in person_questions(alone, DAYS[0]):
            verdict = verdict_on(kb, kb.policy(case.policy), Situation(case.facts, DAYS[0]), DAYS[0])
            assert each.choices == CHOICES and verdict.status in ENDINGS[each.right]
            assert books[DAYS[0]].find(each.id) == each
            found.add(each.id)
    assert found == {each.id for on, each in questions(books, Kind.PERSON) if on == DAYS[0]}
    for _, each in questions(books, Kind.PERSON):
        citation = each.explanation.citation
        assert citation.quote in citation.clause.text and each.points


def test_the_same_content_makes_the_same_questions_and_changed_words_make_another_id(
    kb: KnowledgeBase, books: dict[date, QuestionBook]
) -> None:
    on = DAYS[0]
    assert questions_on(kb, on).questions == books[on].questions
    both = set(books[DAYS[0]].questions) & set(books[DAYS[1]].questions)
    assert both and all(books[DAYS[0]].questions[name].right == books[DAYS[1]].questions[name].right for name in both)
    assert books[on].find("0" * 16) is None


@pytest.mark.parametrize(
    ("text", "meant"), [("A", 0), ("ｃ", 2), ("２", 1), ("选B。", 1), ("D", None), ("AB", None), ("", None)]
)
def test_a_letter_or_a_number_in_whatever_width_means_a_choice(text: str, meant: int | None) -> None:
    choices = ("甲", "乙", "丙")
    assert choice_at(choices, text) == (None if meant is None else choices[meant])
