"""Compares the templates that the settings name with what the account has and with what the campaigns fill in. For ``leye wechat check``."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.channel_settings import WechatAccount
from bot.cli.wechat_check.findings import Finding, note, right, wrong
from bot.kb import Template, TemplateKind
from bot.messaging.api import WechatApi

FIELD = re.compile(r"\{\{\s*([A-Za-z_]+\d*)\.DATA\s*\}\}")
# https://developers.weixin.qq.com/doc/service/api/notify/notify/api_getwxapubnewtemplate
SUBSCRIPTION_KINDS = {2: TemplateKind.ONE_OFF, 3: TemplateKind.LONG_TERM}
KIND_NAMES = {
    TemplateKind.ONE_OFF: "一次性订阅（one_off）",
    TemplateKind.LONG_TERM: "长期订阅（long_term）",
    TemplateKind.TEMPLATE: "模板消息（template）",
}
CONSOLE = {
    TemplateKind.ONE_OFF: "公众平台的「订阅通知 → 我的模板」",
    TemplateKind.LONG_TERM: "公众平台的「订阅通知 → 我的模板」",
    TemplateKind.TEMPLATE: "公众平台的「模板消息 → 我的模板」",
}
SETTING = "LEYE_WECHAT_TEMPLATES"


@dataclass(frozen=True)
class Held:
    """One template as the account has it; ``kind`` is None when the platform calls it by a number that we do not know."""

    kind: TemplateKind | None
    fields: frozenset[str]


async def held_templates(api: WechatApi, kinds: set[TemplateKind]) -> dict[str, Held]:
    """Return the templates of the account by id, of those kinds that are asked about.

    Raises:
        PlatformRefusal: the platform does not list them.
    """
    held: dict[str, Held] = {}
    if TemplateKind.TEMPLATE in kinds:
        for each in await api.read_templates():
            held[str(each.get("template_id"))] = Held(TemplateKind.TEMPLATE, _fields(each))
    if kinds - {TemplateKind.TEMPLATE}:
        for each in await api.read_subscribe_templates():
            held[str(each.get("priTmplId"))] = Held(SUBSCRIPTION_KINDS.get(each.get("type", 0)), _fields(each))
    return held


def asked_kinds(account: WechatAccount, templates: Mapping[str, Template]) -> set[TemplateKind]:
    """Return the kinds to list: an account may lack the permission for a kind that it does not use."""
    return {templates[key].kind for key in account.templates if key in templates}


def check_templates(
    account: WechatAccount, templates: Mapping[str, Template], held: Mapping[str, Held]
) -> list[Finding]:
    """Return one line for each template of the knowledge base and for each setting that names none of them."""
    unknown = [
        wrong(
            f"模板 {key}", "policies_kb/templates.yml 里没有这个模板", f"从 .env 的 {SETTING} 里去掉，或改成对的名字。"
        )
        for key in account.templates
        if key not in templates
    ]
    return [*unknown, *(_check(template, account.templates.get(key), held) for key, template in templates.items())]


def _check(template: Template, chosen: str | None, held: Mapping[str, Held]) -> Finding:
    thing = f"模板 {template.id}"
    where = CONSOLE[template.kind]
    if chosen is None:
        return note(
            thing,
            f"没有配「{template.title}」：这种通知发不到微信，只放进网页收件箱",
            f"在{where}选好模板，把编号写进 .env 的 {SETTING}。",
        )
    found = held.get(chosen)
    if found is None:
        return wrong(thing, "账号里没有这个编号的模板", f"在{where}核对编号，改 .env 的 {SETTING}。")
    if found.kind is not template.kind:
        has = KIND_NAMES[found.kind] if found.kind else "别的种类"
        remedy = f"把 policies_kb/templates.yml 里 {template.id} 的 kind 改成批下来的种类，或者换一个模板。"
        return wrong(thing, f"账号里是{has}，templates.yml 写的是{KIND_NAMES[template.kind]}", remedy)
    return _compare_fields(thing, template, found)


def _compare_fields(thing: str, template: Template, found: Held) -> Finding:
    ours = {field.key for field in template.fields}
    missing, extra = sorted(ours - found.fields), sorted(found.fields - ours)
    if not missing and not extra:
        return right(thing, f"「{template.title}」在账号里，字段对得上（{'、'.join(sorted(ours))}）")
    said = [f"账号的模板没有 {'、'.join(missing)}"] if missing else []
    said += [f"账号的模板多出 {'、'.join(extra)}"] if extra else []
    remedy = f"照账号里的字段改 policies_kb/templates.yml 的 {template.id} 和用到它的推送，再运行 leye kb validate；字段不合会被退回（47003）。"
    return wrong(thing, "；".join(said), remedy)


def _fields(listed: Mapping[str, Any]) -> frozenset[str]:
    content: Sequence[str] = FIELD.findall(str(listed.get("content", "")))
    return frozenset(content)
