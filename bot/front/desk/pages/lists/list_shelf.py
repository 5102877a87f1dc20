"""The files that colleagues sent to one page: kept in a folder of this process until they are old, each for its colleague alone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Generic, TypeVar

from bot.front.desk.frame.request import NOT_FOUND, DeskRequest, UploadedFile
from bot.front.desk.pages.lists.list_jobs import DeskFile

Work = TypeVar("Work", bound=DeskFile[Any])
KEPT_FOR = timedelta(hours=1)
MOST_KEPT = 20


class ListShelf(Generic[Work]):
    """The files of one page and process."""

    def __init__(self) -> None:
        self._works, self._ids = dict[int, Work](), count(1)
        # Made when the first list comes, for this user only; gone with the process.
        self._folder: TemporaryDirectory[str] | None = None

    def find(self, asked: DeskRequest) -> Work:
        """Return the list of the address.

        Raises:
            DeskRefusal: there is none, or it is another colleague's.
        """
        work = self._works.get(asked.number("list"))
        if work is None or work.by != asked.colleague.userid:
            raise NOT_FOUND
        return work

    def of(self, userid: str) -> list[Work]:
        """Return the lists of a colleague, the newest first."""
        return [work for work in reversed(list(self._works.values())) if work.by == userid]

    @contextmanager
    def laid_down(self, upload: UploadedFile, at: datetime) -> Iterator[tuple[int, Path]]:
        """Give the number and the place of a file that came; it is removed again when what is done with it fails."""
        self._forget_old(at)
        if self._folder is None:
            self._folder = TemporaryDirectory(prefix="leye-lists-")
        number = next(self._ids)
        folder = Path(self._folder.name) / str(number)
        folder.mkdir()
        file = folder / f"list{Path(upload.name).suffix[:8]}"
        file.write_bytes(upload.content)
        try:
            yield number, file
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def keep(self, work: Work) -> None:
        """Put a list on the shelf."""
        self._works[work.id] = work

    def _forget_old(self, at: datetime) -> None:
        """Remove the files of lists that nobody works on any more."""
        idle = [work for work in self._works.values() if not work.is_busy]
        old = [work for work in idle if work.at < at - KEPT_FOR]
        for work in old or (idle[:1] if len(self._works) >= MOST_KEPT else []):
            del self._works[work.id]
            shutil.rmtree(work.file.parent, ignore_errors=True)
