"""Where the columns that a mapping names stand in a list. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.people.imports.list_files import PeopleListError
from bot.people.imports.mapping import ListMapping


def column_positions(mapping: ListMapping, header: Sequence[str]) -> dict[Any, int]:
    """Return where each column of a mapping stands among the headings of a list.

    Raises:
        PeopleListError: the list lacks a column of the mapping, or has it twice.
    """
    needed = list(dict.fromkeys(mapping.columns()))
    missing = [column for column in needed if column not in header]
    if missing:
        there = "、".join(heading for heading in header if heading)
        raise PeopleListError(f"名单里没有这些列：{'、'.join(missing)}。名单的表头是：{there}。请改映射文件或名单。")
    twice = [column for column in needed if header.count(column) > 1]
    if twice:
        raise PeopleListError(f"名单里有重名的列：{'、'.join(twice)}。请改成不同的名称。")
    return {column: header.index(column) for column in needed}
