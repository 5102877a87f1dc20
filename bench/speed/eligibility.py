"""The speed of the rule engine: one verdict, all verdicts, and an audience of a million people. Part of `make bench`."""

from __future__ import annotations

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import nullcontext
from datetime import date
from multiprocessing import get_context
from pathlib import Path

from rich.console import Console
from sqlalchemy import Boolean, Column, Integer, MetaData, String, Table, create_engine, insert, select

from bench.scorecard import measured_on, table, write_part
from bench.stage.memory import resident_megabytes
from bot.eligibility import Rule, Situation, audience_condition, evaluate, rule_for
from bot.kb import FactType, KnowledgeBase, Value, load
from devservers import find_binaries, running_postgresql

PEOPLE = 1_000_000
CHUNK = 50_000
REPEATS = 2_000
LOOK_EVERY = 10_000
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
    rows = [*_engine(kb, rules), _all_policies(kb)]
    with tempfile.TemporaryDirectory() as folder:
        addresses = {"SQLite": f"sqlite:///{folder}/people.db", **({"PostgreSQL": postgresql} if postgresql else {})}
        for name, address in addresses.items():
            console.print(f"{name}：造 {PEOPLE:,} 人……")
            _fill(kb, address)
            seconds, selected, grown = _audience(address)
            goal = "≤ 5 秒" if name == "SQLite" else "≤ 3 秒"
            rows.append((f"{name} 从 {PEOPLE:,} 人里选出一项政策的对象（{selected:,} 人）", f"{seconds:.2f} 秒", goal))
            rows.append((f"{name} 选人时内存增长", f"{grown:.0f} MB", "平"))
    report = "\n\n".join(["## 规则引擎的速度", measured_on(), table(("项目", "用时", "目标"), rows)])
    write_part("eligibility", report)
    console.print(report, markup=False, highlight=False)


def _engine(kb: KnowledgeBase, rules: list[Rule]) -> Iterator[tuple[str, str, str]]:
    people = [Situation(_person(kb, random.Random(number)), ON) for number in range(200)]

    def judge_many() -> None:
        for rule in rules:
            for person in people[:20]:
                evaluate(rule, person)

    one = _seconds(judge_many, REPEATS // 100) / (len(rules) * 20)
    yield f"判断一项政策（{len(rules)} 项平均）", f"{one * 1e6:.0f} 微秒", "≤ 50 微秒"


def _all_policies(kb: KnowledgeBase) -> tuple[str, str, str]:
    """Measure 我能享受哪些政策 as the conversation asks it: the rules of the day are bound each time."""
    person = Situation(_person(kb, random.Random(7)), ON)
    policies = [policy for policy in kb.policies.values() if policy.criteria is not None]

    def judge_all() -> None:
        for policy in policies:
            evaluate(rule_for(kb, policy, ON), person)

    return "判断全部政策（含取当天的规定）", f"{_seconds(judge_all, REPEATS // 10) * 1e3:.2f} 毫秒", "≤ 10 毫秒"


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


def _people(kb: KnowledgeBase) -> tuple[Rule, Table]:
    rule = rule_for(kb, kb.policy(AUDIENCE), ON)
    facts = {leaf.fact.id: leaf.fact for leaf in rule.leaves}
    columns = [Column(name, TYPES[fact.type]) for name, fact in facts.items()]
    return rule, Table("bench_people", MetaData(), Column("id", Integer, primary_key=True), *columns)


def _fill(kb: KnowledgeBase, address: str) -> None:
    _, people = _people(kb)
    engine = create_engine(address, future=True)
    people.create(engine)
    chance = random.Random(7)
    empty: dict[str, Value | None] = {column.name: None for column in people.columns}
    pattern = [{name: value for name, value in _person(kb, chance).items() if name in empty} for _ in range(1000)]
    for start in range(0, PEOPLE, CHUNK):
        rows = [{**empty, **pattern[number % 1000], "id": number} for number in range(start, start + CHUNK)]
        with engine.begin() as connection:
            connection.execute(insert(people), rows)
    engine.dispose()


def _audience(address: str) -> tuple[float, int, float]:
    """Select one policy's audience in a fresh process; return seconds, how many, and MB of memory growth.

    The process that made the people has freed memory to use again, which would hide any growth.
    """
    with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as fresh:
        return fresh.submit(select_audience, address).result()


def select_audience(address: str) -> tuple[float, int, float]:
    """Select once looking at the memory, which takes time of its own, and once against the clock."""
    rule, people = _people(load(Path("policies_kb")))
    condition = audience_condition(rule, {column.name: column for column in people.columns})
    query = select(people.c.id).where(condition)
    engine = create_engine(address, future=True)
    with engine.connect().execution_options(stream_results=True) as connection:
        connection.execute(query.limit(1)).all()
        before, most = resident_megabytes(os.getpid()), 0.0
        for number, _ in enumerate(connection.execute(query)):
            if number % LOOK_EVERY == 0:
                most = max(most, resident_megabytes(os.getpid()) - before)
        began = time.perf_counter()
        selected = sum(1 for _ in connection.execute(query))
        return time.perf_counter() - began, selected, most


if __name__ == "__main__":
    main()
