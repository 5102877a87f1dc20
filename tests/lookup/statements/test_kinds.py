"""For whom a statement matters is known by the words with which such people ask."""

from __future__ import annotations

import pytest

from bot.lookup.statements.kinds import KindNames
from tests.lookup.statements.conftest import Ranked


@pytest.fixture(scope="module")
def kinds(ranked: Ranked) -> KindNames:
    return KindNames(ranked.statements.entries, ranked.reader.normalise)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("我闺女大专刚毕业，能报吗", "is_graduate"),
        ("退伍三年了想学门手艺", "veteran"),
        ("腿有残疾，行不", "disabled"),
        ("有执照的小老板去听课要钱吗", "owns_small_business"),
        ("吃低保的管不管", "low_income_family"),
    ],
)
def test_a_kind_of_people_is_named_in_their_own_words(ranked: Ranked, kinds: KindNames, text: str, kind: str) -> None:
    unnamed = kinds.unnamed(ranked.reader.normalise(text))
    of_kind = [place for place, each in enumerate(ranked.statements.entries) if each.kind_of_people == kind]
    assert of_kind and not unnamed[of_kind].any()


def test_who_names_nobody_names_no_kind_and_what_is_for_all_is_always_meant(ranked: Ranked, kinds: KindNames) -> None:
    entries, unnamed = ranked.statements.entries, kinds.unnamed("这个怎么弄")
    assert all(unnamed[place] == (each.kind_of_people != "") for place, each in enumerate(entries))
