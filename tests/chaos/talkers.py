"""Residents who talk without a pause: each message is sent as the chat page sends it, again and with the same key until there is an answer."""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from uuid import uuid4

import requests

WORDS = (
    "你好",
    "灵活就业社保补贴能补多少钱",
    "要带什么材料",
    "创业担保贷款怎么申请",
    "我45岁，能领社保补贴吗",
    "谢谢",
    "去哪儿办",
)
PAUSE_SECONDS = 1.0
AGAIN_SECONDS = 1.0
# The page gives up by itself when the server may have forgotten the key.
GIVEN_UP_SECONDS = 240.0
ANSWERED, APOLOGISED, LOST, DOUBLED = "answered", "apologised", "lost", "doubled"


class Talker(threading.Thread):
    """One resident; ``became`` counts what became of the messages."""

    def __init__(self, address: str, seed: int, ending: threading.Event) -> None:
        super().__init__(daemon=True)
        self.became: Counter[str] = Counter()
        self.longest = 0.0
        self._address = address
        self._chance = random.Random(seed)
        self._ending = ending
        self._http = requests.Session()
        self._session = ""

    def run(self) -> None:
        """Talk until it is over; the last message is waited for."""
        while not self._ending.is_set():
            began = time.monotonic()
            self.became[self._say(self._chance.choice(WORDS))] += 1
            self.longest = max(self.longest, time.monotonic() - began)
            self._ending.wait(self._chance.random() * 2 * PAUSE_SECONDS)

    def _say(self, words: str) -> str:
        key, deadline = str(uuid4()), time.monotonic() + GIVEN_UP_SECONDS
        while time.monotonic() < deadline:
            answer = self._post("messages", key, {"text": words}) if self._session else self._opened()
            if answer is not None and answer.status_code == 200:
                return self._judged(answer, key, words)
            if answer is not None and answer.status_code == 401:
                # The page begins a conversation anew and says it again.
                self._session = ""
                continue
            if answer is not None and answer.status_code != 201 and "Retry-After" not in answer.headers:
                # The page shows the sentence and lets the person go on.
                return APOLOGISED if answer.json()["error"]["message"] else LOST
            if answer is None or answer.status_code != 201:
                time.sleep(AGAIN_SECONDS)
        return LOST

    def _judged(self, answer: requests.Response, key: str, words: str) -> str:
        replies = answer.json()["replies"]
        if self._chance.random() < 0.2:
            again = self._post("messages", key, {"text": words})
            if again is not None and again.status_code == 200 and again.json()["replies"] != replies:
                return DOUBLED
        if not replies:
            return LOST
        return APOLOGISED if any(reply["outcome"] == "error" for reply in replies) else ANSWERED

    def _opened(self) -> requests.Response | None:
        answer = self._post("sessions", None, {})
        if answer is not None and answer.status_code == 201:
            self._session = answer.json()["session"]
        return answer

    def _post(self, path: str, key: str | None, body: dict[str, str]) -> requests.Response | None:
        headers = {"Authorization": f"Bearer {self._session}", **({"Idempotency-Key": key} if key else {})}
        try:
            return self._http.post(f"{self._address}/api/chat/{path}", json=body, headers=headers, timeout=60)
        except requests.RequestException:
            return None
