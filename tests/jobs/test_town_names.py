"""Names of towns as lists and people write them."""

from __future__ import annotations

import pytest

from bot.jobs.town_names import bare_town, tidy_town, towns_in


@pytest.mark.parametrize("text", ["中北镇", "西青区中北镇", "天津市西青区中北镇", "天津西青中北镇", " 中北镇 "])
def test_the_city_and_the_district_are_left_out(text: str) -> None:
    assert tidy_town(text) == "中北镇"


def test_a_town_is_the_same_with_and_without_its_kind() -> None:
    assert {bare_town(name) for name in ("李七庄街", "李七庄街道", "李七庄")} == {"李七庄"}


def test_all_spellings_of_a_named_town_are_found_and_longer_names_win() -> None:
    known = ["杨柳青镇", "杨柳青", "柳青镇", "中北镇"]
    assert towns_in("在杨柳青附近", known) == ("杨柳青镇", "杨柳青")
