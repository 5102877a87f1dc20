"""A start is not interrupted by the garbage collector, and what it left is not gone through again."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

from bot import collection


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    yield
    gc.enable()
    gc.unfreeze()


def test_nothing_is_collected_while_a_process_starts() -> None:
    collection.put_off()
    assert not gc.isenabled()


def test_what_the_start_left_is_put_aside_and_all_else_is_collected() -> None:
    collection.put_off()
    collection.begin()
    assert gc.isenabled()
    assert gc.get_freeze_count() > 0
