"""The real assistant, with a really trained model, started once for all conversations, and stopped before other tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from bench.assistant import running_assistant


@pytest.fixture(scope="package")
def assistant(model: None, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Give the address of a running assistant; it answers for one fixed day."""
    with running_assistant(tmp_path_factory.mktemp("assistant"), as_of="2026-11-25") as running:
        yield running.address
