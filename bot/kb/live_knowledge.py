"""The knowledge base of one process, exchanged for the one that was published last without stopping; and what is made of it."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import Generic, TypeVar

from bot.kb.load import load, load_published
from bot.kb.loading.digest import digest
from bot.kb.model.knowledge_base import KnowledgeBase

logger = logging.getLogger(__name__)

Made = TypeVar("Made")
# What a second person publishes is to be told within five seconds.
SECONDS_BETWEEN_LOOKS = 0.5


def publish_folder(folder: Path, edition: Path) -> str:
    """Let every process that watches ``edition`` go on with the files of a folder, which went through the gates; return their digest."""
    published = digest(folder)
    edition.parent.mkdir(parents=True, exist_ok=True)
    fresh = edition.with_name(f"{edition.name}.new")
    fresh.write_text(published, encoding="utf-8")
    os.replace(fresh, edition)
    return published


def published_digest(edition: Path) -> str | None:
    """Return the digest of what was published last; None when nothing was so far."""
    try:
        return edition.read_text(encoding="utf-8").strip() or None
    except FileNotFoundError:
        return None


class LiveKnowledge:
    """Gives the knowledge base of the moment. It never changes: a newer one takes its place, and who holds the old one finishes with it.

    Args:
        edition: the file that says which state of the folder was published last.
        checked: the digest of a folder that the gates let through a moment ago.
        kb: the knowledge base, when it is loaded already.
        patience: for how many seconds whoever answers people is let go first: all processes of a machine share its cores.
    """

    def __init__(
        self,
        folder: Path,
        edition: Path,
        checked: str | None = None,
        kb: KnowledgeBase | None = None,
        patience: float = 0.0,
    ) -> None:
        self._folder, self._edition, self._checked = folder, edition, checked
        # Whatever is published from now on is newer than what is about to be read.
        self._published = published_digest(edition)
        self._refused: str | None = None
        self._kb, self._patience = kb, patience
        self._loading = Lock()

    def __call__(self) -> KnowledgeBase:
        """Return the knowledge base; the first call reads it.

        Raises:
            PolicyDataError: a gate found a mistake.
        """
        if self._kb is None:
            with self._loading:
                if self._kb is None:
                    self._kb = load(self._folder, self._checked)
        return self._kb

    def renew(self) -> bool:
        """Read what was published since, if anything was; return whether another knowledge base is there now.

        What cannot be read leaves the old one in its place and is looked at again the next time.
        """
        with self._loading:
            published = published_digest(self._edition)
            if published in (None, self._published) or self._kb is None or self._waits():
                return False
            fresh = load_published(self._folder, str(published))
            if fresh is None:
                if published != self._refused:
                    logger.warning(
                        "the files of the knowledge base are not those that were published; the old ones stay"
                    )
                self._refused = published
                return False
            self._kb, self._published, self._refused = fresh, published, None
            logger.warning("the knowledge base is now the one published as %s", str(published)[:12])
            return True

    def _waits(self) -> bool:
        """Tell whether what was published is so new that others go first."""
        return self._patience > 0 and time.time() - self._edition.stat().st_mtime < self._patience


class MadeOf(Generic[Made]):
    """Something that is made of the knowledge base and costs time, made anew when another one is there.

    Whoever asks while it is made anew gets the one from before: nobody waits but at the very first time.
    """

    def __init__(self, kb: Callable[[], KnowledgeBase], make: Callable[[KnowledgeBase], Made]) -> None:
        self._kb, self._make = kb, make
        self._making = Lock()
        self._held: tuple[KnowledgeBase, Made] | None = None

    def __call__(self) -> Made:
        """Return what was made of the knowledge base of the moment."""
        kb, held = self._kb(), self._held
        if held is not None and held[0] is kb:
            return held[1]
        if not self._making.acquire(blocking=held is None):
            assert held is not None
            return held[1]
        try:
            if self._held is None or self._held[0] is not kb:
                self._held = (kb, self._make(kb))
            return self._held[1]
        finally:
            self._making.release()


async def keep_newest(renew: Callable[[], object], seconds: float = SECONDS_BETWEEN_LOOKS) -> None:
    """Look again and again, beside what the event loop does, whether there is something newer; never end by a failure."""
    while True:
        await asyncio.sleep(seconds)
        try:
            await asyncio.to_thread(renew)
        except Exception:
            # The old one stays, and the next look may succeed.
            logger.exception("could not exchange the knowledge base")
