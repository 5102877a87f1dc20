"""The second reader picks among what it was offered, or counts for nothing: late, prose, unknown marks, errors, floods."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from bot.kb import Period, load
from bot.lookup.second_reader import Offer, SecondReader, offer_of, second_reader_of
from bot.lookup.second_reader.reader import FAILURES_IN_A_ROW, REST_SECONDS
from bot.lookup.statements import AskedWords, StatementRanking
from bot.settings import Settings
from bot.understanding import Reader
from tests.lookup.second_reader.stand_in import StandIn, running_stand_in

TODAY = date(2026, 11, 30)


@pytest.fixture
def stand_in() -> Iterator[StandIn]:
    with running_stand_in() as server:
        yield server


@pytest.fixture(scope="module")
def offer() -> Offer:
    kb = load(Path("policies_kb"))
    asked = AskedWords("断缴了还补不补", "断缴了还补不补", Period.day(TODAY))
    found = offer_of(
        "我叫王小红，电话13812345678，断缴了还补不补", [StatementRanking(kb, Reader(kb)).rank(asked, 20)], asked.period
    )
    assert found is not None
    return found


class Seconds:
    """A clock that a test moves."""

    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_what_is_picked_is_what_was_offered_under_the_mark(stand_in: StandIn, offer: Offer) -> None:
    stand_in.say('{"act": "answer", "statements": ["s2"]}')
    pick = SecondReader(stand_in.url, "m").pick(offer)
    assert pick is not None
    assert [each.entry for each in pick.statements] == [offer.candidates[1][1].entry]


def test_the_model_reads_neither_names_nor_numbers_and_at_most_twelve_statements(
    stand_in: StandIn, offer: Offer
) -> None:
    stand_in.say('{"act": "ask_back", "statements": []}')
    SecondReader(stand_in.url, "office-model", "a-key").pick(offer)
    (asked,) = stand_in.asked
    sent = asked["messages"][1]["content"]
    assert "王小红" not in sent and "13812345678" not in sent
    assert "断缴" in sent
    assert len(json.loads(sent)["候选"]) == 12
    assert (asked["model"], stand_in.keys) == ("office-model", ["Bearer a-key"])


@pytest.mark.parametrize(
    "said",
    [
        "我觉得应该选第一条",
        '{"act": "answer", "statements": ["s99"]}',
        '{"act": "answer", "statements": []}',
        '{"act": "answer"}',
        '{"act": "answer", "statements": "s1"}',
        '{"act": "answer", "statements": [1]}',
        '{"act": "answer", "statements": [{"s1": 1}]}',
        '{"act": "delete_all", "statements": ["s1"]}',
        '{"act": "decline", "statements": ["s1"]}',
        '["s1"]',
        "null",
        "",
        '```json\n{"act": "answer", "statements": ["s1"]}\n```',
        "[" * 5000,
        None,
        7,
    ],
)
def test_anything_but_a_pick_counts_for_nothing(stand_in: StandIn, offer: Offer, said: object) -> None:
    stand_in.say(said)
    reader = SecondReader(stand_in.url, "m")
    assert reader.pick(offer) is None
    assert reader.counts["picked"] == 0


@pytest.mark.parametrize(
    ("status", "body"),
    [(500, b""), (404, b"{}"), (302, b""), (200, b""), (200, b"{}"), (200, b"\xff\xfe"), (200, b'{"choices": []}')],
)
def test_an_error_counts_for_nothing(stand_in: StandIn, offer: Offer, status: int, body: bytes) -> None:
    stand_in.answering = lambda _: (status, body)
    reader = SecondReader(stand_in.url, "m")
    assert reader.pick(offer) is None
    assert reader.counts == {"failed": 1}


def test_a_flood_is_not_read_to_its_end(stand_in: StandIn, offer: Offer) -> None:
    stand_in.answering = lambda _: (200, b" " * 200_000 + b'{"choices": []}')
    reader = SecondReader(stand_in.url, "m")
    assert reader.pick(offer) is None
    assert reader.counts == {"failed": 1}


def test_who_is_late_is_not_waited_for(stand_in: StandIn, offer: Offer) -> None:
    stand_in.gate.clear()
    reader = SecondReader(stand_in.url, "m")
    assert reader.pick(offer) is None
    assert sum(reader.counts[each] for each in ("late", "failed")) == 1


def test_nobody_there_counts_for_nothing(offer: Offer) -> None:
    reader = SecondReader("http://127.0.0.1:9/v1", "m")
    assert reader.pick(offer) is None


def test_what_fails_again_and_again_is_left_alone_for_a_minute(stand_in: StandIn, offer: Offer) -> None:
    clock = Seconds()
    reader = SecondReader(stand_in.url, "m", clock=clock)
    for _ in range(FAILURES_IN_A_ROW + 2):
        assert reader.pick(offer) is None
    assert len(stand_in.asked) == FAILURES_IN_A_ROW
    assert reader.counts["resting"] == 2
    stand_in.say('{"act": "answer", "statements": ["s1"]}')
    clock.now += REST_SECONDS
    assert reader.pick(offer) is not None


def test_it_is_off_until_an_address_is_set() -> None:
    assert second_reader_of(Settings()) is None
    assert second_reader_of(Settings.from_environment({"LEYE_READER_URL": "http://127.0.0.1:9/v1"})) is not None
