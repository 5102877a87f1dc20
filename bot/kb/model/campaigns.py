"""Campaigns and message templates as frozen objects: whom to tell what, when and how often. Built by ``building_campaigns``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from enum import Enum

from bot.kb.model.wechat_fields import FieldType, field_type


class CampaignKind(str, Enum):
    """Why people are written to: something fits them, what they were told has changed, or a deadline comes."""

    NOTICE = "notice"
    POLICY_CHANGE = "policy_change"
    DEADLINE_REMINDER = "deadline_reminder"


class TemplateKind(str, Enum):
    """WeChat's kinds: 一次性订阅, 长期订阅 (public services only), 模板消息."""

    ONE_OFF = "one_off"
    LONG_TERM = "long_term"
    TEMPLATE = "template"


@dataclass(frozen=True)
class TemplateField:
    """One field of a template; ``key`` is WeChat's name for it, ``title`` what people read before the value."""

    key: str
    title: str

    @property
    def type(self) -> FieldType:
        return field_type(self.key)


@dataclass(frozen=True)
class Template:
    """A template of WeChat as we use it. The account's own id of it is a setting, not content."""

    id: str
    title: str
    kind: TemplateKind
    fields: tuple[TemplateField, ...]


@dataclass(frozen=True)
class TemplateUse:
    """A template with what its fields say; the texts may hold places for parameters."""

    template: str
    fields: Mapping[str, str]


@dataclass(frozen=True)
class Audience:
    """Whose verdict is one of ``statuses`` and who lives in one of ``towns``; no towns means all."""

    statuses: tuple[str, ...]
    towns: tuple[str, ...]


@dataclass(frozen=True)
class Message:
    """What is said. ``text_unsure`` is for those of whom something is left to a person, or unknown.

    Args:
        next: intents of what is offered to pick next, such as ``ask_procedure``.
    """

    headline: str
    text: str
    text_unsure: str
    wechat: TemplateUse | None
    next: tuple[str, ...]


@dataclass(frozen=True)
class Schedule:
    """When it goes out, in Asia/Shanghai; exactly one of the three is there.

    Args:
        once: the only moment.
        cron: minute, hour, day, month and day of the week, the last by name (``mon-fri``), since numbers mean different days to different programs.
        daily_at: every day for whoever has come to fit since (evergreen).
    """

    once: datetime | None = None
    cron: str | None = None
    daily_at: time | None = None


@dataclass(frozen=True)
class Caps:
    """How much is too much: days between two notices of any campaign to one person, and notices of this one a day."""

    per_person_days: int = 7
    per_day: int = 5000


@dataclass(frozen=True)
class Quiet:
    """When nobody is written to: from an hour until an hour, and on public holidays.

    >>> Quiet().covers(time(8, 59)), Quiet().covers(time(9, 0))
    (True, False)
    """

    start: time = time(20, 0)
    end: time = time(9, 0)
    on_holidays: bool = True

    def covers(self, at: time) -> bool:
        """Tell whether an hour of the day is quiet; the end is not."""
        if self.start <= self.end:
            return self.start <= at < self.end
        return at >= self.start or at < self.end


@dataclass(frozen=True)
class FollowUp:
    """The question some days later, with its answers by number: 1 applied, 2 not yet, 3 does not fit."""

    after_days: int
    text: str
    wechat: TemplateUse | None


@dataclass(frozen=True)
class Campaign:
    """One reason to write to people about one policy.

    Args:
        topic: the topic of the policy; nobody is written to without consent to it.
        why: why the person gets it, ``{met}`` being the conditions met.
        not_after: the last day.
        knock: whether people who cannot be reached go to the list of doors to knock at (敲门行动).
    """

    id: str
    title: str
    kind: CampaignKind
    policy: str
    topic: str
    audience: Audience
    why: str
    message: Message
    schedule: Schedule
    not_after: date
    caps: Caps
    quiet: Quiet
    follow_up: FollowUp | None
    knock: bool
