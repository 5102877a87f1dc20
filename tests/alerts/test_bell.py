"""Each change is told once, with growing waits, and nobody who shows the state of the house waits for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.alerts import Alert, AlertBell, AlertWaits, AlertWebhook
from tests.alerts.robot import Group

DISK = Alert("disk", "磁盘满了，请清理。", "磁盘又有空间了。")
RUN = Alert("paused_run", "第 7 次推送停着。", "第 7 次推送不再停着。", "7")


class Seconds:
    """A clock that a test moves."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        """Return the seconds."""
        return self.now


@pytest.fixture
def seconds() -> Seconds:
    """Give the clock."""
    return Seconds()


@pytest.fixture
def bell(group: Group, tmp_path: Path, seconds: Seconds) -> AlertBell:
    """Give a bell that rings when asked to."""
    return AlertBell(AlertWebhook(group.address), tmp_path / "alerts.json", monotonic=seconds)


def told(bell: AlertBell, group: Group, *alerts: Alert) -> list[str]:
    """Show what holds, ring, and return the lines that came, without the head."""
    bell.show(alerts)
    bell.ring()
    return [line for text in group.texts() for line in text.splitlines()[1:]]


def test_what_goes_on_is_told_once_and_its_end_once(bell: AlertBell, group: Group, seconds: Seconds) -> None:
    assert told(bell, group, DISK, RUN) == [DISK.text, RUN.text]
    seconds.now += 9999
    assert told(bell, group, DISK, RUN) == []
    assert told(bell, group, RUN) == [DISK.over]
    assert told(bell, group, RUN) == []


def test_what_holds_only_for_a_moment_is_not_told(bell: AlertBell, group: Group, seconds: Seconds) -> None:
    slow = Alert("outreach", "推送进程没有在工作。", "推送进程恢复了。", after=120)
    assert told(bell, group, slow) == []
    seconds.now += 119
    assert told(bell, group) == []
    seconds.now += 9
    assert told(bell, group, slow) == []
    seconds.now += 120
    assert told(bell, group, slow) == [slow.text]


def test_what_comes_and_goes_is_told_less_and_less(bell: AlertBell, group: Group, seconds: Seconds) -> None:
    moments = []
    for second in range(0, 1200, 10):
        seconds.now = 1000.0 + second
        for alerts in ((DISK,), ()):
            if DISK.text in told(bell, group, *alerts):
                moments.append(second)
    assert moments == [0, 60, 180, 420, 900]
    seconds.now += 3 * 3600
    assert told(bell, group, DISK) == [DISK.text]
    told(bell, group)
    seconds.now += 60
    assert told(bell, group, DISK) == [DISK.text]


def test_what_was_not_taken_is_posted_again_after_growing_waits(
    bell: AlertBell, group: Group, seconds: Seconds
) -> None:
    group.status = 503
    tries = []
    for second in range(40):
        seconds.now = 1000.0 + second
        if told(bell, group, DISK):
            tries.append(second)
    assert tries == [0, 5, 15, 35]
    group.status = 200
    seconds.now += 600
    assert told(bell, group, DISK) == [DISK.text]
    assert told(bell, group, DISK) == []


def test_what_is_over_before_it_was_taken_is_not_told_any_more(bell: AlertBell, group: Group, seconds: Seconds) -> None:
    group.status = 503
    told(bell, group, DISK)
    group.status = 200
    seconds.now += 600
    assert told(bell, group) == []


def test_what_nobody_can_tell_now_is_not_over(bell: AlertBell, group: Group) -> None:
    told(bell, group, RUN)
    bell.show([], unsure={RUN.kind})
    bell.ring()
    assert group.texts() == []


def test_a_process_that_starts_again_repeats_nothing_and_tells_the_end(
    bell: AlertBell, group: Group, tmp_path: Path, seconds: Seconds
) -> None:
    told(bell, group, DISK, RUN)
    again = AlertBell(AlertWebhook(group.address), tmp_path / "alerts.json", monotonic=seconds)
    assert told(again, group, RUN) == [DISK.over]


def test_a_file_that_is_broken_is_as_none(group: Group, tmp_path: Path, seconds: Seconds) -> None:
    (tmp_path / "alerts.json").write_text('{"half')
    again = AlertBell(AlertWebhook(group.address), tmp_path / "alerts.json", monotonic=seconds)
    assert told(again, group, DISK) == [DISK.text]


def test_more_than_wecom_takes_is_cut_and_said_to_be(bell: AlertBell, group: Group) -> None:
    bell.show([Alert("run", f"第 {run} 次推送" + "停" * 100, "", str(run)) for run in range(20)])
    bell.ring()
    [text] = group.texts()
    assert len(text.encode()) <= 2048
    assert text.endswith("日志）")


def test_a_bell_with_a_thread_rings_by_itself_and_whoever_shows_does_not_wait(group: Group, tmp_path: Path) -> None:
    waits = AlertWaits(retry=0.01, longest_retry=0.01)
    bell = AlertBell(AlertWebhook(group.address), tmp_path / "alerts.json", waits)
    group.status = 503
    bell.begin()
    bell.show([DISK])
    assert DISK.text in group.came.get(timeout=30)["text"]
    group.status = 200
    assert DISK.text in group.came.get(timeout=30)["text"]
