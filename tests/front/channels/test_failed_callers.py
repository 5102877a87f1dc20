"""Who knocks at the platforms' doors without a signature is soon not listened to, and is again when it has stopped for a while."""

from __future__ import annotations

from bot.front.channels.failed_callers import FailedCallers
from bot.settings import RequestAllowance


def test_after_some_failures_an_address_has_to_wait_and_no_other_one_does() -> None:
    time = [0.0]
    callers = FailedCallers(RequestAllowance(3, 30), lambda: time[0])
    for _ in range(3):
        assert callers.wait("a") == 0
        callers.count("a")
    assert (callers.wait("a"), callers.wait("b")) == (10, 0)
    for _ in range(50):
        callers.count("a")
    time[0] = 10.0
    assert callers.wait("a") == 0
