"""A day of a leader: the month against the one before, the weeks, and the same numbers on paper, as PDF and as a workbook."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from bot.clock import SHANGHAI, now
from bot.questions.turn_counts import TurnCounts
from bot.staff import AuditLog, Wanted
from bot.staff.colleagues import Colleague, Role, Staff
from tests.browser.desk_office import PHONE, Office, office_at_work
from tests.front.desk.pages.overview.test_overview import call, tell

ASKED, ASKED_BEFORE, MISSED = 90, 60, 9


@pytest.fixture
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office with two months behind it, and a leader who may look."""
    with office_at_work(chromium, tmp_path_factory.mktemp("leader")) as office:
        Staff(office.engine).add(Colleague("leader", "郑主任", Role.AUDITOR, None), now())
        counts = TurnCounts(office.engine)
        last = now().astimezone(SHANGHAI).replace(day=1, hour=12) - timedelta(days=1)
        for number in range(ASKED):
            outcome = "not_covered" if number < MISSED else "answered"
            counts.add("web", outcome, "startup_loan", 0.1, last - timedelta(days=number % 28))
        for _ in range(ASKED_BEFORE):
            counts.add("wechat", "answered", "startup_loan", 0.1, last.replace(day=1) - timedelta(days=1))
        counts.flush()
        call(office.engine, "中北站", 3, kept=True)
        tell(office.engine, "flexible_insurance_notice", ["applied", None], now())
        yield office


def test_a_day_of_a_leader(office: Office, tmp_path: Path) -> None:
    leader = office.colleague("leader")
    month = the_month_is_read_in_a_glance(leader)
    the_weeks_are_drawn_from_their_table(leader)
    the_report_says_the_same(leader, month, tmp_path)
    on_paper_there_is_nothing_to_press(leader)
    in_the_car_it_is_read_on_a_phone(office)
    taken = [(entry.who, entry.about) for entry in AuditLog(office.engine).read(Wanted(act="overview.exported"))]
    assert taken[::-1] == [("leader", "report:pdf"), ("leader", "report:xlsx")]


def the_month_is_read_in_a_glance(leader: Page) -> str:
    """Pick the last whole month, and see what became more and what is not answered; return its name."""
    leader.get_by_role("navigation").get_by_role("link", name="总览").click()
    picked = leader.get_by_test_id("period").locator("option").nth(2)
    month = picked.inner_text()
    leader.get_by_test_id("period").select_option(label=month)
    leader.get_by_test_id("pick").click()
    expect(leader.get_by_test_id("compared")).to_contain_text(month)
    headlines = leader.get_by_test_id("headlines")
    asked = headlines.get_by_role("listitem").filter(has_text="问了多少次")
    expect(asked).to_contain_text(str(ASKED))
    expect(asked).to_contain_text("比上期多30（+50%）")
    expect(headlines.get_by_role("listitem").filter(has_text="没答上的")).to_contain_text("10%")
    return month


def the_weeks_are_drawn_from_their_table(leader: Page) -> None:
    """See twelve weeks as a picture and as the same numbers below."""
    expect(leader.locator("[data-canvas] canvas")).to_be_visible()
    rows = leader.locator("[data-weeks] tbody tr")
    expect(rows).to_have_count(12)
    assert sum(int(row.locator("td").first.inner_text()) for row in rows.all()) == ASKED + ASKED_BEFORE


def the_report_says_the_same(leader: Page, month: str, folder: Path) -> None:
    """Take the report along twice, as PDF and as a workbook."""
    with leader.expect_download() as download:
        leader.get_by_test_id("report-pdf").click()
    download.value.save_as(folder / "report.pdf")
    assert month in download.value.suggested_filename
    text = "".join(page.extract_text() for page in PdfReader(folder / "report.pdf").pages)
    assert month in text and str(ASKED) in text and "+50%" in text
    with leader.expect_download() as download:
        leader.get_by_test_id("report-xlsx").click()
    download.value.save_as(folder / "report.xlsx")
    book = openpyxl.load_workbook(folder / "report.xlsx")
    cells = [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
    assert ASKED in cells and ASKED_BEFORE in cells


def on_paper_there_is_nothing_to_press(leader: Page) -> None:
    """Print the page: numbers without buttons, fields and the way through the desk."""
    leader.emulate_media(media="print")
    for hidden in ("report-pdf", "period", "from"):
        expect(leader.get_by_test_id(hidden)).to_be_hidden()
    expect(leader.get_by_test_id("headlines")).to_be_visible()
    paper = PdfReader(BytesIO(leader.pdf(format="A4")))
    text = "".join(page.extract_text() for page in paper.pages)
    assert str(ASKED) in text and "操作记录" not in text
    leader.emulate_media(media="screen")


def in_the_car_it_is_read_on_a_phone(office: Office) -> None:
    """Read the same on a phone, where the tables scroll by themselves and the page does not."""
    phone = office.colleague("leader", PHONE)
    phone.goto(f"{office.address}/desk/overview")
    expect(phone.get_by_test_id("headlines")).to_be_visible()
    assert phone.evaluate("document.documentElement.scrollWidth <= innerWidth")
