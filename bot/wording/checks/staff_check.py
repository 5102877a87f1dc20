"""What a colleague reads on WeCom after 核 48 女 灵活就业: what was read, which policies fit, what to ask next, and the words it rests on."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from bot.eligibility import Status, Verdict
from bot.kb import KnowledgeBase, chinese_date
from bot.text import typeset
from bot.understanding import Jotted
from bot.wording.checks.check import say_facts

EXAMPLE = "核 48 女 灵活就业"
ASK_FACTS = (
    f"发“核”加居民的情况，就能看到哪些政策够得上，例如：\n{EXAMPLE}\n核 男52 本地户口 退役军人\n"
    "情况不会保存。要一条一条核，请用工作台的“核资格”。"
)
SAYS = {Status.ELIGIBLE: "条件都够", Status.POSSIBLY: "能算的都够，还要人核定"}
FITTING = (Status.ELIGIBLE, Status.POSSIBLY)
MOST_NAMED = 8


def check_parts(kb: KnowledgeBase, verdicts: Sequence[Verdict], jotted: Jotted, on: date) -> tuple[str, ...]:
    """Return the answer, what fits best first; each part is best read whole."""
    if not jotted.facts:
        unread = f"“{'、'.join(jotted.unread)}”没看懂。" if jotted.unread else ""
        return (f"{unread}{ASK_FACTS}",)
    lines = [f"按{chinese_date(on)}的规定，记下的是：{say_facts(kb, dict(jotted.facts))}。"]
    if jotted.unread:
        lines.append(f"没看懂、没算进去的：{'、'.join(jotted.unread)}。")
    fitting = [each for each in verdicts if each.status in FITTING]
    asking = [each for each in verdicts if each.status is Status.NEEDS_FACTS]
    failing = [each for each in verdicts if each.status is Status.NOT_ELIGIBLE]
    lines += [f"✓ {each.rule.policy.short_title}：{SAYS[each.status]}" for each in fitting]
    lines += [
        f"? {each.rule.policy.short_title}：还要问“{kb.facts[each.missing[0]].question}”"
        for each in asking[:MOST_NAMED]
        if each.missing
    ]
    lines += [f"✗ {each.rule.policy.short_title}：卡在“{_failed(each)}”" for each in failing[:MOST_NAMED]]
    lines.append("不是审批结果，以区人社局核定为准。情况没有保存。")
    quotes = [_quotes(each) for each in (*fitting, *failing)[:2]]
    return tuple(typeset(part) for part in ("\n".join(lines), *(each for each in quotes if each)))


def _failed(verdict: Verdict) -> str:
    return next(found.leaf.condition.title for found in verdict.unmet)


def _quotes(verdict: Verdict) -> str:
    """Return the words that the decided conditions of a verdict rest on."""
    decided = verdict.unmet if verdict.status is Status.NOT_ELIGIBLE else verdict.holding
    lines = [
        f"{found.leaf.condition.title}：“{found.leaf.condition.citation.quote}”（{found.leaf.condition.citation.clause.label}）"
        for found in decided[:4]
    ]
    return "\n".join([f"【{verdict.rule.policy.short_title}】依据", *lines]) if lines else ""
