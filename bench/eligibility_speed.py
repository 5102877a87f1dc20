"""The speed of the rule engine: one verdict, all verdicts, and an audience of a million people. Part of `make bench`."""

from __future__ import annotations

import random
import resource
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from datetime import date
from pathlib import Path

from rich.console import Console
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, create_engine, insert, select
from sqlalchemy.engine import Engine

from bench.postgresql import find_binaries, running_postgresql
from bench.scorecard import measured_on, table, write_part
from bot.eligibility import Rule, Situation, audience_condition, evaluate, rule_for
from bot.policies import KnowledgeBase, load
from bot.policies.criteria import FactType, Value

PEOPLE = 1_000_000
CHUNK = 50_000
REPEATS = 2_000
ON = date(2026, 11, 25)
AUDIENCE = "employment_difficulty_recognition"
TYPES = {FactType.YES_NO: Boolean, FactType.NUMBER: Integer, FactType.CHOICE: String(16)}


def main() -> None:
    """Measure and write the eligibility part of the scorecard; PostgreSQL is left out where it is not installed."""
    binaries = find_binaries()
    with running_postgresql(binaries) if binaries else nullcontext() as postgresql:
        _measure(postgresql)


def _measure(postgresql: str | None) -> None:
    console = Console()
    kb = load(Path("policies_kb"))
    rules = [rule_for(kb, policy, ON) for policy in kb.policies.values() if policy.criteria is not None]
    rows = [*_engine(kb, rules)]
    with tempfile.TemporaryDirectory() as folder:
        addresses = {"SQLite": f"sqlite:///{folder}/people.db", **({"PostgreSQL": postgresql} if postgresql else {})}
        for name, address in addresses.items():
            console.print(f"{name}：造 {PEOPLE:,} 人……")
            seconds, selected, grown = _audience(kb, create_engine(address, future=True))
            goal = "≤ 5 秒" if name == "SQLite" else "≤ 3 秒"
            rows.append((f"{name} 从 {PEOPLE:,} 人里选出一项政策的对象（{selected:,} 人）", f"{seconds:.2f} 秒", goal))
            rows.append((f"{name} 选人时内存增长", f"{grown:.0f} MB", "平"))
    report = "\n\n".join(["## 规则引擎的速度", measured_on(), table(("项目", "用时", "目标"), rows)])
    write_part("eligibility", report)
    console.print(report, markup=False, highlight=False)


def _engine(kb: KnowledgeBase, rules: list[Rule]) -> Iterator[tuple[str, str, str]]:
    people = [Situation(_person(kb, random.Random(number)), ON) for number in range(200)]

    def judge_all() -> None:
        for rule in rules:
            evaluate(rule, people[0])

    def judge_many() -> None:
        for rule in rules:
            for person in people[:20]:
                evaluate(rule, person)

    one = _seconds(judge_many, REPEATS // 100) / (len(rules) * 20)
    yield f"判断一项政策（{len(rules)} 项平均）", f"{one * 1e6:.0f} 微秒", "≤ 50 微秒"
    yield "判断全部政策", f"{_seconds(judge_all, REPEATS // 10) * 1e3:.2f} 毫秒", "≤ 10 毫秒"


def _seconds(work: Callable[[], None], times: int) -> float:
    began = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - began) / times


def _person(kb: KnowledgeBase, chance: random.Random) -> dict[str, Value]:
    """Return a random person; every third fact is unknown."""
    person: dict[str, Value] = {}
    for fact in kb.facts.values():
        if chance.random() < 1 / 3:
            continue
        if fact.type is FactType.YES_NO:
            person[fact.id] = chance.random() < 0.5
        elif fact.type is FactType.NUMBER:
            person[fact.id] = chance.randint(fact.minimum, min(fact.maximum, 100))
        else:
            person[fact.id] = chance.choice(fact.options).id
    return person


def _audience(kb: KnowledgeBase, engine: Engine) -> tuple[float, int, float]:
    """Fill a table of people and select one policy's audience; return seconds, how many, and MB of memory growth."""
    rule = rule_for(kb, kb.policy(AUDIENCE), ON)
    facts = {leaf.fact.id: leaf.fact for leaf in rule.leaves}
    columns = [Column(name, TYPES[fact.type]) for name, fact in facts.items()]
    people = Table("bench_people", MetaData(), Column("id", Integer, primary_key=True), *columns)
    people.create(engine)
    chance = random.Random(7)
    pattern = [{name: value for name, value in _person(kb, chance).items() if name in facts} for _ in range(1000)]
    empty = dict.fromkeys(facts)
    for start in range(0, PEOPLE, CHUNK):
        rows = [{**empty, **pattern[number % 1000], "id": number} for number in range(start, start + CHUNK)]
        with engine.begin() as connection:
            connection.execute(insert(people), rows)
    condition = audience_condition(rule, {name: people.c[name] for name in facts})
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    began = time.perf_counter()
    with engine.connect().execution_options(stream_results=True) as connection:
        selected = sum(1 for _ in connection.execute(select(people.c.id).where(condition)))
    seconds = time.perf_counter() - began
    people.drop(engine)
    return seconds, selected, (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) / 1024


if __name__ == "__main__":
    main()
