"""What two workers may not do at the same time is kept in one of them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shares import ASSISTANT, share_of, turn_of

TESTS = Path(__file__).parents[1]
STARTS_ASSISTANT = re.compile(r"\brunning_assistant\(|\"simulate\",$", re.MULTILINE)


def test_all_that_starts_the_whole_assistant_stays_in_one_worker() -> None:
    starting = [path for path in TESTS.rglob("*.py") if STARTS_ASSISTANT.search(path.read_text(encoding="utf-8"))]
    names = [path.relative_to(TESTS.parent).as_posix() for path in starting]
    assert {share_of(name) for name in names} == {ASSISTANT}
    assert len(names) == 3


@pytest.mark.parametrize(
    ("nodeid", "share"),
    [
        ("tests/journeys/test_logs.py::test_a", ASSISTANT),
        ("tests/browser/test_simulation.py::test_a[chromium]", ASSISTANT),
        ("tests/browser/test_rating.py::test_a", "tests/browser/test_rating.py"),
        ("tests/text/test_cut.py::test_a[x::y]", "tests/text/test_cut.py"),
    ],
)
def test_a_file_stays_together_and_so_does_what_is_said_to(nodeid: str, share: str) -> None:
    assert share_of(nodeid) == share


def test_the_whole_assistant_is_started_before_all_else() -> None:
    assert turn_of("tests/browser/test_simulation.py::test_a") < turn_of("tests/browser/test_rating.py::test_a")
    assert turn_of("tests/journeys/test_logs.py::test_a") < turn_of("tests/answering/test_question.py::test_a")
