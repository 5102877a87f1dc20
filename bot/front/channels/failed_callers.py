"""Who posts to the platforms' doors without their signature: an address that does so often is refused before anything of it is read.

Only failures count, for a platform posts much from few addresses; and what its address alone proves is taken in any case, for behind a
proxy that hides where a request comes from everybody has the same one. Each front counts for itself.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable

from bot.settings import RequestAllowance

FAILURES_OF_AN_ADDRESS = RequestAllowance(60, 60)
MOST_REMEMBERED = 20_000


class FailedCallers:
    """Counts failures by address, with the generic cell rate algorithm as ``rate_limits`` does."""

    def __init__(
        self, allowance: RequestAllowance = FAILURES_OF_AN_ADDRESS, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._window = float(allowance.seconds)
        self._cost = allowance.seconds / allowance.count
        self._clock = clock
        self._whole_at: dict[str, float] = {}

    def wait(self, address: str) -> int:
        """Return the seconds until an address is listened to again; 0 when it is."""
        over = self._whole_at.get(address, 0.0) + self._cost - self._clock() - self._window
        return math.ceil(over) if over > 1e-6 else 0

    def count(self, address: str) -> None:
        """Count a failure."""
        now = self._clock()
        if len(self._whole_at) >= MOST_REMEMBERED:
            self._whole_at = {name: moment for name, moment in self._whole_at.items() if moment > now}
        # Never longer than the window: who stops is heard again soon.
        whole_at = max(self._whole_at.get(address, now), now) + self._cost
        self._whole_at[address] = min(whole_at, now + self._window)
