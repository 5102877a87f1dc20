"""The real assistant, with a really trained model, started once for all conversations."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.assistant import running_assistant


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a running assistant; it answers for one fixed day."""
    with running_assistant(tmp_path_factory.mktemp("assistant"), as_of="2026-11-25") as running:
        yield running.address
