"""A policy is found by its id or by any of its names; who misses it hears the nearest with their ids."""

from __future__ import annotations

import pytest

from bot.cli.shown.policy_names import policy_named
from bot.errors import SituationError
from bot.kb import load
from tests.fixtures.small_kb import SMALL, copy_small_kb


@pytest.fixture(scope="module")
def kb(tmp_path_factory):  # type: ignore[no-untyped-def]
    """Give the small knowledge base."""
    assert SMALL.is_dir()
    return load(copy_small_kb(tmp_path_factory.mktemp("names")))


@pytest.mark.parametrize(
    "words", ["example_loan", "示例个人创业担保贷款", "个人创业贷款", "个人担保贷款", " 个人创业贷款 "]
)
def test_any_name_of_a_policy_is_the_policy(kb, words: str) -> None:  # type: ignore[no-untyped-def]
    assert policy_named(kb, words).id == "example_loan"


@pytest.mark.parametrize(("words", "near"), [("担保贷款", "example_loan"), ("个人创业贷", "example_loan")])
def test_who_misses_it_hears_the_nearest_with_its_id(kb, words: str, near: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SituationError, match=f"没有编号为 {words} 的政策.*{near}"):
        policy_named(kb, words)


def test_who_is_far_off_hears_where_the_ids_are(kb) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SituationError, match="coverage --ids"):
        policy_named(kb, "天气")
