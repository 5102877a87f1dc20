"""The git repository in which the knowledge base lies: every change that is published is a commit with its author and reason."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

from bot.errors import SituationError
from bot.staff import Colleague

DESK = ("-c", "user.name=乐业西青工作台", "-c", "user.email=desk@localhost", "-c", "commit.gpgsign=false")
SECONDS = 30
NOT_IN_GIT = "知识库文件夹不在 git 里，工作台改不了：没有历史就不能撤回。请管理员在服务器上把它放进 git。"
NO_GIT = "服务器上没有 git，工作台改不了知识库。请管理员装上 git。"


class ContentRepository:
    """The repository of a knowledge base folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def require_clean(self) -> None:
        """Check that everything in the folder is committed: what is half written would go live with what is published.

        Raises:
            SituationError: there is no repository, or something is not committed.
        """
        changed = [line[3:] for line in self._git("status", "--porcelain", "--", ".").splitlines()]
        if changed:
            raise SituationError(
                f"知识库文件夹里有没提交的改动（{'、'.join(changed[:3])}），先在服务器上提交或还原，再发布。"
            )

    def commit(self, names: Sequence[str], subject: str, body: str, author: Colleague) -> str:
        """Commit files, and nothing else, as a colleague; return the id of the commit.

        Raises:
            SituationError: git refused.
        """
        self._git("add", "--", *names)
        by = f"--author={_plain(author.name)} <{author.userid}@localhost>"
        message = ("-m", subject, "-m", body)
        self._git(*DESK, "commit", "--quiet", "--no-verify", by, *message, "--only", "--", *names)
        return self.head()

    def head(self) -> str:
        """Return the id of the newest commit."""
        return self._git("rev-parse", "HEAD").strip()

    def _git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self._folder), "-c", "core.quotepath=false", *arguments]
        # Hooks of a commit that is under way elsewhere must not lead git to another repository.
        environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        try:
            done = subprocess.run(
                command, capture_output=True, text=True, timeout=SECONDS, env=environment, check=False
            )
        except FileNotFoundError:
            raise SituationError(NO_GIT) from None
        except subprocess.TimeoutExpired:
            raise SituationError("git 太久没有做完，没有发布。请再试一次。") from None
        if done.returncode != 0:
            if "not a git repository" in done.stderr:
                raise SituationError(NOT_IN_GIT)
            raise SituationError(f"git 没有做成，没有发布：{(done.stderr.strip() or '没有说为什么').splitlines()[-1]}")
        return done.stdout


def _plain(name: str) -> str:
    """Return a name without what would end it in git's own notation."""
    return "".join(each for each in name if each not in "<>\n") or "同事"
