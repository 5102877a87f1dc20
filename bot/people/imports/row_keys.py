"""Why a row of a list cannot be told from others, so that it is left out: its cells have slipped, or its key is none. Pure."""

from __future__ import annotations

import re

from bot.people.imports.cells.cell_text import cell_text, has_lost_digits, is_shortened
from bot.people.imports.cells.id_numbers import read_id_number
from bot.people.imports.cells.person_cells import LOST_DIGITS, SHORTENED, id_number_text
from bot.people.imports.list_files import Row

LONGEST_KEY = 64
MOBILE = re.compile(r"1[3-9]\d{9}")
SLIPPED = "这一行比表头多出几格，各列可能错位了；内容里有逗号时请加引号"
TORN = "这一行像是被格子里的换行断开的，各列对不上；请去掉格子里的换行，或另存为 .xlsx"
GARBLED = "这一行的文字编码和别的行不一样，读出来是乱码；请用一种编码重新导出"


def wrong_row(row: Row, width: int) -> str:
    """Return why the cells of a row cannot be trusted, nothing when they can.

    Args:
        width: how many columns the heading has.
    """
    if row.is_torn:
        return TORN
    if row.is_garbled:
        return GARBLED
    return SLIPPED if any(cell_text(cell) for cell in row.cells[width:]) else ""


def wrong_plain_key(cell: object, *, is_hashed: bool) -> str:
    """Return what is wrong with a key that is no identity number, nothing when it is right.

    Args:
        is_hashed: whether only a digest of it is kept.
    """
    text = cell_text(cell)
    if has_lost_digits(cell):
        return LOST_DIGITS
    if is_shortened(text):
        return SHORTENED
    if not is_hashed and (read_id_number(id_number_text(text)) or MOBILE.fullmatch(text)):
        return "这是证件号或手机号，不能原样保存；请在映射文件的 source_key 里写 hash: true"
    return "" if len(text) <= LONGEST_KEY else f"编号太长，最多 {LONGEST_KEY} 个字"
