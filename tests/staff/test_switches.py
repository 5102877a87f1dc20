"""A switch is off for everyone at once, with a reason; what was read holds for a moment."""

from __future__ import annotations

from datetime import datetime, timezone

import pytest
from sqlalchemy import text
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.staff.switches import RememberedSwitches, Switch, Switches

AT = datetime(2026, 11, 25, 4, 0, tzinfo=timezone.utc)
REASON = "答案有误，正在核对"


def test_what_was_never_turned_is_on(engine: Engine) -> None:
    assert Switches(engine).off() == []


def test_it_is_known_who_switched_off_when_and_why(engine: Engine) -> None:
    Switches(engine).turn_off(Switch.CHAT, f" {REASON} ", "lihong", AT)
    [turned] = Switches(engine).off()
    assert (turned.switch, turned.reason, turned.by, turned.at) == (Switch.CHAT, REASON, "lihong", AT)


def test_one_switch_leaves_the_other_alone_and_can_be_turned_again(engine: Engine) -> None:
    switches = Switches(engine)
    switches.turn_off(Switch.CHAT, REASON, "lihong", AT)
    switches.turn_off(Switch.OUTREACH, REASON, "lihong", AT)
    switches.turn_on(Switch.CHAT, "wangfang", AT)
    assert [each.switch for each in switches.off()] == [Switch.OUTREACH]
    chat = switches.all()[0]
    assert (chat.switch, chat.is_off, chat.by) == (Switch.CHAT, False, "wangfang")


@pytest.mark.parametrize("reason", ["", "   ", "停一下", "很" * 201])
def test_nothing_is_switched_off_without_a_reason(engine: Engine, reason: str) -> None:
    with pytest.raises(SituationError, match="5到200个字"):
        Switches(engine).turn_off(Switch.CHAT, reason, "lihong", AT)
    assert Switches(engine).all() == []


def test_another_process_notices_within_a_moment(engine: Engine) -> None:
    moment = 100.0
    remembered = RememberedSwitches(Switches(engine), 1.0, lambda: moment)
    assert not remembered.is_off(Switch.CHAT)
    Switches(engine).turn_off(Switch.CHAT, REASON, "lihong", AT)
    moment = 100.9
    assert not remembered.is_off(Switch.CHAT)
    moment = 101.0
    assert remembered.is_off(Switch.CHAT)
    assert not remembered.is_off(Switch.OUTREACH)


def test_what_was_known_holds_while_the_database_does_not_answer(engine: Engine) -> None:
    moment = 100.0
    remembered = RememberedSwitches(Switches(engine), 1.0, lambda: moment)
    Switches(engine).turn_off(Switch.CHAT, REASON, "lihong", AT)
    assert remembered.is_off(Switch.CHAT)
    with engine.begin() as connection:
        connection.execute(text("ALTER TABLE switches RENAME TO switches_away"))
    try:
        moment = 200.0
        assert remembered.is_off(Switch.CHAT)
    finally:
        with engine.begin() as connection:
            connection.execute(text("ALTER TABLE switches_away RENAME TO switches"))
