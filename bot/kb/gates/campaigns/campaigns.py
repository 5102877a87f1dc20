"""Gates 2 and 3 for campaigns/ and templates.yml: what is named exists, and a campaign goes out at times when it may."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time
from pathlib import PurePosixPath
from typing import Any

from bot.errors import Problem
from bot.kb.gates.campaigns.texts import mistakes_in_texts
from bot.kb.gates.references import known_ids
from bot.kb.loading.build_campaigns import ONCE, build_quiet
from bot.kb.loading.files import RawFiles
from bot.kb.model.campaigns import CampaignKind
from bot.kb.model.cron import cron_time

UNSURE = {"possibly", "needs_facts"}
WAYS_TO_SCHEDULE = ("once", "cron", "evergreen")

Found = tuple[str, str]


def check_campaigns(raw: RawFiles) -> list[Problem]:
    """Return every mistake in the templates and the campaigns."""
    problems = list(_templates(raw))
    policies = {data["id"]: data for _, data in raw.items("policies")}
    seen: dict[str, str] = {}
    for name, data in raw.items("campaigns"):
        if data["id"] in seen:
            problems.append(Problem(name, "id", f"编号 {data['id']} 在 {seen[data['id']]} 里已经用过;换一个"))
        seen.setdefault(data["id"], name)
        policy = policies.get(data["policy"])
        found = [
            *_names(raw, name, data),
            *_audience(data),
            *_times(data, policy),
            *mistakes_in_texts(raw, data, policy),
        ]
        if policy is not None:
            found += [*_offers(raw, data, policy), *_deadline(data, policy)]
        problems += [Problem(name, place, words) for place, words in found]
    return problems


def _templates(raw: RawFiles) -> Iterator[Problem]:
    name, entries = raw.single("templates")
    seen: set[str] = set()
    for index, entry in enumerate(entries):
        if entry["id"] in seen:
            yield Problem(name, f"[{index}].id", f"编号 {entry['id']} 用过了;换一个")
        seen.add(entry["id"])
        keys = [field["key"] for field in entry["fields"]]
        for key in sorted({key for key in keys if keys.count(key) > 1}):
            yield Problem(name, f"[{index}].fields", f"字段 {key} 写了两次;照微信后台的模板改")


def _names(raw: RawFiles, name: str, data: dict[str, Any]) -> Iterator[Found]:
    stem = PurePosixPath(name).stem
    if data["id"] != stem:
        yield "id", f"「{data['id']}」和文件名不一致;改成 {stem},或给文件改名"
    if data["policy"] not in known_ids(raw, "policies"):
        yield "policy", f"policies 里没有 {data['policy']};检查拼写或先写这项政策"
    if "stations" not in raw.unusable:
        stations = raw.single("stations")[1]
        towns = {town["id"] for town in stations["towns"]} if stations else set()
        for town in data["audience"].get("towns", ()):
            if town not in towns:
                yield "audience.towns", f"stations.yml 里没有街镇 {town};检查拼写,发给全区就写 []"


def _audience(data: dict[str, Any]) -> Iterator[Found]:
    unsure, has_text = UNSURE & set(data["audience"]["statuses"]), "text_unsure" in data["message"]
    if unsure and not has_text:
        yield "message.text_unsure", f"也发给 {'、'.join(sorted(unsure))} 的人,要写一段留有余地的话"
    if has_text and not unsure:
        yield "message.text_unsure", "只发给 eligible 的人,这段话用不上;删去"


def _times(data: dict[str, Any], policy: dict[str, Any] | None) -> Iterator[Found]:
    ends = (policy or {}).get("valid_to")
    if ends and data["not_after"] > ends:
        yield "not_after", f"这项政策到 {ends} 为止,推送不能晚于它;改早一点"
    schedule = data["schedule"]
    ways = [way for way in WAYS_TO_SCHEDULE if way in schedule]
    if len(ways) != 1 or ("at" in schedule) != (ways == ["evergreen"]):
        yield "schedule", "写一种,也只写一种:once,或 cron,或 evergreen 加 at"
        return
    at = cron_time(schedule["cron"]) if "cron" in schedule else _clock(schedule)
    if at is None:
        wanted = "2027-03-01 10:00" if "once" in schedule else "0 10 * * mon(分 时 日 月 星期,一天只发一次)"
        yield f"schedule.{ways[0]}", f"「{schedule[ways[0]]}」不是时间;写成 {wanted} 这样"
        return
    if "once" in schedule and schedule["once"][:10] > data["not_after"]:
        yield "not_after", f"截止日 {data['not_after']} 早于发送日 {schedule['once'][:10]};调整先后"
    quiet = build_quiet(data.get("quiet", {}))
    if quiet.covers(at):
        yield "schedule", f"{at:%H:%M} 在不打扰的时间里({quiet.start:%H:%M} 到 {quiet.end:%H:%M}),发不出去;改时间"


def _clock(schedule: dict[str, Any]) -> time | None:
    if "at" in schedule:
        return time.fromisoformat(schedule["at"])
    try:
        return datetime.strptime(schedule["once"], ONCE).time()
    except ValueError:
        return None


def _offers(raw: RawFiles, data: dict[str, Any], policy: dict[str, Any]) -> Iterator[Found]:
    """Yield choices that lead nowhere: nobody is invited to ask what the policy has no answer to."""
    facets = known_ids(raw, "facets")
    for intent in data["message"]["next"]:
        facet = intent.removeprefix("ask_")
        if facet == intent:
            continue
        if facet not in facets:
            yield "message.next", f"facets.yml 里没有 {facet};检查拼写"
        elif isinstance(policy["answers"].get(facet), dict):
            yield "message.next", f"{data['policy']} 的 {facet} 没有依据,答不上来;换一个"


def _deadline(data: dict[str, Any], policy: dict[str, Any]) -> Iterator[Found]:
    is_reminder = data["kind"] == CampaignKind.DEADLINE_REMINDER.value
    if is_reminder and isinstance(policy["answers"].get("deadline"), dict):
        yield "kind", f"{data['policy']} 的 deadline 没有依据,不能提醒截止;先补上依据,或改成 notice"
