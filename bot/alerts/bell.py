"""Tells the operator what changed, from a thread of its own: whoever shows it the state of the house never waits for the network."""

from __future__ import annotations

import json
import logging
import os
import time
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event, Lock, Thread

from bot.alerts.alert import Alert
from bot.alerts.webhook import LARGEST_TEXT_BYTES, AlertWebhook
from bot.errors import MessagingError

logger = logging.getLogger(__name__)

HEAD = "【乐业运行提醒】"
CUT = "……（还有，见 /readyz 和日志）"


@dataclass(frozen=True)
class AlertWaits:
    """How long the bell keeps still, in seconds of the monotonic clock.

    Args:
        repeat: before the same thing is told a second time, when it comes and goes; twice as long each time.
        longest_repeat: at most; after twice of it in peace the next time counts as the first.
        retry: before what was not taken is posted again; twice as long each time.
        longest_retry: at most.
    """

    repeat: float = 60.0
    longest_repeat: float = 3600.0
    retry: float = 5.0
    longest_retry: float = 600.0


@dataclass
class _Known:
    """What is known of one alert: whether it holds, since when, and whether people were told that it does."""

    alert: Alert
    since: float
    is_on: bool = True
    is_told: bool = False
    told_at: float = float("-inf")
    wait: float = 0.0

    def due_at(self) -> float | None:
        """Return from when a message of it may leave; None when there is nothing to tell."""
        if self.is_on == self.is_told:
            return None
        return max(self.since + self.alert.after, self.told_at + self.wait) if self.is_on else self.since


class AlertBell:
    """Posts each change once; what could not be posted waits and is tried again for as long as it is still so.

    Args:
        kept: a file that remembers what was told, so that a restart repeats nothing and an end is told, too.
        monotonic: seconds that only grow.
    """

    def __init__(
        self,
        webhook: AlertWebhook,
        kept: Path,
        waits: AlertWaits | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._webhook, self._kept, self._monotonic = webhook, kept, monotonic
        self._waits = waits or AlertWaits()
        self._lock, self._changed = Lock(), Event()
        self._known = {alert.key: _Known(alert, monotonic(), is_told=True) for alert in _read(kept)}
        self._retry_at, self._failures = 0.0, 0

    def begin(self) -> None:
        """Let a thread post from now on; it ends with the process and keeps it from nothing."""
        Thread(target=self._keep_ringing, name="alerts", daemon=True).start()

    def show(self, alerts: Sequence[Alert], unsure: Collection[str] = ()) -> None:
        """Say what holds now; what is not among it is over, except the kinds of which nobody can tell at the moment."""
        now, held = self._monotonic(), {alert.key: alert for alert in alerts}
        with self._lock:
            for key, known in self._known.items():
                if known.is_on and key not in held and known.alert.kind not in unsure:
                    known.is_on, known.since = False, now
            for key, alert in held.items():
                known = self._known.setdefault(key, _Known(alert, now))
                if not known.is_on:
                    known.is_on, known.since = True, now
                known.alert = alert
        self._changed.set()

    def ring(self) -> float:
        """Post what is due now; return the seconds until something may be due."""
        now = self._monotonic()
        with self._lock:
            due = [each for each in self._known.values() if (at := each.due_at()) is not None and at <= now]
            told = [(each, each.is_on) for each in due]
            text = _fitting([each.alert.text if is_on else each.alert.over for each, is_on in told])
        if told and now >= self._retry_at:
            self._post(text, told)
        return self._pause()

    def _post(self, text: str, told: Sequence[tuple[_Known, bool]]) -> None:
        try:
            self._webhook.post(text)
        except MessagingError as error:
            self._failures += 1
            pause = min(self._waits.longest_retry, self._waits.retry * 2.0 ** (self._failures - 1))
            self._retry_at = self._monotonic() + pause
            logger.warning("an alert was not taken, once more in %.0f s: %s", pause, error)
            return
        self._failures, now = 0, self._monotonic()
        with self._lock:
            for known, is_on in told:
                self._note(known, is_on, now)
            _write(self._kept, [each.alert for each in self._known.values() if each.is_told])

    def _note(self, known: _Known, is_on: bool, now: float) -> None:
        known.is_told = is_on
        if is_on:
            longest = self._waits.longest_repeat
            in_peace = now - known.told_at > 2 * longest
            known.wait = self._waits.repeat if in_peace else min(longest, 2 * known.wait)
            known.told_at = now

    def _pause(self) -> float:
        now = self._monotonic()
        with self._lock:
            due = [at for each in self._known.values() if (at := each.due_at()) is not None]
        return max(0.0, max(min(due), self._retry_at) - now) if due else self._waits.longest_repeat

    def _keep_ringing(self) -> None:
        while True:
            self._changed.clear()
            try:
                pause = self.ring()
            except Exception:
                # Nobody may lose the messages of tomorrow to a mistake of today.
                logger.exception("could not tell the operator")
                pause = self._waits.longest_retry
            self._changed.wait(pause)


def _fitting(lines: Sequence[str]) -> str:
    """Return the lines as one text; those that do not fit are said to be there."""
    text = HEAD
    for line in lines:
        longer = f"{text}\n{line}"
        if len(f"{longer}\n{CUT}".encode()) > LARGEST_TEXT_BYTES:
            return f"{text}\n{CUT}"
        text = longer
    return text


def _read(path: Path) -> list[Alert]:
    """Return what was told before; nothing where the file is not there or not ours."""
    try:
        rows = json.loads(path.read_text(encoding="utf-8"))
        return [Alert(kind=row["kind"], text="", over=row["over"], which=row["which"]) for row in rows]
    except (OSError, ValueError, KeyError, TypeError):
        return []


def _write(path: Path, alerts: Sequence[Alert]) -> None:
    """Keep what was told; on a full disk a restart may repeat it."""
    fresh = path.with_name(f"{path.name}.new")
    rows = [{"kind": each.kind, "which": each.which, "over": each.over} for each in alerts]
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
        os.replace(fresh, path)
