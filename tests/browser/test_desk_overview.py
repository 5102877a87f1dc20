"""The overview in Chromium: charts with the same numbers as tables, other days, on both screens."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, ViewportSize, expect
from sqlalchemy.engine import Engine

from bot.clock import now
from bot.questions.turn_counts import TurnCounts
from bot.staff.colleagues import Colleague, Role, Staff
from bot.wording.office.outcomes import outcome_labels
from tests.browser.desk_office import DESK, PHONE, Office, office_at_work
from tests.browser.looks import look_at
from tests.front.desk.pages.overview.test_overview import call, tell


@pytest.fixture(scope="module")
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office after a hundred days."""
    with office_at_work(chromium, tmp_path_factory.mktemp("overview")) as office:
        Staff(office.engine).add(Colleague("auditor", "郑计", Role.AUDITOR, None), now())
        fill(office.engine)
        yield office


def fill(engine: Engine) -> None:
    counts, dice = TurnCounts(engine), random.Random(6)
    weights = [60, 12, 14, 6, 8, 5, 20, 4, 2, 1]
    for day in range(100):
        for outcome in dice.choices(list(outcome_labels()), weights, k=dice.randint(20, 60)):
            counts.add("web", outcome, "startup_loan", dice.lognormvariate(-2.5, 1), now() - timedelta(days=day))
    counts.flush()
    for station, kept, missed in (
        ("中北站", 20, 0),
        ("张家窝站", 9, 1),
        ("一个名字特别特别长的党群服务中心站", 6, 2),
        (None, 1, 0),
    ):
        call(engine, station, kept, kept=True)
        call(engine, station, missed, kept=False)
    tell(engine, "flexible_insurance_notice", ["applied", "applied", None, None, "not_yet"], now())


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
@pytest.mark.parametrize("days", [30, 100])
def test_the_charts_say_the_same_as_the_tables(office: Office, size: ViewportSize, days: int) -> None:
    page = office.colleague("auditor", size)
    page.goto(f"{office.address}/desk/overview")
    page.get_by_test_id("from").fill(f"{now() - timedelta(days=days - 1):%Y-%m-%d}")
    with page.expect_navigation():
        page.get_by_test_id("show").click()
    for summary in page.locator("main summary").all():
        summary.click()
    look_at(page, f"overview-{days}", size)
    drawn = page.evaluate(
        "[...document.querySelectorAll('.drawing title')].reduce((sum, e) => sum + Number(e.textContent.split(' ').pop()), 0)"
    )
    shown = page.evaluate(
        "[...document.querySelectorAll('[data-testid=outcomes] tbody tr')]"
        ".reduce((sum, e) => sum + Number(e.cells[1].textContent), 0)"
    )
    assert drawn == shown > 20 * days
    # The picture of the weeks is drawn from the table under it, and as wide as the screen lets it be.
    expect(page.locator("[data-canvas] canvas")).to_be_visible()
    assert page.evaluate("document.querySelectorAll('[data-weeks] tbody tr').length") == 12
    expect(page.get_by_test_id("stars").filter(has_text="★★★★★")).to_have_count(1)


def test_days_that_make_no_sense_are_said(office: Office) -> None:
    page = office.colleague("auditor", PHONE)
    page.goto(f"{office.address}/desk/overview?from=2026-11-02&to=2026-11-01")
    expect(page.get_by_test_id("wrong")).to_be_visible()


def test_a_table_can_be_taken_along(office: Office) -> None:
    page = office.colleague("auditor")
    page.goto(f"{office.address}/desk/overview")
    with page.expect_download() as started:
        page.get_by_test_id("csv-promises").click()
    assert started.value.suggested_filename.startswith("承诺与星级")
