"""The printed report holds the figures and the Chinese, page after page, and no name of it is read as markup."""

from __future__ import annotations

import io
from datetime import date

from pypdf import PdfReader

from bot.figures.figures import Overview
from bot.figures.printed import as_pdf
from bot.figures.tables import FigureTable, tables_of
from bot.kb import KnowledgeBase
from tests.figures.conftest import EVIL

TODAY = date(2026, 12, 1)


def text_of(content: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)


def test_it_holds_the_figures_and_what_they_mean(november: Overview, small_kb: KnowledgeBase) -> None:
    tables = tables_of(november, small_kb)
    content = as_pdf("2026年11月月报", TODAY, tables)
    text = text_of(content)
    for words in (
        "2026年11月月报",
        "2026年12月1日做",
        "问了多少次",
        "多15（+60%）",
        "升5个百分点",
        "少于5",
        "没有依据",
        "第2页",
    ):
        assert words in text
    assert all(table.title in text for table in tables)
    assert len(content) < 100_000
    assert content == as_pdf("2026年11月月报", TODAY, tables)


def test_a_hostile_name_is_printed_as_it_is() -> None:
    rows = tuple((f"{EVIL}{number}", number) for number in range(60))
    text = text_of(as_pdf(EVIL, TODAY, [FigureTable("evil", EVIL, EVIL, (EVIL, "次"), rows)]))
    assert "<script>" in text and "\x01" not in text


def test_an_empty_table_says_so() -> None:
    text = text_of(as_pdf("月报", TODAY, [FigureTable("none", "没有", "说明。", ("甲", "乙"), ())]))
    assert "这段时间没有。" in text
