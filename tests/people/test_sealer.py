"""What is sealed can be opened with its key and with no other."""

from __future__ import annotations

import pytest

from bot.errors import SettingsError
from bot.people.sealer import Sealer

KEY, OTHER = "k" * 32, "o" * 32


def test_what_was_sealed_opens_with_the_same_key() -> None:
    assert Sealer(KEY).open(Sealer(KEY).seal("测试0001")) == "测试0001"


def test_the_same_text_looks_different_each_time_and_never_shows() -> None:
    first, second = Sealer(KEY).seal("000-00000001"), Sealer(KEY).seal("000-00000001")
    assert first != second
    assert "00000001" not in first


@pytest.mark.parametrize("spoil", [lambda sealed: sealed[:-6] + "AAAA==", lambda _: "plain", lambda _: "1.###"])
def test_what_was_changed_or_never_sealed_does_not_open(spoil) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(SettingsError, match="LEYE_PEOPLE_KEY"):
        Sealer(KEY).open(spoil(Sealer(KEY).seal("测试0001")))


def test_another_key_opens_nothing_and_holds_nothing() -> None:
    sealed = Sealer(KEY).seal("测试0001")
    with pytest.raises(SettingsError):
        Sealer(OTHER).open(sealed)
    assert not Sealer(OTHER).holds(sealed, "测试0001")
    assert Sealer(KEY).holds(sealed, "测试0001")
