"""A program that starts again and again is told to the operator; one that did so once is not."""

from __future__ import annotations

from bot.cli.processes.child import Program
from bot.cli.processes.restart_loops import RestartLoops

PARTS = (Program("rasa", ("rasa",), "居民会先收到致歉"), Program("outreach", ("outreach",)))


def test_three_starts_within_a_quarter_of_an_hour_are_told_and_later_they_are_over() -> None:
    loops = RestartLoops(PARTS)
    for at in (0.0, 300.0):
        loops.note("rasa", at)
    loops.note("outreach", 400.0)
    assert loops.alerts(400.0) == []
    loops.note("rasa", 600.0)
    [alert] = loops.alerts(600.0)
    assert alert.key == "restarts:rasa"
    assert "var/log/rasa.log" in alert.text
    assert "居民会先收到致歉" in alert.text
    assert loops.alerts(901.0) == []


def test_three_starts_far_from_each_other_are_no_loop() -> None:
    loops = RestartLoops(PARTS)
    for at in (0.0, 800.0, 1600.0):
        loops.note("rasa", at)
    assert loops.alerts(1600.0) == []
