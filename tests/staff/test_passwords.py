"""How passwords are kept: slowly, on purpose, and anew when the parameters have become stronger."""

from __future__ import annotations

import pytest
from argon2 import PasswordHasher

from bot.staff import passwords
from bot.staff.passwords import hash_password, is_outdated, is_password

PASSWORD = "three words are long"


@pytest.fixture(autouse=True)
def as_the_product_does(monkeypatch: pytest.MonkeyPatch, real_hasher: PasswordHasher) -> None:
    monkeypatch.setattr(passwords, "_hasher", real_hasher)


def test_a_password_is_kept_with_the_low_memory_profile_of_rfc_9106() -> None:
    kept = hash_password(PASSWORD)
    assert kept.startswith("$argon2id$v=19$m=65536,t=3,p=4$")
    assert is_password(kept, PASSWORD)
    assert not is_password(kept, PASSWORD.title())
    assert not is_outdated(kept)


def test_what_was_kept_with_weaker_parameters_is_outdated_and_still_opens() -> None:
    weak = PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash(PASSWORD)
    assert is_outdated(weak)
    assert is_password(weak, PASSWORD)


def test_a_damaged_row_opens_to_nobody() -> None:
    assert not is_password("damaged", PASSWORD)
