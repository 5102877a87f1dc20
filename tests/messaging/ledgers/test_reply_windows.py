"""The ledger of reply windows: the last message is given to one of those who want it, and the platform's word counts more than ours."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.clock import SHANGHAI
from bot.messaging.ledgers.reply_windows import WindowLedger, is_open, open_window
from bot.messaging.protocol.reply_window import ALLOWANCES, Interaction, ReplyWindow
from bot.storage.tables import reply_windows as table

AT = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
WHO = "wx:someone"


@pytest.fixture
def ledger(engine: Engine) -> WindowLedger:
    return WindowLedger(engine)


def opened(engine: Engine, interaction: Interaction, at: datetime = AT, who: str = WHO) -> None:
    with engine.begin() as connection:
        open_window(connection, who, interaction, at)


def test_q1_nothing_may_be_sent_to_someone_who_never_wrote(ledger: WindowLedger) -> None:
    assert ledger.read(WHO) is None
    assert not ledger.reserve(WHO, AT)


@pytest.mark.parametrize("interaction", list(Interaction))
def test_q1_an_interaction_allows_so_many_and_no_more(
    ledger: WindowLedger, engine: Engine, interaction: Interaction
) -> None:
    opened(engine, interaction)
    allowed = ALLOWANCES[interaction].messages
    assert [ledger.reserve(WHO, AT) for _ in range(allowed + 2)] == [True] * allowed + [False] * 2
    assert ledger.read(WHO) == ReplyWindow(interaction, AT, allowed)


@pytest.mark.parametrize("interaction", list(Interaction))
def test_q2_after_its_time_nothing_is_left(ledger: WindowLedger, engine: Engine, interaction: Interaction) -> None:
    opened(engine, interaction)
    time = ALLOWANCES[interaction].time
    assert ledger.reserve(WHO, AT + time - timedelta(seconds=1))
    assert not ledger.reserve(WHO, AT + time)


def test_q4_the_next_interaction_opens_a_new_window(ledger: WindowLedger, engine: Engine) -> None:
    opened(engine, Interaction.FOLLOW)
    for _ in range(3):
        ledger.reserve(WHO, AT)
    later = AT + timedelta(seconds=30)
    opened(engine, Interaction.MESSAGE, later)
    assert ledger.read(WHO) == ReplyWindow(Interaction.MESSAGE, later, 0)
    assert ledger.reserve(WHO, later)


def test_q3_the_platform_knows_better(ledger: WindowLedger, engine: Engine) -> None:
    opened(engine, Interaction.MESSAGE)
    ledger.correct(WHO)
    assert not ledger.reserve(WHO, AT)
    opened(engine, Interaction.MESSAGE, AT + timedelta(minutes=1))
    assert ledger.reserve(WHO, AT + timedelta(minutes=1))


def test_a_message_that_was_not_taken_is_given_back(ledger: WindowLedger, engine: Engine) -> None:
    opened(engine, Interaction.MENU)
    for _ in range(3):
        ledger.reserve(WHO, AT)
    ledger.give_back(WHO)
    assert [ledger.reserve(WHO, AT), ledger.reserve(WHO, AT)] == [True, False]


def test_nothing_is_given_back_that_was_not_counted(ledger: WindowLedger, engine: Engine) -> None:
    opened(engine, Interaction.MENU)
    ledger.give_back(WHO)
    assert [ledger.reserve(WHO, AT) for _ in range(4)] == [True, True, True, False]


def test_q1_of_twenty_at_once_five_get_one(engine: Engine) -> None:
    opened(engine, Interaction.MESSAGE)
    with ThreadPoolExecutor(8) as threads:
        granted = list(threads.map(lambda _: WindowLedger(engine).reserve(WHO, AT), range(20)))
    assert sum(granted) == 5


def test_people_do_not_share_a_window(ledger: WindowLedger, engine: Engine) -> None:
    opened(engine, Interaction.MESSAGE)
    assert not ledger.reserve("wx:another", AT)
    opened(engine, Interaction.MENU, who="wx:another")
    assert ledger.reserve("wx:another", AT)
    assert ledger.read(WHO) == ReplyWindow(Interaction.MESSAGE, AT, 0)


@pytest.mark.parametrize("interaction", list(Interaction))
def test_the_condition_for_queries_agrees_with_the_window(engine: Engine, interaction: Interaction) -> None:
    opened(engine, interaction)
    end = AT + ALLOWANCES[interaction].time
    for at in (AT, end - timedelta(seconds=1), end, end + timedelta(hours=1)):
        with engine.connect() as connection:
            found = connection.execute(select(table.c.conversation).where(is_open(at))).first() is not None
        assert found is (ReplyWindow(interaction, AT, 0).left(at) > 0)
