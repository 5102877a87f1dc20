"""Reads one section of a mapping file and collects what is wrong in it, so that all mistakes are told at once. For ``mapping_files``."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

from bot.people.imports.cells import cell_text, day_of


class Section:
    """The keys of one section. What is read is remembered, so that ``end`` can name keys that mean nothing."""

    def __init__(self, content: object, place: str, mistakes: list[str], example: str = "一组“名称: 内容”") -> None:
        self.place, self.mistakes = place, mistakes
        self._read: set[str] = set()
        if content is not None and not isinstance(content, dict):
            self.note("", f"这里应当写{example}")
        self._content: dict[str, Any] = (
            {str(key): value for key, value in content.items()} if isinstance(content, dict) else {}
        )

    def note(self, key: str, message: str) -> None:
        """Record a mistake at a key of this section, or (with an empty key) of the section as a whole."""
        place = ".".join(part for part in (self.place, key) if part)
        self.mistakes.append(f"{place}: {message}" if place else message)

    def raw(self, key: str) -> Any:
        """Return what stands at a key as YAML read it, or None."""
        self._read.add(key)
        return self._content.get(key)

    def column(self, key: str) -> str | None:
        """Return the name of a column, normalised as headings are; None when the key is not there."""
        found = self.raw(key)
        if isinstance(found, (dict, list)):
            self.note(key, "这里只写一个列名")
            return None
        return cell_text(found) or None

    def text(self, key: str, remedy: str, longest: int = 400) -> str:
        """Return a text that must be there; ``remedy`` says what to write."""
        text = self.optional_text(key)
        if not text:
            self.note(key, f"缺少这一项：{remedy}")
        elif len(text) > longest:
            self.note(key, f"太长了，最多 {longest} 个字：{remedy}")
        return text

    def optional_text(self, key: str) -> str:
        """Return a text, empty when it is not there."""
        found = self.raw(key)
        return "" if found is None else str(found).strip()

    def matching(self, key: str, shape: re.Pattern[str], remedy: str) -> str:
        """Return a text that must be there and have a shape."""
        text = self.text(key, remedy)
        if text and not shape.fullmatch(text):
            self.note(key, f"写法不对：{remedy}")
        return text

    def flag(self, key: str) -> bool:
        """Return a true or false that may be left out."""
        found = self.raw(key)
        if found is not None and not isinstance(found, bool):
            self.note(key, "只能写 true 或 false")
        return found is True

    def day(self, key: str, remedy: str) -> date:
        """Return a day that must be there."""
        found = day_of(cell_text(self.raw(key)))
        if found is None:
            self.note(key, f"缺少日期或写法不对：{remedy}")
        return found or date.min

    def count(self, key: str, default: int) -> int:
        """Return a whole number from 1 that may be left out."""
        found = self.raw(key)
        if found is None:
            return default
        if isinstance(found, bool) or not isinstance(found, int) or found < 1:
            self.note(key, "应当是从 1 开始的整数")
            return default
        return found

    def parts(self, key: str) -> Iterator[tuple[str, Section]]:
        """Yield the sections below a key by name; what is read of them belongs to the same list of mistakes."""
        below = Section(self.raw(key), f"{self.place}.{key}".strip("."), self.mistakes)
        for name, content in below._content.items():
            yield name, Section(content, f"{below.place}.{name}", self.mistakes, "{column: 列名}")

    def end(self) -> None:
        """Note every key that nothing has read."""
        extra = [key for key in self._content if key not in self._read]
        if extra:
            self.note("", f"不认识 {'、'.join(extra)}；可用的有 {'、'.join(sorted(self._read))}")
