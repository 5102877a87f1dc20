"""The overview shows what the rooms counted, for the days that were asked for, and the same as files."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta

import pytest
from sqlalchemy import insert
from sqlalchemy.engine import Engine
from starlette.testclient import TestClient

from bot.clock import SHANGHAI, now
from bot.errors import SituationError
from bot.front.desk.pages.overview.overview_data import MOST_BARS, bars_of, range_of
from bot.questions.turn_counts import TurnCounts
from bot.staff.audit import AuditLog, Wanted
from bot.staff.colleagues import Role
from bot.storage.tables import notices, referrals
from bot.text.charts import stack
from tests.front.desk.conftest import SignIn

PATH = "/desk/overview"
EVIL = "<script>alert(1)</script>"
TODAY = date(2026, 11, 25)


def count(engine: Engine, outcome: str, times: int, at: datetime, seconds: float = 0.1) -> None:
    counts = TurnCounts(engine)
    for _ in range(times):
        counts.add("web", outcome, "startup_loan", seconds, at)
    counts.flush()


def call(engine: Engine, station: str | None, times: int, *, kept: bool) -> None:
    opened = now() - timedelta(days=5)
    contacted = opened + timedelta(hours=1 if kept else 30)
    introduced = opened + timedelta(days=1 if kept else 4)
    row = {"kind": "call", "station": station, "state": "introduced", "opened_at": opened, "contacted_at": contacted}
    due = {"contact_due_at": opened + timedelta(hours=8), "introduce_due_at": opened + timedelta(days=3)}
    more = {**due, "introduced_at": introduced}
    with engine.begin() as connection:
        for number in range(times):
            connection.execute(insert(referrals).values(**row, **more, conversation=f"web:{station}{kept}{number}"))


def tell(engine: Engine, campaign: str, answers: list[str | None], at: datetime) -> None:
    with engine.begin() as connection:
        for number, answer in enumerate(answers):
            row = {"run": 1, "campaign": campaign, "person": f"p{number}", "policy": campaign, "version": "1"}
            more = {"kind": "notice", "verdict": "eligible", "key": f"k{number}", "state": "sent", "attempts": 0}
            when = {"not_after": at, "planned_at": at, "started_at": at, "sent_at": at, "answer": answer}
            connection.execute(insert(notices).values(**row, **more, **when))


def file(client: TestClient, name: str, **query: str) -> list[list[str]]:
    response = client.get(f"{PATH}/{name}.csv", params=query)
    assert response.status_code == 200
    return list(csv.reader(response.content.decode("utf-8-sig").splitlines()))


def test_without_anything_counted_it_says_so(sign_in: SignIn) -> None:
    page = sign_in("zhaoqi", Role.AUDITOR).get(PATH)
    assert page.status_code == 200
    for words in ("没有人来问", "没有人呼叫", "没有发出推送"):
        assert words in page.text


def test_it_shows_what_the_rooms_counted(sign_in: SignIn, database: Engine) -> None:
    count(database, "answered", 15, now())
    count(database, "not_covered", 5, now(), seconds=3.0)
    count(database, "answered", 7, now() - timedelta(days=31))
    call(database, "中北站", 6, kept=True)
    call(database, EVIL, 2, kept=False)
    tell(database, "flexible_insurance_notice", ["applied", None, "not_yet"], now())
    page = sign_in("wangfang", Role.APPROVER).get(PATH).text
    for words in (">20<", ">75%<", "0.1秒内", "5秒内", "3→1", "5星", "太少，不评", "12 件到期，12 件按时"):
        assert words in page
    assert EVIL not in page
    assert page.count("<rect class=") >= 2


def test_the_same_numbers_can_be_taken_along(sign_in: SignIn, database: Engine) -> None:
    count(database, "answered", 2, now())
    call(database, "中北站", 5, kept=True)
    call(database, "=1+1", 5, kept=False)
    tell(database, "gone", ["applied"], now())
    approver = sign_in("wangfang", Role.APPROVER)
    outcomes = file(approver, "outcomes")
    assert (outcomes[0], len(outcomes), outcomes[-1][1:]) == (["日期", "合计", "答了"], 31, ["2", "2"])
    assert file(approver, "durations")[-1][1:4] == ["2", "100", "100"]
    stations = {row[0]: row[1:] for row in file(approver, "promises")[1:]}
    assert stations["中北站"] == ["5", "5", "5", "5", "5", "5"]
    assert stations["'=1+1"] == ["5", "5", "0", "5", "0", "1"]
    assert file(approver, "told") == [
        ["推送", "已告知", "已送达", "已读", "来问过", "已申请"],
        ["gone", "1", "0", "0", "0", "1"],
    ]
    [*_, entry] = AuditLog(database).read(Wanted(act="overview.exported"))
    assert (entry.about, entry.detail) == ("table:outcomes", {"days": 30})


def test_there_are_no_other_files(sign_in: SignIn) -> None:
    assert sign_in("wangfang", Role.APPROVER).get(f"{PATH}/people.csv").status_code == 404


def test_the_days_are_those_of_shanghai(sign_in: SignIn, database: Engine) -> None:
    count(database, "answered", 1, datetime(2026, 3, 1, 23, 30, tzinfo=SHANGHAI))
    count(database, "answered", 1, datetime(2026, 3, 2, 0, 30, tzinfo=SHANGHAI))
    rows = file(sign_in("wangfang", Role.APPROVER), "outcomes", **{"from": "2026-03-01", "to": "2026-03-02"})
    assert [row[:2] for row in rows[1:]] == [["2026-03-01", "1"], ["2026-03-02", "1"]]


@pytest.mark.parametrize(
    ("first", "last"),
    [
        ("2026-11-02", "2026-11-01"),
        ("很久以前", "2026-11-01"),
        ("2025-01-01", "2026-11-01"),
        ("2999-01-01", "2999-01-02"),
    ],
)
def test_days_that_make_no_sense_are_refused_with_a_sentence(sign_in: SignIn, first: str, last: str) -> None:
    approver = sign_in("wangfang", Role.APPROVER)
    page = approver.get(PATH, params={"from": first, "to": last})
    assert (page.status_code, 'data-testid="wrong"' in page.text) == (400, True)
    assert approver.get(f"{PATH}/told.csv", params={"from": first, "to": last}).status_code == 409


@pytest.mark.parametrize("query", [{"to": "0001-01-03"}, {"from": "0001-01-01", "to": "0001-01-02"}])
def test_days_at_the_edge_of_the_calendar_do_no_harm(sign_in: SignIn, query: dict[str, str]) -> None:
    assert sign_in("wangfang", Role.APPROVER).get(PATH, params=query).status_code in (200, 400)


def test_the_last_day_is_never_in_the_future() -> None:
    assert range_of({"from": "2026-11-01", "to": "2027-01-01"}, TODAY).last == TODAY
    with pytest.raises(SituationError, match="在今天之后"):
        range_of({"from": "2026-12-01"}, TODAY)


def test_many_days_are_drawn_together_and_none_is_lost() -> None:
    outcomes = {TODAY - timedelta(days=number): {"answered": 1} for number in range(399, -1, -1)}
    bars = bars_of(outcomes)
    assert len(bars) <= MOST_BARS
    assert sum(counts["answered"] for _, counts in bars) == 400
    drawn = stack(bars, ["answered"])
    assert max(piece.height for piece in drawn.pieces) == 100
    assert all(piece.x + 8 <= drawn.width for piece in drawn.pieces)


def test_a_matchmaker_has_no_overview(sign_in: SignIn) -> None:
    assert sign_in("lihong", Role.MATCHMAKER).get(PATH).status_code == 403


def test_a_month_is_picked_and_compared_with_the_month_before(sign_in: SignIn, database: Engine) -> None:
    count(database, "answered", 30, datetime(2026, 3, 31, 23, 30, tzinfo=SHANGHAI))
    count(database, "answered", 20, datetime(2026, 2, 28, 23, 30, tzinfo=SHANGHAI))
    page = sign_in("wangfang", Role.APPROVER).get(PATH, params={"period": "2026-03"}).text
    for words in ("2026年3月", "与 2026年2月 比", "比上期多10（+50%）", "report.pdf?period=2026-03"):
        assert words in page
    assert sign_in("zhaoqi", Role.AUDITOR).get(PATH, params={"period": "2026-13"}).status_code == 400


def test_the_table_of_weeks_is_there_without_scripts(sign_in: SignIn, database: Engine) -> None:
    count(database, "clarify", 3, now())
    page = sign_in("wangfang", Role.APPROVER).get(PATH).text
    assert "data-drawing hidden" in page and page.count("至") >= 12
    assert "（未完）" in page or now().weekday() == 6


def test_a_hostile_name_does_not_break_the_page(sign_in: SignIn, database: Engine) -> None:
    call(database, EVIL, 2, kept=True)
    tell(database, EVIL, ["applied"], now())
    counts = TurnCounts(database)
    counts.add("web", "clarify", EVIL, 0.1, now())
    counts.flush()
    page = sign_in("wangfang", Role.APPROVER).get(PATH).text
    assert EVIL not in page and "&lt;script&gt;" in page


@pytest.mark.parametrize(("kind", "begins"), [("pdf", b"%PDF"), ("xlsx", b"PK")])
def test_the_report_can_be_taken_along_and_that_is_written_down(
    sign_in: SignIn, database: Engine, kind: str, begins: bytes
) -> None:
    response = sign_in("wangfang", Role.APPROVER).get(f"{PATH}/report.{kind}", params={"period": "2026-03"})
    assert (response.status_code, response.content[: len(begins)]) == (200, begins)
    [*_, entry] = AuditLog(database).read(Wanted(act="overview.exported"))
    assert (entry.about, entry.detail) == (f"report:{kind}", {"days": 31})


def test_the_report_is_for_those_who_see_the_overview(sign_in: SignIn) -> None:
    assert sign_in("lihong", Role.MATCHMAKER).get(f"{PATH}/report.pdf").status_code == 403
    assert sign_in("wangfang", Role.APPROVER).get(f"{PATH}/report.exe").status_code == 404
