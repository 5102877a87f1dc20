"""The platform's table: what a person did buys so many 客服消息 for so long."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.clock import SHANGHAI
from bot.messaging.protocol.reply_window import Interaction, ReplyWindow

AT = datetime(2026, 11, 24, 9, 0, tzinfo=SHANGHAI)
MOMENT = timedelta(microseconds=1)


@pytest.mark.parametrize(
    ("interaction", "messages", "time"),
    [
        (Interaction.MESSAGE, 5, timedelta(hours=48)),
        (Interaction.MENU, 3, timedelta(minutes=1)),
        (Interaction.FOLLOW, 3, timedelta(minutes=1)),
        (Interaction.SCAN, 3, timedelta(minutes=1)),
    ],
)
def test_q1_q2_each_interaction_has_its_number_and_time(
    interaction: Interaction, messages: int, time: timedelta
) -> None:
    assert ReplyWindow(interaction, AT, 0).left(AT) == messages
    assert ReplyWindow(interaction, AT, messages - 1).left(AT + time - MOMENT) == 1
    assert ReplyWindow(interaction, AT, messages).left(AT) == 0
    assert ReplyWindow(interaction, AT, 0).left(AT + time) == 0
    assert ReplyWindow(interaction, AT, 0).ends_at == AT + time


def test_q3_more_sent_than_allowed_leaves_nothing() -> None:
    assert ReplyWindow(Interaction.MESSAGE, AT, 1000).left(AT) == 0
