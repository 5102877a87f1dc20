"""The state of the simulated platform, in memory. Made by create_simulator; every route reads and changes it."""

from __future__ import annotations

import secrets
from collections import Counter, OrderedDict, deque
from datetime import date, datetime
from typing import Any

from simulator.ground import ImpossibleAct
from simulator.platform.config import SandboxTemplate, SimulatorConfig
from simulator.platform.faults import Faults
from simulator.platform.people import Person
from simulator.platform.simulated_clock import SimulatedClock
from simulator.platform.staff import Member, ResponseCode
from simulator.platform.tokens import Codes, JsTicket, Tokens
from simulator.platform.transcript import Transcript, TranscriptCounts

KEPT_QR_CODES = 10_000
KEPT_RESPONSE_CODES = 10_000
FIRST_MESSAGE_ID = 24_000_000_000_000_000


class UnknownInSandbox(ImpossibleAct):
    """Nobody has this id: a reset or restart forgets people."""


class SandboxPlatform:
    """Both accounts with everything that they and their people have done."""

    def __init__(self, config: SimulatorConfig, clock: SimulatedClock) -> None:
        self.config = config
        self.clock = clock
        self.templates = {template.id: template for template in config.templates}
        self._last_id = FIRST_MESSAGE_ID
        self.empty()

    def empty(self) -> None:
        """Forget everything that happened; ids go on counting, so that nobody takes a new message for an old one."""
        self.people: dict[str, Person] = {}
        self.staff: dict[str, Member] = {}
        self.wechat_tokens, self.wecom_tokens = Tokens(), Tokens()
        self.codes, self.js_ticket = Codes(), JsTicket()
        self.transcript, self.counts, self.faults = (
            Transcript(self.config.limits.kept_transcript),
            TranscriptCounts(),
            Faults(),
        )
        self.menu: dict[str, Any] | None = None
        self.qr_codes: OrderedDict[str, datetime | None] = OrderedDict()
        self.response_codes: OrderedDict[str, ResponseCode] = OrderedDict()
        self.client_ids: OrderedDict[tuple[str, str, str], tuple[int, datetime]] = OrderedDict()
        self.wecom_digests: OrderedDict[str, datetime] = OrderedDict()
        self.calls_today: Counter[str] = Counter()
        self.calls_this_minute: Counter[str] = Counter()
        self._day: date | None = None
        self._minute: datetime | None = None

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self.clock.now()

    def next_id(self) -> int:
        """Return a message id that was never used."""
        self._last_id += 1
        return self._last_id

    def add_person(self, name: str, openid: str = "") -> Person:
        """Give a new phone, not following yet; with an openid of one's own choice, or the phone that has it already."""
        if openid in self.people:
            return self.people[openid]
        person = Person(openid or f"o{secrets.token_urlsafe(32)[:27]}", name, self._screen())
        self.people[person.openid] = person
        return person

    def person(self, openid: str) -> Person:
        """Return a phone.

        Raises:
            Unknown: nobody has this openid.
        """
        if openid not in self.people:
            raise UnknownInSandbox("没有这个 openid。先用 POST /control/people 新建一个人。")
        return self.people[openid]

    def add_member(self, userid: str, name: str) -> Member:
        """Give a member of staff; the same one when the id exists."""
        return self.staff.setdefault(userid, Member(userid, name, self._screen()))

    def member(self, userid: str) -> Member:
        """Return a member of staff.

        Raises:
            Unknown: nobody has this userid.
        """
        if userid not in self.staff:
            raise UnknownInSandbox("没有这个 userid。先用 POST /control/staff 新建一个人员。")
        return self.staff[userid]

    def template(self, template_id: str) -> SandboxTemplate:
        """Return a template of the account.

        Raises:
            ImpossibleAct: the account has none with this id.
        """
        if template_id not in self.templates:
            raise ImpossibleAct("账号里没有这个模板。GET /control/state 的 templates 列出了全部模板。")
        return self.templates[template_id]

    def menu_name(self, key: str) -> str:
        """Return what the menu entry with this key is called; the key itself when there is none."""
        entries = [entry for top in (self.menu or {}).get("button", []) for entry in (top, *top.get("sub_button", []))]
        return next((entry["name"] for entry in entries if entry.get("key") == key), key)

    def count_call(self, path: str) -> tuple[int, int]:
        """Count a call and return how many there were today and in this minute."""
        now = self.now()
        if now.date() != self._day:
            self._day = now.date()
            self.calls_today.clear()
        minute = now.replace(second=0, microsecond=0)
        if minute != self._minute:
            self._minute = minute
            self.calls_this_minute.clear()
        self.calls_today[path] += 1
        self.calls_this_minute[path] += 1
        return self.calls_today[path], self.calls_this_minute[path]

    def add_qr_code(self, scene: str, until: datetime | None) -> None:
        """Remember a QR code; None never ends."""
        self.qr_codes[scene] = until
        while len(self.qr_codes) > KEPT_QR_CODES:
            self.qr_codes.popitem(last=False)

    def is_scannable(self, scene: str) -> bool:
        """Return whether a code with this scene still works; codes printed before the simulator started do."""
        until = self.qr_codes.get(scene)
        return until is None or until > self.now()

    def add_response_code(self, task_id: str, until: datetime) -> str:
        """Return a new code for one update of a card."""
        code = secrets.token_urlsafe(32)
        self.response_codes[code] = ResponseCode(task_id, until)
        while len(self.response_codes) > KEPT_RESPONSE_CODES:
            self.response_codes.popitem(last=False)
        return code

    def _screen(self) -> deque[dict[str, Any]]:
        return deque(maxlen=self.config.limits.kept_messages)
