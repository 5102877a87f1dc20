"""Faults that the tests inject into the API: taken once per call that they fit, and counted."""

from __future__ import annotations

import random
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Fault:
    """One way for calls to fail.

    Args:
        times: calls still to be hit.
        path: only calls of this path; all when None.
        errcode: answer with this code and do nothing.
        http_status: answer with this status and do nothing.
        delay: seconds of wall time before the answer, after the call took effect.
        drop_after_effect: do what was asked, then close the connection without an answer.
        expire_token: end every token first.
        share: how many of the calls that fit are hit, 1 being all; which ones, ``seed`` decides.
    """

    number: int
    times: int
    path: str | None = None
    errcode: int | None = None
    http_status: int | None = None
    delay: float = 0.0
    drop_after_effect: bool = False
    expire_token: bool = False
    share: float = 1.0
    seed: int = 0
    applied: int = 0
    chance: random.Random = field(init=False, repr=False)

    def __post_init__(self) -> None:
        """Make the chance by which calls are hit."""
        self.chance = random.Random(self.seed)

    def hits(self, path: str) -> bool:
        """Tell whether a call is hit."""
        return self.times > 0 and self.path in (None, path) and (self.share >= 1 or self.chance.random() < self.share)

    def as_json(self) -> dict[str, Any]:
        """Return what was injected and how often it hit."""
        always = ("number", "times", "applied")
        unsaid = ("chance",) if self.share < 1 else ("chance", "share", "seed")
        return {name: value for name, value in vars(self).items() if name in always or (value and name not in unsaid)}

    @property
    def label(self) -> str:
        """Return what the fault does, in one word for the counts."""
        if self.errcode is not None:
            return str(self.errcode)
        if self.http_status is not None:
            return f"http_{self.http_status}"
        if self.drop_after_effect:
            return "drop_after_effect"
        return "expire_token" if self.expire_token else "delay"


class Faults:
    """The injected faults; the first that fits a call hits it."""

    def __init__(self) -> None:
        self._faults: list[Fault] = []
        self._last = 0

    def inject(self, times: int, **how: Any) -> Fault:
        """Add a fault for the next ``times`` calls."""
        self._last += 1
        fault = Fault(self._last, times, **how)
        self._faults.append(fault)
        return fault

    def take(self, path: str) -> Fault | None:
        """Return the fault that hits this call, if any, with one of its times used."""
        for fault in self._faults:
            if fault.hits(path):
                fault.times -= 1
                fault.applied += 1
                return fault
        return None

    def clear(self) -> None:
        """Take every fault away."""
        self._faults.clear()

    def as_json(self) -> list[dict[str, Any]]:
        """Return every fault, used up or not."""
        return [fault.as_json() for fault in self._faults]
