"""A colleague brings a messy workbook to the desk in Chromium without help: sees what is left out, mends two cells, imports again."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect
from sqlalchemy import select

from bot.clock import now
from bot.staff.colleagues import Colleague, Role, Staff
from bot.storage.tables import people
from tests.browser.desk_office import DESK, PHONE, Office, office_at_work
from tests.browser.looks import look_at
from tests.people.imports.kept_lists import identity_number

HEADING = (
    "序号",
    "姓  名",
    "身份证号码",
    "联系电话（手机）",
    "所属街镇",
    "是否登记失业",
    "失业时间",
    "是否同意接收通知",
    "备注",
)


@pytest.fixture
def office(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    """Give an office with an editor."""
    with office_at_work(chromium, tmp_path_factory.mktemp("lists")) as office:
        Staff(office.engine).add(Colleague("editor", "孙编", Role.EDITOR, None), now())
        yield office


def messy(file: Path) -> openpyxl.Workbook:
    """Write a workbook as an office keeps it: titles, merged towns, a hidden row, a total, another sheet, two wrong cells."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "杨柳青镇"
    sheet.append(["某街道失业人员情况登记表"])
    sheet.append(["填报单位：某街道", *[None] * 6, "日期：2026-11-01"])
    sheet.append(HEADING)
    for number in range(1, 13):
        sheet.append(_row(number))
    sheet.merge_cells("E4:E15")
    sheet["F6"], sheet["C8"] = "可能是", identity_number(5)[:-3] + "000"
    sheet.row_dimensions[10].hidden = True
    sheet.append(["合计", *[None] * 7, "12人"])
    sheet.append(["备注：以上人员均已核实"])
    book.create_sheet("填表说明").append(["身份证号请填18位"])
    book.save(file)
    return book


def _row(number: int) -> list[Any]:
    person = [number, f"测试{number:03d}", identity_number(number), f"138 {number:04d} {number:04d}"]
    return [*person, "示例街镇甲" if number == 1 else None, "是" if number % 3 else "否", "2025年3月1日", "√", ""]


def look(page: Page, name: str, size: ViewportSize) -> None:
    """Check what must hold on every page, and that all is large enough for a thumb."""
    look_at(page, name, size)
    heights = "[...document.querySelectorAll('main button, main a.button, main select')].map(e => e.offsetHeight)"
    assert min(each for each in page.evaluate(heights) if each) >= 44


def stored(office: Office) -> list[Any]:
    with office.engine.connect() as connection:
        return connection.execute(select(people)).all()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_messy_workbook_is_imported_mended_and_imported_again(
    office: Office, size: ViewportSize, tmp_path: Path
) -> None:
    file = tmp_path / "失业人员登记表（11月）.xlsx"
    book = messy(file)
    page = office.colleague("editor", size)
    if size == PHONE:
        page.get_by_test_id("ways").click()
    page.get_by_role("navigation").get_by_role("link", name="名单").click()
    look(page, "lists-empty", size)
    page.get_by_test_id("file").set_input_files(file)
    page.get_by_test_id("send").click()
    see_what_was_left_out(page, size, tmp_path)
    assert stored(office) == []
    say_that_people_agreed(page, size)
    page.get_by_test_id("basis").fill("本人在登记表上签字同意")
    page.get_by_test_id("source").fill("unemployed-2026")
    page.get_by_test_id("import").click()
    expect(page.get_by_test_id("done")).to_contain_text("新增 10 人")
    look(page, "list-imported", size)
    mend(book, file)
    page.get_by_test_id("file-again").set_input_files(file)
    page.get_by_test_id("send-again").click()
    expect(page.get_by_test_id("mistakes")).to_contain_text("没有要改的")
    expect(page.get_by_test_id("basis")).to_have_value("本人在登记表上签字同意")
    expect(page.get_by_test_id("source")).to_have_value("unemployed-2026")
    look(page, "list-mended", size)
    page.get_by_test_id("import").click()
    expect(page.get_by_test_id("done")).to_contain_text("新增 1 人，更新 1 人，没变 9 人")
    assert len(stored(office)) == 11
    page.goto(f"{office.address}/desk/people")
    look(page, "lists", size)


def see_what_was_left_out(page: Page, size: ViewportSize, folder: Path) -> None:
    """Read it on the page and in the report, without a name, a phone or a number of anybody."""
    left_out, mistakes = page.get_by_test_id("left-out"), page.get_by_test_id("mistakes")
    for said in ("填表说明", "隐藏的行 1 行：第 10 行", "合计行 1 行", "备注", "序号"):
        expect(left_out).to_contain_text(said)
    expect(mistakes.get_by_test_id("mistake")).to_have_count(2)
    expect(mistakes).to_contain_text("F6")
    expect(mistakes).to_contain_text("C8")
    with page.expect_download() as download:
        page.get_by_test_id("report").click()
    download.value.save_as(folder / "report.csv")
    with (folder / "report.csv").open(encoding="utf-8-sig", newline="") as opened:
        assert [row[1] for row in csv.reader(opened)] == ["格", "F6", "C8"]
    shown = page.locator("main").inner_text() + (folder / "report.csv").read_text("utf-8-sig")
    assert "测试0" not in shown and "138" not in shown and identity_number(1) not in shown
    look(page, "list-looked-through", size)


def say_that_people_agreed(page: Page, size: ViewportSize) -> None:
    """Choose what a column is that nothing guesses."""
    agreed = page.get_by_test_id("columns").get_by_label("是否同意接收通知")
    agreed.select_option(label="同意收微信通知")
    page.get_by_test_id("facts-on").fill("2026-11-01")
    page.get_by_test_id("look-again").click()
    expect(page.get_by_test_id("left-out")).not_to_contain_text("是否同意接收通知")
    look(page, "list-chosen", size)


def mend(book: openpyxl.Workbook, file: Path) -> None:
    """Do what the report says, in the file."""
    book["杨柳青镇"]["F6"], book["杨柳青镇"]["C8"] = "否", identity_number(5)
    book.save(file)


def test_a_picture_that_is_called_a_workbook_is_said_to_be_one(office: Office, tmp_path: Path) -> None:
    file = tmp_path / "名单.xlsx"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(500))
    page = office.colleague("editor")
    page.goto(f"{office.address}/desk/people")
    page.get_by_test_id("file").set_input_files(file)
    page.get_by_test_id("send").click()
    expect(page.get_by_test_id("wrong")).to_contain_text("名单.xlsx 是图片，不是名单")
    look(page, "list-refused", DESK)
