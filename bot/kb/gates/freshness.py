"""Gate 5: warns about content that grows old. Warnings never stop a build: they are work for the editors."""

from __future__ import annotations

from datetime import date, timedelta

from bot.errors import Problem
from bot.kb.model.knowledge_base import KnowledgeBase

CHECK_AGAIN_AFTER = timedelta(days=180)
EXPIRES_SOON = timedelta(days=60)


def check_freshness(kb: KnowledgeBase, on: date) -> list[Problem]:
    """Return policies that nobody checked for half a year, and values that end soon or have ended without a successor."""
    warnings = []
    for policy in kb.policies.values():
        name = f"policies/{policy.id}.yml"
        if on - policy.verified_on > CHECK_AGAIN_AFTER:
            warnings.append(Problem(name, "verified_on", f"上次核对是 {policy.verified_on},超过半年了;请重新核对"))
        end = policy.validity.end
        if end is not None and on <= end <= on + EXPIRES_SOON:
            warnings.append(Problem(name, "valid_to", f"{end} 到期;请找接续的文件"))
    for parameter in kb.parameters.values():
        name = f"parameters/{parameter.id.replace('.', '/')}.yml"
        ends = [value.validity.end for value in parameter.values]
        last = max((end for end in ends if end is not None), default=None)
        if None in ends or last is None:
            continue
        if last < on:
            warnings.append(Problem(name, "values", f"最后一段到 {last} 为止,之后没有依据;请找接续的文件"))
        elif last <= on + EXPIRES_SOON:
            warnings.append(Problem(name, "values", f"{last} 到期;请找接续的文件"))
    return warnings
