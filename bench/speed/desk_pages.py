"""The speed of every page of the desk on two years of an office: sixty colleagues, twenty thousand calls, a hundred thousand acts.

python -m bench.speed.desk_pages    print each page, the slowest first
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Table, insert
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bench.scorecard import table
from bot.clock import now
from bot.front import create_app
from bot.settings import Settings
from bot.staff import Colleague, Role, SignInStage, Staff, StaffSessions
from bot.storage import open_database, upgrade
from bot.storage.tables import (
    asked_questions,
    audit_log,
    campaign_runs,
    employers,
    notices,
    openings,
    quiz_answers,
    referral_events,
    referrals,
    talk_lines,
    turn_counts,
)

GOAL_MILLISECONDS = 200.0
COLLEAGUES, STATIONS, CALLS, OPEN_CALLS = 60, 20, 20_000, 600
QUESTIONS, QUESTION_GROUPS, ACTS, TOLD = 40_000, 1_500, 100_000, 50_000
EMPLOYERS, OPENINGS, WAITING_OPENINGS = 1_500, 5_000, 300
DAYS, ROUNDS, CHUNK = 365, 7, 5_000
TOWNS = ("中北镇", "大寺镇", "张家窝镇", "杨柳青镇", "精武镇")
TRADES = ("cleaning", "guard", "welding")
OUTCOMES = ("answered", "not_covered", "clarify", "verdict", "small_talk")
CAMPAIGN, POLICY = "flexible_insurance_notice", "social_insurance_subsidy_flexible"
PAGES = (
    "/desk",
    "/desk/lookup?q=创业担保贷款 额度",
    "/desk/check",
    "/desk/check?policy=unemployment_benefit",
    "/desk/referrals",
    "/desk/referrals?shelf=mine",
    "/desk/referrals?shelf=overdue",
    "/desk/referrals?shelf=closed",
    "/desk/referrals/1",
    "/desk/referrals/1/talk",
    "/desk/referrals/1/introductions",
    "/desk/questions",
    "/desk/questions?tab=week",
    "/desk/questions?tab=useless",
    "/desk/questions?tab=proposals",
    "/desk/quiz",
    "/desk/quiz/stations",
    "/desk/content",
    "/desk/content?tab=sentences&q=贷款",
    "/desk/content?tab=changes",
    "/desk/content/amounts/startup_loan.individual_max",
    "/desk/people",
    "/desk/jobs",
    "/desk/jobs?state=passed",
    "/desk/outreach",
    "/desk/outreach/1",
    "/desk/overview",
    "/desk/overview?period=2026-11",
    "/desk/job-map",
    "/desk/colleagues",
    "/desk/stations",
    "/desk/switches",
    "/desk/audit",
    "/desk/audit?about=referral:7",
    "/desk/audit?who=s7",
)


def page_times(folder: str) -> list[tuple[str, float]]:
    """Return the pages with their median milliseconds, from request to page, the slowest first."""
    settings = Settings(database_url=f"sqlite:///{folder}/office.db", secret="for benchmarks only", rate_limit="off")
    upgrade(settings.database_url)
    engine, at = open_database(settings.database_url), now()
    _fill(engine, at)
    token = StaffSessions(engine).begin("boss", SignInStage.OPEN, at)
    with TestClient(create_app(settings), cookies={"leye_desk": token}) as client:
        for path in PAGES:
            # What a process does once after its start is over by then.
            client.get(path)
        found = [(path, _median(client, path)) for path in PAGES]
    engine.dispose()
    return sorted(found, key=lambda each: -each[1])


def _median(client: TestClient, path: str) -> float:
    times = []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        response = client.get(path)
        times.append((time.perf_counter() - began) * 1000)
        assert response.status_code == 200, (path, response.status_code)
    return statistics.median(times)


def _fill(engine: Engine, at: datetime) -> None:
    """Write what an office leaves behind in two years."""
    staff = Staff(engine)
    staff.add(Colleague("boss", "管理", Role.ADMIN, None), at)
    for number in range(COLLEAGUES):
        staff.add(Colleague(f"s{number}", f"同事{number}", Role.MATCHMAKER, f"站{number % STATIONS}"), at)
    for filled, rows in (
        (referrals, (_call(number, at) for number in range(CALLS))),
        (referral_events, (_event(number, at) for number in range(CALLS * 4))),
        (talk_lines, (_line(number, at) for number in range(CALLS * 2))),
        (asked_questions, (_question(number, at) for number in range(QUESTIONS))),
        (turn_counts, _counts(at)),
        (audit_log, (_act(number, at) for number in range(ACTS))),
        (employers, (_employer(number, at) for number in range(EMPLOYERS))),
        (openings, (_opening(number, at) for number in range(OPENINGS))),
        (campaign_runs, [_run(at)]),
        (notices, (_notice(number, at) for number in range(TOLD))),
        (quiz_answers, _answers(at)),
    ):
        _write(engine, filled, rows)


def _write(engine: Engine, filled: Table, rows: Iterable[dict[str, Any]]) -> None:
    waiting = list(rows)
    for start in range(0, len(waiting), CHUNK):
        with engine.begin() as connection:
            connection.execute(insert(filled), waiting[start : start + CHUNK])


def _call(number: int, at: datetime) -> dict[str, Any]:
    is_open = number < OPEN_CALLS
    opened = at - (timedelta(hours=number % 90) if is_open else timedelta(days=5 + number % 720))
    contacted = None if is_open and number % 3 else opened + timedelta(hours=2)
    closed = None if is_open else opened + timedelta(days=3)
    return {
        "kind": "call",
        "conversation": f"web:{number}",
        "area": TOWNS[number % len(TOWNS)],
        "station": f"站{number % STATIONS}",
        "assigned_to": f"s{number % COLLEAGUES}",
        "topic": "startup_loan",
        "question": "想问贷款",
        "state": "closed" if closed else "contacted" if contacted else "open",
        "outcome": "done" if closed else None,
        "opened_at": opened,
        "contact_due_at": opened + timedelta(hours=8),
        "introduce_due_at": opened + timedelta(days=3),
        "contacted_at": contacted,
        "introduced_at": None if is_open else opened + timedelta(days=2),
        "closed_at": closed,
    }


def _event(number: int, at: datetime) -> dict[str, Any]:
    acts = ("opened", "assigned", "contacted", "closed")
    when = at - timedelta(days=number % 720)
    return {"referral": number // 4 + 1, "at": when, "who": f"s{number % COLLEAGUES}", "act": acts[number % 4]}


def _line(number: int, at: datetime) -> dict[str, Any]:
    when = at - timedelta(days=number % 60)
    speaker = ("citizen", "staff")[number % 2]
    state = {"citizen": "heard", "staff": "sent"}[speaker]
    return {"conversation": f"web:{number // 2}", "speaker": speaker, "text": "在的", "at": when, "state": state}


def _question(number: int, at: datetime) -> dict[str, Any]:
    is_missed = number % 10 == 0
    return {
        "conversation": f"web:{number % 9_000}",
        "ticket": f"{number:032x}",
        "at": at - timedelta(minutes=number * 3),
        "door": "web",
        "text": f"第{number // 10 % QUESTION_GROUPS}种问法" if is_missed else None,
        "outcome": "not_covered" if is_missed else "answered",
        "topic": "startup_loan",
        "policy": POLICY,
        "facets": ["amount"],
        "rating": "useless" if number % 97 == 0 else None,
        "nearest": [{"policy": POLICY, "facet": "amount", "score": 0.4}] if is_missed else None,
        "likeness": (number // 10 % QUESTION_GROUPS) * 10 + 1 if is_missed else None,
        "state": "open" if is_missed else "settled",
    }


def _counts(at: datetime) -> Iterable[dict[str, Any]]:
    start = at.replace(minute=0, second=0, microsecond=0)
    for day in range(DAYS):
        for hour in range(10):
            for place, outcome in enumerate(OUTCOMES):
                moment = start - timedelta(days=day, hours=hour)
                row = {"hour": moment, "outcome": outcome, "topic": ("startup_loan", "")[place % 2], "within": 200}
                yield {**row, "door": ("web", "wechat")[hour % 2], "count": 5}


def _act(number: int, at: datetime) -> dict[str, Any]:
    when, who = at - timedelta(minutes=(ACTS - number) * 10), f"s{number % COLLEAGUES}"
    return {"at": when, "who": who, "act": "referral.contacted", "about": f"referral:{number % CALLS}"}


def _employer(number: int, at: datetime) -> dict[str, Any]:
    name = f"样例公司{number}"
    return {"id": number + 1, "name": name, "name_key": name, "created_at": at, "updated_at": at}


def _opening(number: int, at: datetime) -> dict[str, Any]:
    return {
        "employer": number % EMPLOYERS + 1,
        "digest": f"{number:x}",
        "title": "样例",
        "trade": TRADES[number % len(TRADES)],
        "town": TOWNS[number % len(TOWNS)],
        "pay_text": "4000元/月",
        "pay_period": "month",
        "pay_low": 400_000,
        "pay_high": 400_000,
        "flags": [],
        "state": "waiting" if number < WAITING_OPENINGS else "passed",
        "created_at": at,
        "updated_at": at,
    }


def _run(at: datetime) -> dict[str, Any]:
    decided = {"rehearsed_by": "s1", "rehearsed_at": at, "approved_by": "boss", "approved_at": at, "audience": TOLD}
    known = {"campaign": CAMPAIGN, "kind": "notice", "policy": POLICY, "version": "1", "content": "1", "told": {}}
    return {**known, **decided, "state": "running", "ceiling": TOLD, "proposed_at": at, "planned_at": at}


def _notice(number: int, at: datetime) -> dict[str, Any]:
    when = at - timedelta(minutes=number)
    return {
        "run": 1,
        "campaign": CAMPAIGN,
        "person": f"p{number}",
        "policy": POLICY,
        "version": "1",
        "kind": "notice",
        "verdict": "eligible",
        "key": f"k{number}",
        "state": ("sent", "delivered", "read", "failed")[number % 4],
        "reason": "blocked:43019" if number % 4 == 3 else None,
        "attempts": 1,
        "not_after": at + timedelta(days=9),
        "planned_at": when,
        "started_at": when,
        "sent_at": when,
        "answer": "applied" if number % 9 == 0 else None,
    }


def _answers(at: datetime) -> Iterable[dict[str, Any]]:
    for number in range(COLLEAGUES * 200):
        when = at - timedelta(days=number // COLLEAGUES % 90)
        question = f"{number:016x}"
        who = f"s{number % COLLEAGUES}"
        yield {
            "userid": who,
            "question": question,
            "on": when.date(),
            "is_right": bool(number % 3),
            "answered_at": when,
        }


def rows_of(found: Sequence[tuple[str, float]]) -> list[tuple[str, str, str]]:
    """Return the line of the scorecard."""
    path, slowest = found[0]
    said = f"工作台 {len(found)} 页，两年的数据（{CALLS:,} 件呼叫，{ACTS:,} 条操作记录），最慢的一页 `{path}`，中位"
    return [(said, f"{slowest:.0f} 毫秒", f"≤ {GOAL_MILLISECONDS:.0f}")]


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory() as folder:
        found = page_times(folder)
    print(
        table(
            ("哪一页", "毫秒，中位", "目标"), [(path, f"{ms:.1f}", f"≤ {GOAL_MILLISECONDS:.0f}") for path, ms in found]
        )
    )


if __name__ == "__main__":
    main()
