"""A group that listens, for each test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.alerts.robot import Group, listening


@pytest.fixture
def group() -> Iterator[Group]:
    """Give a group whose robot listens."""
    with listening() as group:
        yield group
