"""Makes up people for trying things out: a list and its mapping file, both clearly made up."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

import yaml

from bot.kb import Fact, FactType, KnowledgeBase, conditions_of

SOURCE = "sample"
BASIS = "样例：人是编出来的"
APP = "wx-sample"
TOWNS = ("示例街镇甲", "示例街镇乙", "示例街镇丙")
KEY, TOWN, BORN_ON, NAME, PHONE, ADDRESS, AGREES = "编号", "街镇", "出生日期", "姓名", "电话", "openid", "同意微信通知"
YOUNGEST, OLDEST = 18, 62
DAYS_IN_YEAR, DAYS_IN_MONTH = 365, 31
CONSENTING = 0.4
NOT_KNOWN = 0.1
DEFAULT_SHARE = 0.3
# How often a yes is: of what is common or rare enough for the default to mislead.
SHARES = {
    "local_household": 0.8,
    "seeks_work": 0.7,
    "works_flexibly": 0.5,
    "pays_own_insurance": 0.5,
    "registered_flexible": 0.4,
    "difficulty_recognised": 0.35,
    "pays_wages_and_insurance": 0.9,
    "on_establishment": 0.03,
    "bad_credit": 0.05,
    "draws_pension": 0.04,
    "released": 0.01,
    "disabled": 0.05,
    "low_income_family": 0.06,
    "zero_employment_family": 0.02,
    "is_student": 0.06,
}
MOST = {"months": 60, "years": 10, "people": 5, "percent": 40}


def write_samples(kb: KnowledgeBase, count: int, seed: int, on: date, path: Path, app: str = APP) -> Path:
    """Write a list of made-up people and, beside it, its mapping file; return where the latter lies.

    Args:
        on: the day on which the facts are true.
        path: the list to write; its folder is made when missing.
        app: the account whose openids the list pretends to hold.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    facts = facts_of_policies(kb)
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow([KEY, TOWN, BORN_ON, NAME, PHONE, *map(_column, facts), ADDRESS, AGREES])
        writer.writerows(_rows(facts, count, Random(seed), on))
    mapping = path.with_suffix(".mapping.yml")
    content = yaml.safe_dump(_mapping(facts, on, app), allow_unicode=True, sort_keys=False, width=120)
    mapping.write_text(f"# 样例名单 {path.name} 的映射文件：哪一列是什么。\n{content}", encoding="utf-8")
    return mapping


def facts_of_policies(kb: KnowledgeBase) -> tuple[Fact, ...]:
    """Return the facts of persons on which a policy depends, in the order of the catalogue; the age comes from the date of birth."""
    used = {
        condition.fact
        for policy in kb.policies.values()
        if policy.criteria is not None
        for condition in conditions_of(policy.criteria)
    }
    return tuple(fact for fact in kb.facts.values() if fact.id in used and fact.of == "person" and fact.id != "age")


def _rows(facts: Sequence[Fact], count: int, random: Random, on: date) -> Iterator[list[str]]:
    for number in range(1, count + 1):
        born_on = on - timedelta(days=random.randrange(YOUNGEST * DAYS_IN_YEAR, OLDEST * DAYS_IN_YEAR))
        agrees = random.random() < CONSENTING
        yield [
            f"sample-{number:06d}",
            random.choice(TOWNS),
            born_on.isoformat(),
            f"测试{number:04d}",
            f"000-{number:08d}",
            *(_made_up(fact, random, on) for fact in facts),
            f"sample-openid-{number:06d}" if agrees else "",
            "是" if agrees else "",
        ]


def _column(fact: Fact) -> str:
    return f"{fact.label}从哪天算起" if _counts_from_a_day(fact) else fact.label


def _counts_from_a_day(fact: Fact) -> bool:
    """Tell whether the list holds the day on which the fact began, by which it is known on every later day."""
    return fact.grows and fact.unit in ("years", "months")


def _made_up(fact: Fact, random: Random, on: date) -> str:
    if random.random() < NOT_KNOWN:
        return ""
    if fact.type is FactType.YES_NO:
        return "是" if random.random() < SHARES.get(fact.id, DEFAULT_SHARE) else "否"
    if fact.type is FactType.CHOICE:
        return random.choice(fact.options).label
    most = min(fact.maximum, fact.minimum + MOST.get(fact.unit, fact.maximum))
    number = random.randint(fact.minimum, most)
    if _counts_from_a_day(fact):
        days = number * (DAYS_IN_YEAR if fact.unit == "years" else DAYS_IN_MONTH) + random.randrange(DAYS_IN_MONTH)
        return (on - timedelta(days=days)).isoformat()
    return str(number)


def _mapping(facts: Sequence[Fact], on: date, app: str) -> dict[str, Any]:
    return {
        "source": SOURCE,
        "source_key": {"column": KEY},
        "facts_on": on,
        "basis": BASIS,
        "town": TOWN,
        "born_on": BORN_ON,
        "name": NAME,
        "phone": PHONE,
        "facts": {
            fact.id: {
                "since" if _counts_from_a_day(fact) else "column": _column(fact),
                **({"basis": BASIS} if fact.is_sensitive else {}),
            }
            for fact in facts
        },
        "consents": [{"column": AGREES, "topic": "all", "channel": "wechat", "basis": BASIS}],
        "identity": {"channel": "wechat", "app": app, "address": ADDRESS},
    }
