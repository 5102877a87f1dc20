"""What two workers may not do at the same time is kept in one of them, and what mostly waits begins beside what computes."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from tests.shares import ASSISTANT, FIRST, JOURNEYS, WITHOUT_ASSISTANT, WORKERS, share_of, turn_of

TESTS = Path(__file__).parents[1]
ROOT = TESTS.parent
STARTS_ASSISTANT = re.compile(r"\brunning_assistant\(|\(\"simulate\",|\"simulate\",$", re.MULTILINE)
NEEDS_ASSISTANT = re.compile(r"\b(?:assistant|platform|simulation|phone): (?:str|Simulation|WechatPhone|Page)\b")


def test_the_whole_assistant_is_started_at_one_place_only() -> None:
    starting = [path for path in TESTS.rglob("*.py") if STARTS_ASSISTANT.search(path.read_text(encoding="utf-8"))]
    assert [path.relative_to(ROOT).as_posix() for path in starting] == [f"{JOURNEYS}conftest.py"]


def test_all_that_needs_the_whole_assistant_stays_in_one_worker() -> None:
    needing = [
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / JOURNEYS).glob("test_*.py")
        if NEEDS_ASSISTANT.search(path.read_text(encoding="utf-8"))
    ]
    assert len(needing) >= 7
    assert {share_of(name) for name in needing} == {ASSISTANT}
    assert not WITHOUT_ASSISTANT & set(needing)


@pytest.mark.parametrize(
    ("nodeid", "share"),
    [
        ("tests/journeys/test_logs.py::test_a", ASSISTANT),
        ("tests/journeys/test_simulation.py::test_a[chromium]", ASSISTANT),
        (
            "tests/journeys/test_values_through_doors.py::test_a[chat]",
            "tests/journeys/test_values_through_doors.py",
        ),
        ("tests/browser/test_rating.py::test_a", "tests/browser/test_rating.py"),
        ("tests/text/test_cut.py::test_a[x::y]", "tests/text/test_cut.py"),
    ],
)
def test_a_file_stays_together_and_so_does_what_is_said_to(nodeid: str, share: str) -> None:
    assert share_of(nodeid) == share


def test_the_whole_assistant_is_started_before_all_else() -> None:
    assert turn_of("tests/journeys/test_logs.py::test_a") < turn_of("tests/browser/test_rating.py::test_a")
    assert turn_of("tests/journeys/test_logs.py::test_a") < turn_of("tests/answering/test_question.py::test_a")


def test_what_mostly_waits_begins_at_once_and_never_in_all_workers() -> None:
    waiting = {JOURNEYS, "tests/faults/test_faults.py", "tests/chaos/"}
    workers = {start: place % WORKERS for place, start in enumerate(FIRST[: 2 * WORKERS])}
    assert waiting <= set(workers)
    assert len({workers[start] for start in waiting}) < WORKERS
    assert turn_of("tests/chaos/test_chaos.py::test_a") >= WORKERS, "the model is not yet trained"


@pytest.mark.parametrize("start", FIRST)
def test_what_is_said_to_go_first_is_there(start: str) -> None:
    assert (ROOT / start).exists()
    # Before the whole shelves, one share each: else the workers get others than those meant.
    assert FIRST.index(start) >= 2 * WORKERS or start == JOURNEYS or len(list(_files(start))) == 1


def _files(start: str) -> list[Path]:
    path = ROOT / start
    return [path] if path.is_file() else list(path.glob("test_*.py"))


def test_make_test_starts_as_many_workers() -> None:
    assert f"WORKERS ?= {WORKERS}\n" in (ROOT / "Makefile").read_text(encoding="utf-8")
