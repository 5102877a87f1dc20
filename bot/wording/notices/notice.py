"""Words what a campaign says to one person: the notice, the fields of a message template, why they get it, the question after it.

Outreach sends these words; the figures are those in force on the day of sending, and without one nothing is said.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.conversation import Choice
from bot.eligibility import Leaf, Node, Result, Rule, Status, Truth, Verdict, judge, rule_for
from bot.errors import SituationError
from bot.kb import (
    LONGEST,
    Campaign,
    Citation,
    KnowledgeBase,
    Period,
    Policy,
    TemplateUse,
    chinese_date,
    field_type,
    places_in,
    value_on,
)
from bot.text import cut, typeset
from bot.wording.answers.citations import caution_for, name_sources

MET = "{met}"
STOP = "不想再收，回“退订”。"
WISHES = {"check_eligibility": "算算我够不够", "talk_to_person": "找真人问"}


def notice_text(kb: KnowledgeBase, campaign: Campaign, status: Status, on: date) -> str:
    """Return the whole notice for the ways that carry text: what, the day it holds for, its sources, and how to stop.

    Raises:
        SituationError: the verdict is none that the campaign is for, or a figure is not in force on this day.
    """
    message = campaign.message
    if status.value not in campaign.audience.statuses:
        raise SituationError(
            f"推送 {campaign.id} 不发给 {status.value} 的人;只发给 {'、'.join(campaign.audience.statuses)}。"
        )
    text = message.text if status is Status.ELIGIBLE else message.text_unsure
    used = places_in(message.headline) + places_in(text)
    lines = (
        _filled(kb, message.headline, on),
        _filled(kb, text, on),
        validity(kb, campaign, on),
        name_sources(_citations(kb, campaign, used, on)),
        STOP,
    )
    return typeset("\n".join(line for line in lines if line))


def template_fields(kb: KnowledgeBase, campaign: Campaign, on: date) -> dict[str, str]:
    """Return the fields of the message template, none too long for WeChat; empty when the campaign uses none.

    Raises:
        SituationError: a figure is not in force on this day.
    """
    return _fields(kb, campaign.message.wechat, on)


def follow_up_text(kb: KnowledgeBase, campaign: Campaign, on: date) -> str:
    """Return the question some days after the notice; empty when the campaign asks none.

    Raises:
        SituationError: a figure is not in force on this day.
    """
    if campaign.follow_up is None:
        return ""
    subject = f"前些天告诉过您{kb.policies[campaign.policy].short_title}的事。"
    return typeset(subject + _filled(kb, campaign.follow_up.text, on))


def follow_up_fields(kb: KnowledgeBase, campaign: Campaign, on: date) -> dict[str, str]:
    """Return the fields of the template of the question after the notice; empty when it uses none.

    Raises:
        SituationError: a figure is not in force on this day.
    """
    return _fields(kb, campaign.follow_up.wechat, on) if campaign.follow_up is not None else {}


def why(kb: KnowledgeBase, campaign: Campaign, verdict: Verdict) -> str:
    """Return why a person gets the notice: the conditions met, each with its clause.

    Sensitive conditions are never named, a notice may be read over a shoulder; without any other it is the consent.

    Raises:
        SituationError: a figure is not in force on the day of the verdict.
    """
    named = _met(verdict)
    if not named and MET in campaign.why:
        # The titles of topics may name an amount; a reason must not promise one.
        subject = kb.policies[campaign.policy].short_title
        return typeset(f"您同意接收“{subject}”这类消息，所以告诉您。")
    reason = _filled(kb, campaign.why.replace(MET, "■"), verdict.rule.on).replace("■", "、".join(named))
    return typeset(f"{reason}(按{chinese_date(verdict.rule.on)}的规定)")


def validity(kb: KnowledgeBase, campaign: Campaign, on: date) -> str:
    """Return the line that dates a notice: whose rules of which day, until when if that is known, and with what caution."""
    policy = kb.policies[campaign.policy]
    end = f",执行到{chinese_date(policy.validity.end)}" if policy.validity.end is not None else ""
    message = campaign.message
    caution = caution_for(_citations(kb, campaign, places_in(message.text + message.text_unsure), on))
    return typeset(f"按{chinese_date(on)}的规定{end}。{caution}")


def obstacles(kb: KnowledgeBase, campaign: Campaign, on: date) -> tuple[str, ...]:
    """Return, for those who run campaigns, why this one cannot be said on a day; nothing when it can."""
    policy = kb.policies[campaign.policy]
    found = [] if policy.validity.covers(on) else [f"{policy.short_title}在{chinese_date(on)}无现行依据。"]
    if on > campaign.not_after:
        found.append(f"这次推送到{chinese_date(campaign.not_after)}为止。")
    lacking = dict.fromkeys(
        each for text in _texts(campaign) for each in places_in(text) if _value(kb, each, on) is None
    )
    found += [f"{kb.parameters[each].title}在{chinese_date(on)}无现行依据。" for each in lacking]
    return tuple(found)


def notice_choices(kb: KnowledgeBase, campaign: Campaign) -> tuple[Choice, ...]:
    """Return what is offered to pick under a notice."""
    about = {"policy": campaign.policy}
    return tuple(
        Choice(WISHES[intent], intent, about if intent == "check_eligibility" else {})
        if intent in WISHES
        else Choice(kb.facets[intent.removeprefix("ask_")].label, intent, about)
        for intent in campaign.message.next
    )


def _texts(campaign: Campaign) -> Iterator[str]:
    message = campaign.message
    yield from (campaign.why, message.headline, message.text, message.text_unsure)
    yield from (message.wechat.fields.values() if message.wechat is not None else ())


def _fields(kb: KnowledgeBase, used: TemplateUse | None, on: date) -> dict[str, str]:
    if used is None:
        return {}
    return {key: cut(typeset(_filled(kb, text, on)), LONGEST[field_type(key)]) for key, text in used.fields.items()}


def _value(kb: KnowledgeBase, parameter: str, on: date) -> tuple[str, Citation] | None:
    found = value_on(kb.parameters[parameter], Period.day(on))
    return (found.shown, found.citation) if found is not None else None


def _filled(kb: KnowledgeBase, template: str, on: date) -> str:
    for parameter in places_in(template):
        found = _value(kb, parameter, on)
        if found is None:
            title = kb.parameters[parameter].title
            raise SituationError(f"{title}在{chinese_date(on)}无现行依据,这条消息不能发;找到接续的文件再发。")
        template = template.replace("{" + parameter + "}", found[0])
    return template


def _citations(kb: KnowledgeBase, campaign: Campaign, used: tuple[str, ...], on: date) -> tuple[Citation, ...]:
    """Return what a notice rests on: the figures it says and the conditions it was chosen by."""
    figures = [found[1] for found in (_value(kb, parameter, on) for parameter in used) if found is not None]
    policy: Policy = kb.policies[campaign.policy]
    conditions = [cited for leaf in rule_for(kb, policy, on).leaves for cited in leaf.citations]
    return tuple(dict.fromkeys((*figures, *conditions)))


def _met(verdict: Verdict) -> list[str]:
    """Return the conditions that carry the verdict by their clauses: 「甲、乙（见《…》第三条）」."""
    by_clause: dict[str, list[str]] = {}
    for result in _carrying(verdict):
        if not result.leaf.fact.is_sensitive:
            by_clause.setdefault(_basis(result), []).append(result.leaf.condition.title)
    return [f"{'、'.join(titles)}（见{basis}）" for basis, titles in by_clause.items()]


def _basis(result: Result) -> str:
    clause = result.leaf.condition.citation.clause
    title = clause.source.title
    # A title about another document already has its brackets, as in ``citing``.
    return f"{title if '《' in title else f'《{title}》'}{clause.label}"


def _carrying(verdict: Verdict) -> Iterator[Result]:
    rule: Rule = verdict.rule
    truths = {result.leaf.condition.id: result.truth for result in verdict.trace}
    results = {result.leaf.condition.id: result for result in verdict.trace}
    for leaf in _supports(rule.root, truths) if rule.root is not None else ():
        yield results[leaf.condition.id]


def _supports(node: Leaf | Node, truths: dict[str, Truth]) -> Iterator[Leaf]:
    """Yield the conditions met that speak for a person: of alternatives those that hold, nothing of what must not be."""
    if isinstance(node, Leaf):
        if truths[node.condition.id] is Truth.MET:
            yield node
    elif node.kind != "not":
        for part in node.parts:
            if node.kind == "all" or judge(part, truths) is Truth.MET:
                yield from _supports(part, truths)
