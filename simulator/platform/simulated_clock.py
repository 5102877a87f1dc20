"""The clock of the simulated platform: real time plus what the tests advanced it by. Made once by create_simulator."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from simulator.ground import real_now


class SimulatedClock:
    """Quotas, consents, tokens and QR codes live by this clock; what travels in callbacks carries the real time.

    Args:
        real: where real time comes from.
    """

    def __init__(self, real: Callable[[], datetime] = real_now) -> None:
        self._real = real
        self._ahead = timedelta()

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self._real() + self._ahead

    def real(self) -> datetime:
        """Return the real moment, against which the assistant checks the freshness of callbacks."""
        return self._real()

    def advance(self, seconds: float) -> None:
        """Let ``seconds`` pass at once."""
        self._ahead += timedelta(seconds=seconds)

    def reset(self) -> None:
        """Go back to real time."""
        self._ahead = timedelta()
