"""Publishing a change of the knowledge base: a second person, the gates, the files, a commit, and every process told; and the way back."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.engine import Engine

from bot.content.changes import ContentChange, ContentChanges, ContentKind, ContentState, ProposedContent
from bot.content.preview import ContentPreview, preview
from bot.content.repository import ContentRepository
from bot.errors import SituationError
from bot.kb import KnowledgeBase, publish_folder
from bot.lookup import Searching
from bot.questions import Proposals, ProposalState
from bot.staff import Colleague, Staff, why_not_second

CHANGED_SINCE = "这份内容在提出以后又改过，不能照旧发布。请撤下，照现在的样子再提一次。"
NOT_LAST = "后来又改过同一份内容，不能直接撤回。请从最近的一次改动开始撤回。"
WORDS = {
    "same": "这处改动是您自己提的，要另一位同事看过才能发布。",
    "one_hand": "您的账号和提出的账号，一个是另一个开通的（或者给过密码、改过岗位），算同一个人。请换一位同事发布。",
    "resting": "您的账号是这24小时里别人开通、重置或改过岗位的，过24小时才能发布。",
}


@dataclass(frozen=True)
class Published:
    """What was published: its commit, and whether the dialogue model learns from what changed."""

    commit: str
    needs_training: bool


class Publication:
    """Publishes; at most one process at a time writes into the folder.

    Args:
        folder: the knowledge base.
        edition: the file by which every process learns what was published.
        kb: gives what people are told now.
    """

    def __init__(self, engine: Engine, folder: Path, edition: Path, kb: Callable[[], KnowledgeBase]) -> None:
        self._engine, self._folder, self._edition, self._kb = engine, folder, edition, kb
        self._repository = ContentRepository(folder)
        self._proposals = Proposals(engine)
        self.changes = ContentChanges(engine)

    def text(self, name: str) -> str | None:
        """Return what a file of the folder holds; None when there is none."""
        try:
            return (self._folder / name).read_text(encoding="utf-8")
        except FileNotFoundError:
            return None

    def preview(self, wanted: ProposedContent, today: date, searching: Searching | None = None) -> ContentPreview:
        """Return what a change would change for people.

        Args:
            searching: finds among what is told now; without it nothing is said of what is found, which costs seconds.
        """
        days = () if wanted.begins_on is None else (wanted.begins_on,)
        return preview(self._folder, self._kb(), wanted.after, today, days, searching)

    def publish(self, change: ContentChange, by: Colleague, at: datetime, today: date) -> Published:
        """Publish a change as a second person. From now on every process tells what it says.

        Raises:
            SituationError: it does not wait, its proposer asks, the files changed since, a gate refuses, or git does.
        """
        why_not = why_not_second(self._engine, by.userid, change.proposed_by, at)
        if why_not is not None:
            raise SituationError(WORDS[why_not.value])
        if change.state is not ContentState.PROPOSED:
            raise SituationError(f"{change.id}号已经有人处理了。请刷新再看。")
        with self._alone():
            published = self._put(change.wanted, change.proposed_by, by, today, CHANGED_SINCE)
            self.changes.decide(change.id, ContentState.PUBLISHED, by.userid, at, revision=published.commit)
            publish_folder(self._folder, self._edition)
        if change.wanted.proposal is not None:
            # Whoever settled it by hand meanwhile was right, too.
            with suppress(SituationError):
                self._proposals.settle(change.wanted.proposal, ProposalState.DONE, by.userid, at)
        return published

    def undo(self, change: ContentChange, reason: str, by: Colleague, at: datetime, today: date) -> int:
        """Bring back what a published change replaced, as a commit of its own; return the number of the undo.

        One person is enough: what comes back was looked at by two before, and what is wrong must be gone at once.

        Raises:
            SituationError: it was not published, something of it was changed since, a gate refuses, or git does.
        """
        if change.state is not ContentState.PUBLISHED:
            raise SituationError("这处改动没有发布，不用撤回。")
        wanted = replace(
            change.wanted,
            kind=ContentKind.UNDO,
            title=f"撤回{change.id}号：{change.wanted.title}"[:200],
            reason=reason.strip() or f"撤回{change.id}号",
            before=change.wanted.after,
            after=change.wanted.before,
        )
        with self._alone():
            published = self._put(wanted, by.userid, by, today, NOT_LAST)
            number = self.changes.record_undo(change, wanted, by.userid, at, published.commit)
            publish_folder(self._folder, self._edition)
        if change.wanted.proposal is not None:
            self._proposals.reopen(change.wanted.proposal)
        return number

    def _put(self, wanted: ProposedContent, proposer: str, by: Colleague, today: date, if_changed: str) -> Published:
        """Write and commit the files of a change, or leave everything as it was."""
        now = {name: self.text(name) for name in wanted.after}
        if now == dict(wanted.after) and wanted.kind is not ContentKind.UNDO:
            # A process that died between the commit and its record is followed by one that records it.
            self._repository.require_clean()
            return Published(self._repository.head(), needs_training=False)
        if now != dict(wanted.before):
            raise SituationError(if_changed)
        self._repository.require_clean()
        found = self.preview(wanted, today)
        if found.problems:
            raise SituationError(f"知识库的检查没有通过：{found.problems[0].message}")
        author = Staff(self._engine).find(proposer) or by
        body = f"{wanted.reason}\n\nProposed-by: {author.name} ({proposer})\nPublished-by: {by.name} ({by.userid})"
        try:
            self._write(wanted.after)
            commit = self._repository.commit(list(wanted.after), wanted.title, body, author)
        except OSError as error:
            self._put_back(wanted.before)
            raise SituationError(
                f"知识库文件夹写不进去（{error.strerror}），没有发布。请管理员看一看它的权限。"
            ) from None
        except BaseException:
            self._put_back(wanted.before)
            raise
        return Published(commit, found.needs_training)

    def _put_back(self, texts: Mapping[str, str | None]) -> None:
        # What could not be written need not be put back.
        with suppress(OSError):
            self._write(texts)

    def _write(self, texts: Mapping[str, str | None]) -> None:
        for name, text in texts.items():
            path = self._folder / name
            if text is None:
                with suppress(FileNotFoundError):
                    path.unlink()
                continue
            # Hidden, so that nobody takes it for content.
            path.parent.mkdir(parents=True, exist_ok=True)
            fresh = path.with_name(f".{path.name}.new")
            fresh.write_text(text, encoding="utf-8")
            os.replace(fresh, path)

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Wait until nobody else writes into the folder; the database stays free for conversations meanwhile."""
        self._edition.parent.mkdir(parents=True, exist_ok=True)
        with self._edition.with_name(f"{self._edition.name}.lock").open("w", encoding="utf-8") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield
