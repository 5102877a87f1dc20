"""Takes the knowledge base as it was in an earlier revision out of git."""

from __future__ import annotations

import io
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.errors import PolicyDataError, Problem, SituationError
from bot.kb import KnowledgeBase, load, lost_names


def knowledge_base_at(revision: str, folder: Path) -> KnowledgeBase:
    """Return the knowledge base of a folder as a revision of git holds it.

    Raises:
        SituationError: there is no such revision, no git, or what it holds cannot be read; one sentence says which.
    """
    with _copy_of(revision, folder) as copy:
        try:
            return load(copy)
        except PolicyDataError as error:
            found = f"有 {len(error.problems)} 处问题，例如 {error.problems[0]}"
            raise SituationError(f"没法比较：版本“{revision}”的知识库按现在的规则{found}") from None


def names_lost_since(revision: str, folder: Path) -> list[Problem]:
    """Return every name of a policy that a revision had and the folder has no longer; nothing where there is no such revision."""
    try:
        with _copy_of(revision, folder) as copy:
            return lost_names(copy, folder)
    except SituationError:
        return []


@contextmanager
def _copy_of(revision: str, folder: Path) -> Iterator[Path]:
    """Give the folder as a revision holds it."""
    command = ["git", "-C", str(folder), "archive", "--format=tar", "--end-of-options", revision]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except FileNotFoundError:
        raise SituationError("没有找到 git。比较两个版本要先安装 git。") from None
    if done.returncode != 0:
        raise SituationError(f"git 里没有版本“{revision}”，或者 {folder} 不在 git 里。用 git log 看有哪些版本。")
    with TemporaryDirectory() as copy, tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
        archive.extractall(copy)
        yield Path(copy)
