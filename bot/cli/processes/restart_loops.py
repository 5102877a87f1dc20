"""Which programs start again and again: that is no accident any more, and a person has to look."""

from __future__ import annotations

from collections import deque
from collections.abc import Sequence

from bot.alerts import Alert
from bot.cli.processes.child import Program

WITHIN_SECONDS = 900.0
OFTEN = 3
KIND = "restarts"


class RestartLoops:
    """Remembers the last starts of each program, in seconds of the monotonic clock."""

    def __init__(self, programs: Sequence[Program]) -> None:
        self._programs = {program.name: program for program in programs}
        self._starts: dict[str, deque[float]] = {name: deque(maxlen=OFTEN) for name in self._programs}

    def note(self, name: str, at: float) -> None:
        """Note that a program had to be started again."""
        self._starts[name].append(at)

    def alerts(self, at: float) -> list[Alert]:
        """Return one for each program that started again three times within a quarter of an hour."""
        return [
            _alert(self._programs[name])
            for name, starts in self._starts.items()
            if len(starts) == OFTEN and at - starts[0] <= WITHIN_SECONDS
        ]


def _alert(program: Program) -> Alert:
    loss = f"它没起来时：{program.loss}。" if program.loss else ""
    return Alert(
        KIND,
        f"{program.name} 进程一刻钟里重启了三次以上。{loss}"
        f"请看 var/log/{program.name}.log 最后几行，多半是内存不够，或 .env 改错了；会一直重试。",
        f"{program.name} 进程一刻钟没有再反复重启。",
        program.name,
    )
