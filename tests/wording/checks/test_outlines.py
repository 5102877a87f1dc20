"""A verdict in parts: each condition with its mark, in the words of the text, and nothing that decides left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.conversation import Outline, PointMark, Reply
from bot.eligibility import Situation, policies_for, scan, verdict_on
from bot.kb import KnowledgeBase, Value, load
from bot.wording import list_situations
from bot.wording.checks.check import question, ranking, reasons, result
from tests.fixtures.small_kb import REAL

ON = date(2026, 11, 25)
POLICY = "employment_difficulty_recognition"
FITTING: dict[str, Value] = {
    "age": 52,
    "sex": "female",
    "local_household": True,
    "registered_unemployed": True,
    "draws_pension": False,
    "veteran": True,
}


@pytest.fixture(scope="module")
def real() -> KnowledgeBase:
    return load(Path(REAL))


def marks(reply: Reply) -> dict[str, set[PointMark | None]]:
    assert reply.outline is not None
    return {part.heading: {point.mark for point in part.points} for part in reply.outline.parts}


def outline_of(reply: Reply) -> Outline:
    assert reply.outline is not None
    return reply.outline


def test_what_fits_has_its_tick_and_what_a_person_judges_its_question(real: KnowledgeBase) -> None:
    verdict = verdict_on(real, real.policy(POLICY), Situation(FITTING, ON), ON)
    found = marks(result(real, verdict, "", ON))
    assert found["够的"] == {PointMark.MET}
    assert not verdict.attested or found["要由人核定"] == {PointMark.UNKNOWN}


def test_what_decides_against_has_its_cross(real: KnowledgeBase) -> None:
    verdict = verdict_on(real, real.policy(POLICY), Situation({**FITTING, "local_household": False}, ON), ON)
    assert marks(result(real, verdict, "", ON))["不够的"] == {PointMark.NOT_MET}
    assert "够的" not in marks(result(real, verdict, "", ON))


def test_nobody_lacks_being_of_the_other_sex(real: KnowledgeBase) -> None:
    verdict = verdict_on(real, real.policy(POLICY), Situation({"age": 52, "sex": "female"}, ON), ON)
    reply = result(real, verdict, "", ON)
    lacking = [point.text for part in outline_of(reply).parts if part.heading == "不够的" for point in part.points]
    assert not any(text.startswith("男") for text in lacking)
    assert "不够的：男" not in reply.text


@pytest.mark.parametrize("facts", [{}, {"age": 52}, FITTING, {**FITTING, "local_household": False}])
def test_the_parts_of_every_verdict_are_the_words_of_its_text(real: KnowledgeBase, facts: dict[str, Value]) -> None:
    for policy in policies_for(real, "person"):
        verdict = verdict_on(real, policy, Situation(facts, ON), ON)
        for reply in (result(real, verdict, "我记下的是:某事。", ON), reasons(real, verdict, ON)):
            for words in outline_of(reply).words():
                # A mark stands for its word between a condition and what is known of it.
                for piece in words.split("（"):
                    assert piece in reply.text, (policy.id, piece)
            assert outline_of(reply).lead == reply.text.split("\n")[0]


def test_why_shows_a_mark_at_every_condition(real: KnowledgeBase) -> None:
    verdict = verdict_on(real, real.policy(POLICY), Situation(FITTING, ON), ON)
    [part] = outline_of(reasons(real, verdict, ON)).parts
    assert len(part.points) == len(verdict.trace)
    assert all(point.mark is not None for point in part.points)


def test_a_question_leads_and_what_was_understood_stands_before_it(real: KnowledgeBase) -> None:
    verdict = verdict_on(real, real.policy(POLICY), Situation({"age": 52}, ON), ON)
    outline = outline_of(question(real, verdict, verdict.questions[0], "我记下的是:52周岁。", "self", ON))
    assert outline.opening == "我记下的是:52周岁。"
    assert outline.lead.endswith(("?", "？")) or "?" in outline.lead or "？" in outline.lead
    assert outline.title == real.policy(POLICY).short_title


def test_the_list_of_all_that_may_fit_stands_by_likelihood(real: KnowledgeBase) -> None:
    verdicts = scan(real, FITTING, policies_for(real, "person"), ON)
    reply = ranking(real, verdicts, "", ON)
    headings = [part.heading for part in outline_of(reply).parts]
    assert headings == [each for each in ("很可能", "有可能", "不够") if each in headings]
    named = [point.text for part in outline_of(reply).parts[:2] for point in part.points]
    assert [choice.label for choice in reply.choices] == [name.partition("（要看")[0] for name in named]


def test_a_list_of_all_that_may_fit_and_of_situations_lead_to_the_page_of_questions(real: KnowledgeBase) -> None:
    verdicts = scan(real, FITTING, policies_for(real, "person"), ON)
    assert outline_of(ranking(real, verdicts, "", ON)).page == "benefits"
    assert outline_of(list_situations(ON)).page == "benefits"
