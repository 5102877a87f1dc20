"""A guide tells on a page what the talk tells facet by facet, numbered to its sources, and says what was not found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, Period, load
from bot.text import typeset
from bot.wording.answers import AskedQuestion, answer, tells
from bot.wording.answers.marks import CIRCLED
from bot.wording.guides import Guide, guide, guide_groups

TODAY = date(2026, 12, 1)
FLEXIBLE = "social_insurance_subsidy_flexible"


@pytest.fixture(scope="module")
def kb() -> KnowledgeBase:
    return load(Path("policies_kb"))


@pytest.fixture(scope="module")
def guides(kb: KnowledgeBase) -> dict[str, Guide]:
    return {policy.id: guide(kb, policy, TODAY) for policy in kb.policies.values()}


def bare(text: str) -> str:
    """Return words without marks of sources and punctuation."""
    return "".join(letter for letter in typeset(text) if letter not in f"{CIRCLED}。；：，（）“”")


def test_every_policy_has_a_guide_that_tells_something_or_why_it_does_not(guides: dict[str, Guide]) -> None:
    assert not [name for name, each in guides.items() if not each.sections and not each.ended and not each.missing]


def test_whatever_the_talk_tells_of_a_facet_the_guide_tells_too(kb: KnowledgeBase, guides: dict[str, Guide]) -> None:
    for name, made in guides.items():
        policy = kb.policies[name]
        told = {section.facet: section for section in made.sections}
        assert {*told} == {facet for facet in kb.facets if tells(kb, policy, facet, Period.day(TODAY))}
        for facet, section in told.items():
            said = bare(answer(kb, AskedQuestion(policy, (facet,), Period.day(TODAY), TODAY, level="full")).text)
            assert all(bare(line) in said for line in section.lines), (name, facet)


def test_every_mark_in_a_guide_has_its_source_below(guides: dict[str, Guide]) -> None:
    for made in guides.values():
        known = {source.mark for source in made.basis}
        lines = "".join(line for section in made.sections for line in section.lines)
        assert {letter for letter in lines if letter in CIRCLED} <= known
        assert all(source.quotes for source in made.basis)


def test_no_line_of_a_guide_has_half_width_marks_or_straight_quotes(guides: dict[str, Guide]) -> None:
    lines = [line for made in guides.values() for section in made.sections for line in section.lines]
    lines += [line for made in guides.values() for line in (*made.missing, *made.tags, made.ended)]
    assert not [line for line in lines if typeset(line) != line or '"' in line]


def test_the_figures_come_with_their_dates_the_latest_first(kb: KnowledgeBase) -> None:
    made = guide(kb, kb.policies["startup_loan_individual"], TODAY)
    [amount] = [section for section in made.sections if section.facet == "amount"]
    assert amount.amounts
    for figure in amount.amounts:
        held = next(each for each in kb.parameters.values() if typeset(each.title) == figure.title)
        assert len(figure.values) == len(held.values)
        assert all("起" in dates or "为止" in dates or "未写明" in dates for _, dates in figure.values)


def test_a_day_before_a_policy_began_says_so_and_tells_nothing(kb: KnowledgeBase) -> None:
    made = guide(kb, kb.policies[FLEXIBLE], date(2015, 1, 1))
    assert made.sections == () and made.basis == ()
    assert "无现行依据" in made.ended


def test_the_list_holds_every_policy_once(kb: KnowledgeBase) -> None:
    listed = [entry.policy.id for group in guide_groups(kb, TODAY) for entry in group.entries]
    assert sorted(listed) == sorted(kb.policies)
