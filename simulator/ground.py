"""What the sandbox stands on: its clock and its errors. It shares nothing with the assistant, so that neither checks itself."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

SHANGHAI = ZoneInfo("Asia/Shanghai")


def real_now() -> datetime:
    """Return the present moment in Asia/Shanghai."""
    return datetime.now(SHANGHAI)


class SandboxError(Exception):
    """Root of every error that the sandbox raises on purpose; the messages say in Chinese what to do."""


class SandboxSettingsError(SandboxError):
    """The sandbox was started with something that it cannot use."""


class ImpossibleAct(SandboxError):
    """The caller asked for something that no phone and no account could do."""


class SandboxRefusal(SandboxError):
    """The platform refuses what it was sent, as the real one would."""
