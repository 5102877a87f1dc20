"""The texts that the cells of a workbook share, kept in a private file that vanishes: a long list has as many as it has people."""

from __future__ import annotations

import tempfile
from array import array
from collections import OrderedDict

MOST_REMEMBERED = 20_000


class SharedTexts:
    """Texts by their number, in the order in which they were added. Use from one thread."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115
        self._ends = array("Q", [0])
        self._recent: OrderedDict[int, str] = OrderedDict()

    def add(self, text: str) -> None:
        """Add one more text."""
        data = text.encode("utf-8", "surrogatepass")
        self._file.write(data)
        self._ends.append(self._ends[-1] + len(data))

    def __getitem__(self, number: int) -> str:
        found = self._recent.get(number)
        if found is not None:
            return found
        start = self._ends[number]
        self._file.seek(start)
        text = self._file.read(self._ends[number + 1] - start).decode("utf-8", "surrogatepass")
        self._recent[number] = text
        if len(self._recent) > MOST_REMEMBERED:
            self._recent.popitem(last=False)
        return text

    def __len__(self) -> int:
        return len(self._ends) - 1

    def close(self) -> None:
        """Forget all texts."""
        self._file.close()
