"""Whether the identity numbers of a whole list have lost their last digits, and how to mend it: one sentence for the column."""

from __future__ import annotations

from bot.people.imports.cells.cell_text import has_lost_digits, is_shortened
from bot.people.imports.cells.person_cells import id_number_text, is_damaged_column
from bot.people.imports.list_files import PeopleList
from bot.people.imports.mapping import ListMapping

SHARE = 0.2


def is_damaged_list(people: PeopleList, mapping: ListMapping) -> bool:
    """Tell whether a spreadsheet kept the identity numbers of a list as numbers; the first rows are looked at."""
    column = mapping.person.id_number
    if column is None:
        return False
    cells = people.sample(column)
    damaged = sum(has_lost_digits(cell) or is_shortened(id_number_text(cell)) for cell in cells)
    return is_damaged_column(cells) or damaged > SHARE * len(cells)


def damage(mapping: ListMapping) -> str:
    """Return how to mend the column."""
    return (
        f"「{mapping.person.id_number}」整列被 Excel 当数字保存过，18 位号码的后三位已经丢了，改格式找不回来。"
        "请从原来的系统重新导出：先选中整列，设置单元格格式为“文本”，再粘贴或导入号码，最后存为 .xlsx。"
    )
