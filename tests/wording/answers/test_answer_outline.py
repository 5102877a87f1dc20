"""The parts of an answer say what its text says, in its order, under the name of the policy; for every policy that there is."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.conversation import Outline
from bot.kb import KnowledgeBase, Period, load
from bot.wording import AskedQuestion, answer
from tests.wording.conftest import TODAY, Ask


@pytest.fixture(scope="module")
def whole_kb() -> KnowledgeBase:
    """Give all that is held."""
    return load(Path("policies_kb"))


def outline_of(ask: Ask, *asked: str, **how: object) -> Outline:
    outline = ask(*asked, **how).outline
    assert outline is not None
    return outline


def test_the_name_comes_first_then_the_answer(ask: Ask) -> None:
    outline = outline_of(ask, "example_loan", "amount")
    assert outline.title == "个人创业贷款"
    assert outline.lead.startswith("个人最高40万元〔国家规定〕①②。")


def test_what_follows_is_a_list_and_the_meaning_of_a_tag_a_caution(ask: Ask) -> None:
    outline = outline_of(ask, "example_subsidy_flexible", "eligibility", level="full")
    assert len(outline.parts) == 1 and len(outline.parts[0].points) >= 2
    secondary = outline_of(ask, "example_training", "overview")
    assert secondary.cautions == ("〔媒体转述〕:报道、网页转述的,没见到原文,办前打12333核一下。",)


def test_several_facets_stand_each_under_its_heading(ask: Ask) -> None:
    outline = outline_of(ask, "example_loan", "amount", "materials", "where")
    assert outline.lead == ""
    assert [part.heading for part in outline.parts] == ["能有多少钱", "要带什么材料", "到哪里办"]


def test_the_date_that_an_answer_holds_for_is_said_first(ask: Ask) -> None:
    assert outline_of(ask, "example_loan", "amount", period=Period.year(2022)).opening == "按2022年的规定:"


@pytest.mark.parametrize("level", ["short", "full"])
@pytest.mark.parametrize("on", [TODAY, date(2022, 7, 1)])
def test_no_answer_says_more_or_less_in_its_parts_than_in_its_text(
    whole_kb: KnowledgeBase, level: str, on: date
) -> None:
    for policy in whole_kb.policies.values():
        for facets in ((facet,) for facet in policy.answers):
            reply = answer(whole_kb, AskedQuestion(policy, facets, Period.day(on), TODAY, level))
            assert reply.outline is not None
            words, text = reply.outline.words(), reply.text.replace("\n", "")
            assert all(each.replace("\n", "") in text for each in words), (policy.id, facets)
            assert sum(map(len, words)) == len(text), (policy.id, facets)
            assert reply.outline.title == policy.short_title


def test_an_answer_under_heads_says_the_same_too(whole_kb: KnowledgeBase) -> None:
    for policy in whole_kb.policies.values():
        reply = answer(whole_kb, AskedQuestion(policy, ("amount", "materials"), Period.day(TODAY), TODAY))
        assert reply.outline is not None
        headed = "".join(
            (f"【{part.heading}】" if part.heading else "") + "".join(point.text for point in part.points)
            for part in reply.outline.parts
        )
        said = (reply.outline.opening, reply.outline.lead, headed, *reply.outline.cautions, reply.outline.next_step)
        assert sorted("".join(said)) == sorted(reply.text.replace("\n", "")), policy.id
