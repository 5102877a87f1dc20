"""The texts that cells share: read in any order, and not held in memory, however many a workbook has."""

from __future__ import annotations

import tracemalloc

from bot.people.imports.workbooks.shared_texts import MOST_REMEMBERED, SharedTexts

MANY = 10 * MOST_REMEMBERED
MOST_BYTES_EACH = 40


def test_every_text_comes_back_by_its_number_in_any_order() -> None:
    texts = SharedTexts()
    written = ["", "西青", "😀", "\ud800", "a" * 5000, "西青"]
    for text in written:
        texts.add(text)
    assert len(texts) == len(written)
    for number in (5, 0, 3, 4, 1, 2, 1):
        assert texts[number] == written[number]
    texts.close()


def test_a_workbook_of_many_texts_takes_little_memory() -> None:
    texts = SharedTexts()
    tracemalloc.start()
    for number in range(MANY):
        texts.add(f"天津市西青区某街道某小区第{number}号楼的一位居民")
    grown = tracemalloc.get_traced_memory()[0]
    tracemalloc.stop()
    assert grown < MOST_BYTES_EACH * MANY
    assert texts[MANY - 1].endswith("号楼的一位居民")
    texts.close()
