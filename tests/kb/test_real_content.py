"""The knowledge base that people are answered from: complete, sourced figure by figure, and free of the known traps."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.kb import Answer, Citation, KnowledgeBase, Period, Policy, Statement, ValidationReport, statements, validate

FOLDER = Path(__file__).parents[2] / "policies_kb"
TODAY = date(2026, 11, 25)
THEN = date(2022, 7, 1)
TOPICS = {
    "social_insurance_subsidy",
    "startup_loan",
    "training_subsidy",
    "startup_subsidy",
    "startup_tax",
    "employment_difficulty",
    "traineeship",
    "public_welfare_post",
    "unemployment",
    "graduates",
    "veterans",
    "skills_training",
    "recruitment",
    "matchmaker_service",
    "job_retention",
    "incubation",
    "online_services",
    "district_plan",
    "other_employment",
}
FACETS = {
    "overview",
    "eligibility",
    "amount",
    "duration",
    "materials",
    "procedure",
    "where",
    "deadline",
    "contact",
    "status",
    "legal_basis",
    "restrictions",
}
CLAUSES = [f"plan-{number}" for number in range(1, 16)]
DISTRICT_TARGETS = re.compile(r"2500\s*人|5000\s*万元|12\s*万人")
PARAMETER = re.compile(r"\{[^}]*\}")
# Names that hold digits without counting anything.
NAMES = re.compile(r"4050")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SENTENCE = re.compile(r"[^。;]+")


@pytest.fixture(scope="module")
def report() -> ValidationReport:
    return validate(FOLDER, TODAY)


@pytest.fixture(scope="module")
def real(report: ValidationReport) -> KnowledgeBase:
    assert report.kb is not None, "\n".join(map(str, report.problems))
    return report.kb


def templates(kb: KnowledgeBase) -> Iterator[tuple[Policy, str, str, tuple[Citation, ...]]]:
    """Yield ``(policy, facet, sentence, citations)`` for every sentence of every answer."""
    for policy in kb.policies.values():
        for facet, answer in policy.answers.items():
            for sentence in answer.sentences if isinstance(answer, Answer) else ():
                yield policy, facet, sentence.template, sentence.citations


def said(kb: KnowledgeBase, policy: str, facet: str, day: date) -> str:
    answer = kb.policy(policy).answers[facet]
    assert isinstance(answer, Answer)
    return "".join(part.text for part in statements(kb, answer, Period.day(day)) if isinstance(part, Statement))


def numbers_in(text: str) -> set[str]:
    """Return the Arabic numbers as they are written; what is written otherwise is left to the gate."""
    return {number.lstrip("0") or "0" for number in NUMBER.findall(NAMES.sub("", text))}


def held_by(citations: tuple[Citation, ...]) -> str:
    """Return all that the cited passages and the registered facts about their documents say."""
    words = []
    for citation in citations:
        source = citation.clause.source
        assert citation.quote in citation.clause.text
        words += [citation.quote, citation.clause.label, source.title, source.document_number or "", source.dated]
        words.append(str(source.date or ""))
    return " ".join(words)


def test_it_validates_without_a_problem(report: ValidationReport) -> None:
    assert not report.problems, "\n".join(map(str, report.problems))


def test_every_number_of_an_answer_stands_in_its_quoted_source(real: KnowledgeBase) -> None:
    missing = [
        f"{policy.id}.{facet}: {sorted(lost)} in {template}"
        for policy, facet, template, citations in templates(real)
        if (lost := numbers_in(PARAMETER.sub("", template)) - numbers_in(held_by(citations)) - _spelt(citations))
    ]
    assert not missing, "\n".join(missing)


def test_every_number_of_a_parameter_stands_in_its_quoted_source(real: KnowledgeBase) -> None:
    missing = [
        f"{parameter.id}: {sorted(lost)} in {value.shown}"
        for parameter in real.parameters.values()
        for value in parameter.values
        if (lost := numbers_in(value.shown) - numbers_in(held_by((value.citation,))) - _spelt((value.citation,)))
    ]
    assert not missing, "\n".join(missing)


def _spelt(citations: tuple[Citation, ...]) -> set[str]:
    """Return the numbers below a hundred that the quotes spell out (三年, 第十二条), as they would be written in digits."""
    digits = "零一二三四五六七八九"
    held = held_by(citations).replace("两", "二")
    spelt = set()
    for number in range(1, 100):
        tens, ones = divmod(number, 10)
        head = "" if tens == 0 else "十" if tens == 1 else f"{digits[tens]}十"
        if f"{head}{digits[ones] if ones else ''}" in held:
            spelt.add(str(number))
    return spelt


def test_every_topic_has_a_policy_and_every_policy_every_facet(real: KnowledgeBase) -> None:
    assert set(real.topics) == TOPICS
    assert {policy.topic for policy in real.policies.values()} == TOPICS
    assert set(real.facets) == FACETS
    assert not {policy.id for policy in real.policies.values() if set(policy.answers) != FACETS}


@pytest.mark.parametrize("clause", CLAUSES)
def test_every_clause_of_the_plan_is_there_word_for_word_with_its_offices(real: KnowledgeBase, clause: str) -> None:
    held = real.clauses[clause]
    assert held.is_verbatim
    assert held.offices
    assert held.label.startswith(f"第{clause.removeprefix('plan-')}条")


def test_the_targets_of_the_district_are_only_told_as_targets(real: KnowledgeBase) -> None:
    told = [
        f"{policy.id}.{facet}: {sentence}"
        for policy, facet, template, _ in templates(real)
        if policy.topic != "district_plan"
        for sentence in SENTENCE.findall(template)
        if DISTRICT_TARGETS.search(sentence) and "目标" not in template
    ]
    assert not told, "\n".join(told)


def test_nobody_is_told_to_get_the_training_subsidy(real: KnowledgeBase) -> None:
    policies = real.policies_of("training_subsidy")
    assert policies
    told = [
        f"{policy.id}.{facet}: {part}"
        for policy, facet, template, _ in templates(real)
        if policy in policies
        for part in re.split("[。;,:]", template)
        if re.search("500|五百|standard", part)
        and re.search("领|拿|到手|给您", part)
        and not re.search("不|没有|无", part)
    ]
    assert not told, "\n".join(told)


def test_the_loan_of_2022_is_not_the_loan_of_today(real: KnowledgeBase) -> None:
    then, now = (said(real, "startup_loan_individual", "amount", day) for day in (THEN, TODAY))
    assert then and now and then != now
    assert "30万" in then and "国家" in now


def test_the_share_of_the_plan_is_said(real: KnowledgeBase) -> None:
    assert "四分之三" in said(real, "social_insurance_subsidy_flexible", "amount", THEN)
    assert "三分之二" in said(real, "social_insurance_subsidy_flexible", "amount", TODAY).replace("2/3", "三分之二")


@pytest.mark.parametrize("day", [THEN, TODAY], ids=str)
def test_a_headline_policy_says_how_much_on_each_date(real: KnowledgeBase, day: date) -> None:
    for topic in ("social_insurance_subsidy", "startup_loan", "training_subsidy"):
        assert said(real, real.topics[topic].default_policy, "amount", day), topic


def test_the_buttons_of_policies_differ(real: KnowledgeBase) -> None:
    titles = [policy.short_title for policy in real.policies.values()]
    assert len(titles) == len(set(titles))
