"""A form says everything that is to be mended at once, and loses nothing that a list would cut with a word."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from bot.jobs.imports.opening_form import LONGEST_WRITTEN, read_opening_form
from bot.kb import load
from bot.settings import Settings

TODAY = date(2026, 11, 25)
kb = lru_cache(maxsize=1)(lambda: load(Settings().kb_dir))
RIGHT = {"employer": "样例公司", "title": "保洁员", "pay": "面议", "town": "中北镇"}


def test_a_form_that_is_right_is_an_opening_that_is_looked_at_like_a_row() -> None:
    read = read_opening_form({**RIGHT, "requirements": "押金500元"}, kb(), TODAY)
    assert read.wrong == {} and read.row is not None
    assert {flag.kind.value for flag in read.row.flags} == {"fee", "no_credit_code"}


def test_everything_is_said_at_once() -> None:
    read = read_opening_form({"headcount": "很多", "until": "2020-01-01", "phone": "1"}, kb(), TODAY)
    assert read.row is None and set(read.wrong) == {"employer", "title", "headcount", "until", "phone"}
    assert not [words for words in read.wrong.values() if "没有导入" in words]


def test_what_is_too_long_is_sent_back_and_not_cut() -> None:
    read = read_opening_form({**RIGHT, "duties": "活" * (LONGEST_WRITTEN + 1)}, kb(), TODAY)
    assert read.row is None and "最多 1000 个字；现在 1001 个字" in read.wrong["duties"]
