"""Asks a chat API of the office's own, within 0.8 s; what fails often is left alone for a minute."""

from __future__ import annotations

import json
import logging
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TookTooLong
from threading import Lock
from typing import Any

import requests

from bot.lookup.second_reader.offer import Offer, Pick, picked_in
from bot.settings import Settings

logger = logging.getLogger(__name__)

SECONDS = 0.8
# Reading stops here; a pick has some hundred bytes.
LONGEST_ANSWER = 16_384
AT_ONCE = 4
FAILURES_IN_A_ROW = 3
REST_SECONDS = 60.0


class SecondReader:
    """Asks; may be used by several threads.

    Args:
        url: of the API, up to and without ``/chat/completions``.
        model: which model to ask.
        key: what the API takes as a bearer token; None for none.
        clock: seconds that only go forward.

    ``counts`` holds how often which outcome came: ``picked``, ``late``, ``failed``, ``unusable``, ``busy``, ``resting``.
    """

    def __init__(
        self, url: str, model: str, key: str | None = None, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._url = f"{url}/chat/completions"
        self._model = model
        self._headers = {} if key is None else {"Authorization": f"Bearer {key}"}
        self._clock = clock
        self._threads = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="second-reader")
        self._lock = Lock()
        self._running = 0
        self._failures = 0
        self._rests_until = 0.0
        self.counts: Counter[str] = Counter()

    def pick(self, offer: Offer) -> Pick | None:
        """Return what the model picks; None where it is late, fails, rests, or says anything else than it was asked for."""
        with self._lock:
            refusal = "resting" if self._clock() < self._rests_until else "busy" if self._running >= AT_ONCE else ""
            self._running += not refusal
        if refusal:
            return self._ended(refusal, None)
        asked = self._threads.submit(self._ask, offer)
        asked.add_done_callback(self._returned)
        try:
            found = picked_in(asked.result(SECONDS), offer)
        except TookTooLong:
            return self._ended("late", None)
        except (requests.RequestException, ValueError, KeyError, IndexError, TypeError):
            return self._ended("failed", None)
        return self._ended("picked" if found is not None else "unusable", found)

    def _returned(self, _: Future[str]) -> None:
        with self._lock:
            self._running -= 1

    def _ended(self, outcome: str, pick: Pick | None) -> Pick | None:
        with self._lock:
            self.counts[outcome] += 1
            if outcome in ("late", "failed", "unusable"):
                self._failures += 1
                if self._failures >= FAILURES_IN_A_ROW:
                    self._failures, self._rests_until = 0, self._clock() + REST_SECONDS
            elif outcome == "picked":
                self._failures = 0
        logger.info("the second reader was asked", extra={"fields": {"outcome": outcome}})
        return pick

    def _ask(self, offer: Offer) -> str:
        body = {
            "model": self._model,
            "messages": offer.to_messages(),
            "temperature": 0,
            "max_tokens": 120,
            "response_format": {"type": "json_object"},
        }
        with requests.post(
            self._url, json=body, headers=self._headers, timeout=SECONDS, stream=True, allow_redirects=False
        ) as answer:
            answer.raise_for_status()
            return _said(answer)


def _said(answer: requests.Response) -> str:
    raw = b""
    for chunk in answer.iter_content(1024):
        raw += chunk
        if len(raw) > LONGEST_ANSWER:
            raise ValueError("the answer is too long")
    decoded: Any = json.loads(raw)
    content = decoded["choices"][0]["message"]["content"]
    if not isinstance(content, str):
        raise TypeError("the answer holds no text")
    return content


def second_reader_of(settings: Settings) -> SecondReader | None:
    """Return the second reader of an installation; None where none is set."""
    if settings.reader_url is None:
        return None
    return SecondReader(settings.reader_url, settings.reader_model, settings.reader_key)
