"""The phones of the simulated platform: who follows, what the account may still send them, what they received."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import Enum
from typing import Any

from simulator.platform.config import SandboxTemplateKind


class Scene(Enum):
    """What a person did, and the 客服消息 it buys: how many, for how long.

    Source: doc/offiaccount/Customer_Service/Customer_Service_Messages.html, 客服消息下发规则.
    """

    MESSAGE = ("message", 5, timedelta(hours=48))
    MENU = ("menu", 3, timedelta(minutes=1))
    FOLLOW = ("follow", 3, timedelta(minutes=1))
    SCAN = ("scan", 3, timedelta(minutes=1))

    def __init__(self, label: str, messages: int, lasts: timedelta) -> None:
        self.label = label
        self.messages = messages
        self.lasts = lasts


class QuotaLeft(str, Enum):
    """The three answers of a quota."""

    OPEN = "open"
    USED_UP = "used_up"
    OUTSIDE = "outside"


@dataclass
class GrantedAllowance:
    """What one scene still allows."""

    left: int
    until: datetime


class Quota:
    """The 客服消息 one person may still be sent: each scene has its own allowance, renewed by doing it again.

    The rule page gives number and time per scene and does not say that a later scene ends an earlier one, so an
    earlier 48 hours survive a click. What ends first is used first.
    """

    def __init__(self) -> None:
        self._allowances: dict[Scene, GrantedAllowance] = {}

    def buy(self, scene: Scene, now: datetime) -> None:
        """Renew the allowance of ``scene``."""
        self._allowances[scene] = GrantedAllowance(scene.messages, now + scene.lasts)

    def end(self) -> None:
        """Forget every allowance, as unfollowing does."""
        self._allowances.clear()

    def state(self, now: datetime) -> QuotaLeft:
        """Return whether a message may be sent now."""
        live = self._live(now)
        if not live:
            return QuotaLeft.OUTSIDE
        return QuotaLeft.OPEN if any(allowance.left for _, allowance in live) else QuotaLeft.USED_UP

    def use(self, now: datetime) -> None:
        """Take one message off the allowance that ends first; the state must be open."""
        next(allowance for _, allowance in self._live(now) if allowance.left).left -= 1

    def as_json(self, now: datetime) -> dict[str, Any]:
        """Return the scene used next, all that is left and until when, and every scene by itself."""
        live = self._live(now)
        scenes = [
            {"kind": scene.label, "left": allowance.left, "until": allowance.until.isoformat()}
            for scene, allowance in live
        ]
        open_scenes = [scene for scene in scenes if scene["left"]] or scenes
        return {
            "kind": open_scenes[0]["kind"] if open_scenes else None,
            "left": sum(allowance.left for _, allowance in live),
            "until": max((allowance.until for _, allowance in live), default=now).isoformat() if live else None,
            "scenes": scenes,
        }

    def _live(self, now: datetime) -> list[tuple[Scene, GrantedAllowance]]:
        live = [(scene, allowance) for scene, allowance in self._allowances.items() if allowance.until > now]
        return sorted(live, key=lambda each: each[1].until)


@dataclass
class PhoneConsent:
    """What a person agreed to for one template.

    Args:
        remaining: sends left of a 一次性订阅; None for a 长期订阅, which is not used up.
    """

    kind: SandboxTemplateKind
    remaining: int | None

    def is_open(self) -> bool:
        """Return whether one more notice may be sent."""
        return self.remaining is None or self.remaining > 0


@dataclass
class Person:
    """One phone.

    Args:
        messages: what its screen shows, oldest first, bounded.
        followed_at: when it last followed.
        typing_until: until when the phone shows 「对方正在输入」, unless a message comes first.
    """

    openid: str
    name: str
    messages: deque[dict[str, Any]]
    is_following: bool = False
    followed_at: datetime | None = None
    scene: str = ""
    quota: Quota = field(default_factory=Quota)
    consents: dict[str, PhoneConsent] = field(default_factory=dict)
    typing_until: datetime | None = None
    last_number: int = 0

    def follow(self, now: datetime, scene: str = "") -> None:
        """Start to follow; following buys its own messages."""
        self.is_following, self.followed_at, self.scene = True, now, scene
        self.quota.buy(Scene.FOLLOW, now)

    def unfollow(self) -> None:
        """Stop to follow. Consents stay: 订阅通知 to a former follower arrives in 服务通知 (Subscription_Messages/intro)."""
        self.is_following = False
        self.quota.end()

    def agree(self, template_id: str, kind: SandboxTemplateKind) -> None:
        """Add one send of a 一次性订阅, or allow a 长期订阅."""
        consent = self.consents.setdefault(template_id, PhoneConsent(kind, 0))
        if kind is SandboxTemplateKind.LONG_TERM:
            consent.kind, consent.remaining = kind, None
        elif consent.remaining is not None:
            consent.remaining += 1

    def refuse(self, template_id: str) -> None:
        """Take back every consent for the template."""
        self.consents.pop(template_id, None)

    def show(self, at: datetime, sender: str, kind: str, text: str, **more: Any) -> None:
        """Put one line on the screen; ``more`` may hold way, menu, title, fields, url."""
        self.last_number += 1
        self.typing_until = None
        line = {"n": self.last_number, "at": at.isoformat(), "from": sender, "kind": kind, "text": text}
        self.messages.append({**line, "way": None, **more})
