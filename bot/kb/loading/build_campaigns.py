"""Turns checked plain data of campaigns, templates and the calendar into frozen objects."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from bot.clock import SHANGHAI
from bot.kb.loading.build_criteria import Cite
from bot.kb.model.calendar import Calendar, Holiday
from bot.kb.model.campaigns import (
    Audience,
    Campaign,
    CampaignKind,
    Caps,
    FollowUp,
    Message,
    Quiet,
    Schedule,
    Template,
    TemplateField,
    TemplateKind,
    TemplateUse,
)
from bot.kb.model.cron import with_day_names

ONCE = "%Y-%m-%d %H:%M"


def build_campaign(data: dict[str, Any], topic_of: Mapping[str, str]) -> Campaign:
    """Return the campaign that a file of campaigns/ describes; ``topic_of`` tells the topic of a policy."""
    audience = data["audience"]
    return Campaign(
        id=data["id"],
        title=data["title"],
        kind=CampaignKind(data["kind"]),
        policy=data["policy"],
        topic=topic_of[data["policy"]],
        audience=Audience(tuple(audience["statuses"]), tuple(audience.get("towns", ()))),
        why=data["why"],
        message=_message(data["message"]),
        schedule=_schedule(data["schedule"]),
        not_after=date.fromisoformat(data["not_after"]),
        caps=Caps(**data.get("caps", {})),
        quiet=build_quiet(data.get("quiet", {})),
        follow_up=_follow_up(data.get("follow_up")),
        knock=data["knock"],
    )


def build_quiet(entry: dict[str, Any]) -> Quiet:
    """Return the quiet hours; what is not written is the default."""
    usual = Quiet()
    return Quiet(
        start=time.fromisoformat(entry["from"]) if "from" in entry else usual.start,
        end=time.fromisoformat(entry["to"]) if "to" in entry else usual.end,
        on_holidays=entry.get("holidays", usual.on_holidays),
    )


def build_template(entry: dict[str, Any]) -> Template:
    """Return the template that an entry of templates.yml describes."""
    fields = tuple(TemplateField(field["key"], field["title"]) for field in entry["fields"])
    return Template(entry["id"], entry["title"], TemplateKind(entry["kind"]), fields)


def build_calendar(data: dict[str, Any], cite: Cite) -> Calendar:
    """Return the calendar that calendar.yml describes."""
    return Calendar(
        holidays=tuple(
            Holiday(entry["title"], date.fromisoformat(entry["from"]), date.fromisoformat(entry["to"]), cite(entry))
            for entry in data["holidays"]
        ),
    )


def _message(entry: dict[str, Any]) -> Message:
    return Message(
        headline=entry["headline"],
        text=entry["text"],
        text_unsure=entry.get("text_unsure", ""),
        wechat=_template_use(entry),
        next=tuple(entry["next"]),
    )


def _template_use(entry: dict[str, Any]) -> TemplateUse | None:
    used = entry.get("wechat_template")
    return TemplateUse(used["template"], dict(used["fields"])) if used else None


def _schedule(entry: dict[str, Any]) -> Schedule:
    return Schedule(
        once=datetime.strptime(entry["once"], ONCE).replace(tzinfo=SHANGHAI) if "once" in entry else None,
        cron=with_day_names(entry["cron"]) if "cron" in entry else None,
        daily_at=time.fromisoformat(entry["at"]) if "at" in entry else None,
    )


def _follow_up(entry: dict[str, Any] | None) -> FollowUp | None:
    return FollowUp(entry["after_days"], entry["text"], _template_use(entry)) if entry else None
