"""Who does not want to live reads one sentence with the lines, and is marked on the desk, whatever state the talk is in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import lru_cache
from pathlib import Path

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.conversation import IncomingMessage, Outcome
from bot.kb import KnowledgeBase, load
from bot.referrals import DistressListener, TakeoverListener, Takeovers, TalkLines
from bot.storage.tables import referrals
from bot.understanding import Normaliser
from bot.understanding.acts import ActReader
from tests.referrals.conftest import AT, call

TODAY = date(2026, 11, 25)
WRITTEN = "真不想活了，我家住三号楼"
kb = lru_cache(maxsize=1)(lambda: load(Path("policies_kb")))
acts = lru_cache(maxsize=1)(lambda: ActReader(kb().acts, Normaliser(kb().rewrites)))


def known() -> KnowledgeBase:
    return kb()


def read() -> ActReader:
    return acts()


@pytest.fixture
def listener(office: Engine) -> DistressListener:
    return DistressListener(office, known, read, TakeoverListener(office), lambda: TODAY)


def test_the_sentence_names_the_lines_and_offers_a_person(listener: DistressListener) -> None:
    heard = listener.hear(IncomingMessage("web:a", WRITTEN), AT)
    assert heard is not None
    [said] = heard.said
    assert all(line in said.text for line in ("12356", "120", "110"))
    assert len(said.text) <= 120
    assert (said.outcome, [choice.intent for choice in said.choices]) == (Outcome.HANDOFF, ["office_call"])


def test_the_desk_is_marked_and_the_words_are_not_kept(listener: DistressListener, office: Engine) -> None:
    listener.hear(IncomingMessage("web:a", WRITTEN), AT)
    with office.connect() as connection:
        [row] = connection.execute(select(referrals)).all()
    assert row.kind == "alarm"
    assert WRITTEN not in str(row)


def test_a_colleague_who_speaks_sees_what_was_written(listener: DistressListener, office: Engine) -> None:
    Takeovers(office).begin("web:a", call(office).id, "lihong", AT)
    assert listener.hear(IncomingMessage("web:a", WRITTEN), AT) is not None
    assert [line.text for line in TalkLines(office).of("web:a")][-1] == WRITTEN


def test_look_alikes_are_left_to_the_others(listener: DistressListener) -> None:
    said: Callable[[str], object] = lambda text: listener.hear(IncomingMessage("web:a", text), AT)  # noqa: E731
    assert [said(text) for text in ("累死了", "笑死", "死活办不下来", "不想活动")] == [None] * 4


def test_a_database_that_fails_does_not_keep_the_sentence_back(office: Engine, tmp_path: Path) -> None:
    from bot.storage import open_database

    empty = open_database(f"sqlite:///{tmp_path}/empty.db")
    listener = DistressListener(empty, known, read, TakeoverListener(empty), lambda: TODAY)
    assert listener.hear(IncomingMessage("web:a", WRITTEN), AT) is not None
