"""A process goes on with what was published last; half-written files, and what nobody published, change nothing."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from bot.kb import KnowledgeBase, LiveKnowledge, MadeOf, publish_folder
from tests.fixtures.small_kb import copy_small_kb

LOAN = "parameters/example_loan/individual_max.yml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return copy_small_kb(tmp_path)


@pytest.fixture
def edition(tmp_path: Path) -> Path:
    return tmp_path / "var" / "kb_edition"


def rename(folder: Path, name: str) -> None:
    file = folder / LOAN
    file.write_text(file.read_text(encoding="utf-8").replace("示例个人贷款最高额度", name), encoding="utf-8")


def title(kb: KnowledgeBase) -> str:
    return kb.parameters["example_loan.individual_max"].title


def test_what_is_written_is_told_only_once_it_is_published(folder: Path, edition: Path) -> None:
    live = LiveKnowledge(folder, edition)
    first = live()
    rename(folder, "新名字")
    assert not live.renew() and live() is first
    publish_folder(folder, edition)
    assert live.renew() and title(live()) == "新名字"
    assert not live.renew()
    assert title(first) == "示例个人贷款最高额度"


def test_files_that_are_not_those_that_were_published_are_not_told(folder: Path, edition: Path) -> None:
    live = LiveKnowledge(folder, edition)
    first = live()
    rename(folder, "新名字")
    publish_folder(folder, edition)
    published = (folder / LOAN).read_text(encoding="utf-8")
    (folder / LOAN).write_text("values: [", encoding="utf-8")
    assert not live.renew() and live() is first
    # Once they are what was published, they are told.
    (folder / LOAN).write_text(published, encoding="utf-8")
    assert live.renew() and title(live()) == "新名字"


def test_a_process_that_begins_later_reads_the_folder_and_waits_for_the_next_edition(
    folder: Path, edition: Path
) -> None:
    publish_folder(folder, edition)
    live = LiveKnowledge(folder, edition)
    assert title(live()) == "示例个人贷款最高额度" and not live.renew()


def test_whoever_asks_while_something_is_made_anew_gets_the_one_before(folder: Path, edition: Path) -> None:
    live, begun, may_end = LiveKnowledge(folder, edition), threading.Event(), threading.Event()

    def make(kb: KnowledgeBase) -> str:
        if title(kb) == "新名字":
            begun.set()
            assert may_end.wait(30)
        return title(kb)

    made = MadeOf(live, make)
    assert made() == "示例个人贷款最高额度"
    rename(folder, "新名字")
    publish_folder(folder, edition)
    assert live.renew()
    maker = threading.Thread(target=made)
    maker.start()
    assert begun.wait(30)
    assert made() == "示例个人贷款最高额度"
    may_end.set()
    maker.join()
    assert made() == "新名字"
