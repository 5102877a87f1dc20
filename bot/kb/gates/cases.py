"""Gate 4: plays the editors' cases (``cases.yml``): what an answer must say, and must never say, on a date."""

from __future__ import annotations

from bot.errors import Problem
from bot.kb.model.knowledge_base import KnowledgeBase
from bot.kb.model.periods import Period
from bot.kb.model.policies import Answer
from bot.kb.statements import Statement, statements

HEADLINE_TOPICS = ("social_insurance_subsidy", "startup_loan", "training_subsidy")


def check_cases(kb: KnowledgeBase) -> list[Problem]:
    """Return every case that fails, and every headline topic that has no case for its amount."""
    problems = []
    for index, case in enumerate(kb.cases):
        place = f"[{index}]"
        policy = kb.policies.get(case.policy)
        if policy is None:
            problems.append(Problem("cases.yml", f"{place}.policy", f"没有政策 {case.policy}"))
            continue
        answer = policy.answers[case.facet]
        said = ""
        if isinstance(answer, Answer):
            said = "".join(
                part.text for part in statements(kb, answer, Period.day(case.on)) if isinstance(part, Statement)
            )
        label = f"{policy.short_title}·{case.facet}·{case.on}"
        problems += [
            Problem("cases.yml", place, f"{label} 没有说到「{words}」;实际:{said or '无'}")
            for words in case.says
            if words not in said
        ]
        problems += [
            Problem("cases.yml", place, f"{label} 不该说「{words}」") for words in case.never_says if words in said
        ]
    covered = {(kb.policies[case.policy].topic, case.facet) for case in kb.cases if case.policy in kb.policies}
    for topic in HEADLINE_TOPICS:
        if topic not in kb.topics:
            problems.append(Problem("topics.yml", "", f"缺少主题 {topic};三个主打主题都要有"))
        elif (topic, "amount") not in covered:
            problems.append(Problem("cases.yml", "", f"「{kb.topics[topic].title}」还没有金额方面的例子;补一条"))
    return problems
