"""Files become frozen objects: what an editor wrote is what the rooms above read."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from bot.errors import SituationError
from bot.kb import Answer, KnowledgeBase, NotSourced, Standing, Validity, load


def test_a_policy_is_read_with_its_answers_and_gaps(kb: KnowledgeBase) -> None:
    policy = kb.policy("example_loan")
    assert (policy.topic, policy.serves, policy.verified_on) == ("startup_loan", "person", date(2026, 11, 24))
    assert policy.validity == Validity(date(2020, 4, 1), None)
    assert isinstance(policy.answers["amount"], Answer)
    gap = policy.answers["materials"]
    assert isinstance(gap, NotSourced)
    assert (gap.what, gap.ask.say) == ("材料清单", "示例区人社局")
    assert list(policy.answers) == list(kb.facets)


def test_a_clause_knows_its_source_offices_and_targets(kb: KnowledgeBase) -> None:
    clause = kb.clauses["example_plan-3"]
    assert clause.is_verbatim
    assert clause.source.standing is Standing.PLAN
    assert clause.offices == ("示例区人社局", "示例区财政局")
    assert clause.targets == ("每年补贴200人以上",)


def test_values_stand_in_the_order_of_their_dates(folder: Path) -> None:
    path = folder / "parameters" / "example_loan" / "individual_max.yml"
    head, first, second, third = path.read_text(encoding="utf-8").split("  - value: ")
    path.write_text("  - value: ".join((head, third, first, second)), encoding="utf-8")
    assert [Decimal(str(value.value)) for value in load(folder).parameters["example_loan.individual_max"].values] == [
        200_000,
        300_000,
        400_000,
    ]


def test_dates_and_on_stay_what_editors_wrote(kb: KnowledgeBase) -> None:
    assert [case.on for case in kb.cases] == [
        date(2022, 7, 1),
        date(2022, 7, 1),
        date(2023, 6, 1),
        date(2022, 7, 1),
    ]


def test_the_default_policy_of_a_topic_comes_first(kb: KnowledgeBase) -> None:
    own = [policy.id for policy in kb.policies_of("social_insurance_subsidy")]
    assert own == ["example_subsidy_flexible", "example_subsidy_graduates"]


def test_an_unknown_policy_is_refused_with_what_to_do(kb: KnowledgeBase) -> None:
    with pytest.raises(SituationError, match="没有编号为 nothing 的政策;`leye kb coverage` 列出所有政策"):
        kb.policy("nothing")


def test_what_is_loaded_cannot_be_changed(kb: KnowledgeBase) -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        kb.policy("example_loan").topic = "training_subsidy"  # type: ignore[misc]


@pytest.mark.parametrize("name", ["stations", "places"])
def test_a_file_that_may_be_missing_is_not_missed(folder: Path, name: str) -> None:
    (folder / f"{name}.yml").unlink()
    assert load(folder).policies
