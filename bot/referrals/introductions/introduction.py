"""One introduction as the database keeps it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.referrals.introductions.states import OPEN, IntroductionState


@dataclass(frozen=True)
class Introduction:
    """An introduction as it stands; ``opening`` is None once the employer was erased."""

    id: int
    person: str
    conversation: str
    opening: int | None
    referral: int | None
    title: str
    employer_name: str
    state: IntroductionState
    reason: str | None
    introduced_by: str
    asked_at: datetime
    answered_at: datetime | None
    employer_at: datetime | None
    ended_at: datetime | None

    @property
    def is_open(self) -> bool:
        """Tell whether something is still to come of it."""
        return self.state in OPEN

    @property
    def name(self) -> str:
        """Return what it is called among colleagues."""
        return f"{self.employer_name}的“{self.title}”"


def introduction_of(row: Any) -> Introduction:
    """Return the introduction of a row."""
    return Introduction(**{**dict(row), "state": IntroductionState(row["state"])})
