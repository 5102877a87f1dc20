"""Looking up on the real knowledge base: the statement that fits decides which passage comes first."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from bot.kb import load
from bot.lookup import LookUp, StatementSearch, look_up
from bot.understanding import Reader

TODAY = date(2026, 11, 30)


@pytest.fixture(scope="module")
def search() -> StatementSearch:
    kb = load(Path("policies_kb"))
    return StatementSearch(kb, Reader(kb))


def found(search: StatementSearch, text: str) -> LookUp:
    return look_up(load(Path("policies_kb")), search, text, TODAY, 6)


def first(search: StatementSearch, text: str) -> tuple[str, str]:
    policy, facet = found(search, text).passages[0]
    return policy.id, facet


@pytest.mark.parametrize(
    ("text", "passage"),
    [
        ("失业金 能领多长时间", ("unemployment_benefit", "duration")),
        ("失业金领几个月", ("unemployment_benefit", "duration")),
        ("失业登记 有什么用", ("unemployment_registration", "overview")),
        ("公益岗怎么申请", ("public_welfare_post", "procedure")),
        ("断缴三个月 社保补贴", ("social_insurance_subsidy_flexible", "restrictions")),
    ],
)
def test_what_is_asked_of_a_named_policy_comes_first(
    search: StatementSearch, text: str, passage: tuple[str, str]
) -> None:
    assert first(search, text) == passage


def test_the_statements_that_fit_are_told_with_their_passage(search: StatementSearch) -> None:
    looked = found(search, "失业金 能领多长时间")
    assert "tiers" in looked.statements["unemployment_benefit", "duration"]


def test_a_bare_name_shows_what_it_is(search: StatementSearch) -> None:
    assert first(search, "失业金") == ("unemployment_benefit", "overview")


@pytest.mark.parametrize("text", ["红烧肉的做法", "asdf qwer", "🙂🙂", "九九八十一难"])
def test_what_is_like_nothing_finds_nothing(search: StatementSearch, text: str) -> None:
    assert found(search, text).passages == ()


def test_another_office_is_named_instead(search: StatementSearch) -> None:
    looked = found(search, "公积金怎么提取")
    assert (looked.passages, looked.referrals) == ((), ("housing_fund",))
