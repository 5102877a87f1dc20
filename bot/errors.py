"""The errors of the house, in families by who can mend them; every room raises one of these.

Messages say what is wrong, where, and what to do next. Exception text never reaches a citizen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


class BotError(Exception):
    """Root of every error that this project raises on purpose."""


@dataclass(frozen=True, order=True)
class Problem:
    """One mistake in a content file, written for the person who edits that file.

    Args:
        file: path of the file below the knowledge base folder.
        place: where inside the file, e.g. ``answers.amount[0].text``; empty for the whole file.
        message: what was expected and what to do, in Chinese.
    """

    file: str
    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}: {self.place}: {self.message}" if self.place else f"{self.file}: {self.message}"


class PolicyDataError(BotError):
    """Content of the knowledge base is wrong; its editors can mend it. Carries every problem found, not just the first."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(str(problem) for problem in self.problems))


class SettingsError(BotError):
    """A setting is missing or malformed; the operator can mend it. The message names the variable and the remedy."""


class MessagingError(BotError):
    """A messaging platform refused or failed.

    Args:
        message: what the platform said, without personal data.
        retryable: whether the same call may succeed later.
    """

    def __init__(self, message: str, *, retryable: bool = False) -> None:
        super().__init__(message)
        self.retryable = retryable


class SituationError(BotError):
    """The caller asked for something impossible, such as a policy that does not exist or a date that is not one."""
