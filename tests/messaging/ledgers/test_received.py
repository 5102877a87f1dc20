"""Each thing that came in has one row, whoever delivers it how often; what a dead process left is found once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.messaging.ledgers.received import UNASKED, ReceivedKey, ReceivedLedger, ReceivedState, record
from bot.messaging.protocol import inbound

AT = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
MINUTE = timedelta(minutes=1)
ENTRY = ReceivedKey("wxapp", "m:1")


def recorded(engine: Engine, entry: ReceivedKey = ENTRY, at: datetime = AT, kind: str = "text") -> bool:
    with engine.begin() as connection:
        return record(connection, entry, "wx:a", kind, at)


@pytest.fixture
def ledger(engine: Engine) -> ReceivedLedger:
    return ReceivedLedger(engine)


def test_t3_the_same_is_recorded_once(engine: Engine, ledger: ReceivedLedger) -> None:
    assert [recorded(engine), recorded(engine), recorded(engine)] == [True, False, False]
    assert recorded(engine, ReceivedKey("wxanother", "m:1"))
    assert ledger.counts() == {("open", None): 2}


def test_t8_of_ten_at_once_one_records(engine: Engine) -> None:
    with ThreadPoolExecutor(8) as threads:
        first = list(threads.map(lambda _: recorded(engine), range(10)))
    assert sum(first) == 1


def test_what_became_of_it_is_said(engine: Engine, ledger: ReceivedLedger) -> None:
    other = ReceivedKey("wxapp", "m:2")
    recorded(engine)
    recorded(engine, other)
    ledger.settle([ENTRY, other], ReceivedState.ANSWERED, "passive", AT)
    ledger.settle([other], ReceivedState.HELD, "used_up", AT)
    assert ledger.counts() == {("answered", "passive"): 1, ("held", "used_up"): 1}


def test_what_a_dead_process_left_is_found_once_and_only_for_its_account(
    engine: Engine, ledger: ReceivedLedger
) -> None:
    recorded(engine, ENTRY, AT - 5 * MINUTE)
    recorded(engine, ReceivedKey("wxapp", "m:young"), AT)
    recorded(engine, ReceivedKey("wxother", "m:1"), AT - 5 * MINUTE)
    recorded(engine, ReceivedKey("wxapp", "m:done"), AT - 5 * MINUTE)
    ledger.settle([ReceivedKey("wxapp", "m:done")], ReceivedState.ANSWERED, "passive", AT)
    assert ledger.abandoned("wxapp", AT - MINUTE, AT) == [(ENTRY, "wx:a")]
    assert ledger.abandoned("wxapp", AT - MINUTE, AT) == []
    assert ledger.counts()[("failed", "process_died")] == 1


@pytest.mark.parametrize("kind", UNASKED)
def test_what_nobody_waits_for_is_closed_and_not_returned(engine: Engine, ledger: ReceivedLedger, kind: str) -> None:
    assert kind in {each.__name__.lower() for each in inbound.Inbound.__subclasses__()}
    recorded(engine, ENTRY, AT - 5 * MINUTE, kind)
    assert ledger.abandoned("wxapp", AT - MINUTE, AT) == []
    assert ledger.counts() == {("failed", "process_died"): 1}


def test_several_processes_find_each_abandoned_entry_once(engine: Engine) -> None:
    for number in range(20):
        recorded(engine, ReceivedKey("wxapp", f"m:{number}"), AT - 5 * MINUTE)
    with ThreadPoolExecutor(4) as threads:
        parts = threads.map(lambda _: ReceivedLedger(engine).abandoned("wxapp", AT, AT), range(4))
        found = [entry.key for part in parts for entry, _ in part]
    assert sorted(found) == sorted(f"m:{number}" for number in range(20))


def test_old_entries_are_forgotten(engine: Engine, ledger: ReceivedLedger) -> None:
    recorded(engine, ENTRY, AT - MINUTE)
    recorded(engine, ReceivedKey("wxapp", "m:2"), AT)
    assert ledger.forget_before(AT) == 1
    assert not recorded(engine, ReceivedKey("wxapp", "m:2"))
