"""What follows from each reaction, for every way out of the house: one table. The outboxes differ in how they wait, not in what is right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from bot.messaging.api.reactions import Reaction


class Retry(str, Enum):
    """When a refused letter may leave again."""

    SOON = "soon"
    NEXT_MINUTE = "next_minute"
    NEXT_DAY = "next_day"
    NEW_TOKEN = "new_token"
    MENDED = "mended"
    THEY_WRITE = "they_write"
    THEY_AGREE = "they_agree"
    SHORTER = "shorter"
    REWRITTEN = "rewritten"
    NEVER = "never"
    IN_DOUBT = "in_doubt"


class WindowChange(str, Enum):
    """What happens to the place in the reply window that was taken before the letter left."""

    GIVE_BACK = "give_back"
    CORRECT = "correct"
    KEEP = "keep"


@dataclass(frozen=True)
class Consequence:
    """What follows from a refusal.

    Args:
        retry: when the letter may leave again; IN_DOUBT: it may have arrived.
        window: nothing was delivered, so the place is free again; or our count was wrong; or nobody knows.
        pause: how long the platform is left alone, at least; None when time alone changes nothing.
        unreachable: the word for why an address is dead; None while it is not.
        is_ours_to_mend: someone of us has to look at settings, permissions or what we send.
    """

    retry: Retry
    window: WindowChange = WindowChange.GIVE_BACK
    pause: timedelta | None = None
    unreachable: str | None = None
    is_ours_to_mend: bool = False

    def again_at(self, now: datetime) -> datetime | None:
        """Return when the platform may be asked again; None when that depends on people."""
        if self.retry is Retry.NEXT_DAY:
            return _after_midnight(now)
        return None if self.pause is None else now + self.pause


# Those for whom a few minutes may be enough, with nobody doing anything.
PASSES = (Retry.SOON, Retry.NEXT_MINUTE, Retry.NEXT_DAY)
_UNTIL_MENDED = timedelta(minutes=5)

CONSEQUENCES: Mapping[Reaction, Consequence] = {
    Reaction.RETRY: Consequence(Retry.SOON, pause=timedelta(seconds=30)),
    Reaction.NEXT_MINUTE: Consequence(Retry.NEXT_MINUTE, pause=timedelta(seconds=70)),
    Reaction.NEXT_DAY: Consequence(Retry.NEXT_DAY),
    # The client has renewed the token once already; in some minutes the platform may have recovered.
    Reaction.REFRESH_TOKEN: Consequence(Retry.NEW_TOKEN, pause=_UNTIL_MENDED, is_ours_to_mend=True),
    Reaction.STOP: Consequence(Retry.MENDED, pause=_UNTIL_MENDED, is_ours_to_mend=True),
    Reaction.OUTSIDE_WINDOW: Consequence(Retry.THEY_WRITE, WindowChange.CORRECT),
    Reaction.USED_UP: Consequence(Retry.THEY_WRITE, WindowChange.CORRECT),
    Reaction.NO_CONSENT: Consequence(Retry.THEY_AGREE),
    Reaction.DEAD_RECIPIENT: Consequence(Retry.NEVER, unreachable="bad_address"),
    Reaction.UNFOLLOWED: Consequence(Retry.NEVER, unreachable="unfollowed"),
    Reaction.BLOCKED: Consequence(Retry.NEVER, unreachable="blocked"),
    Reaction.SHORTEN: Consequence(Retry.SHORTER),
    Reaction.AS_TEXT: Consequence(Retry.REWRITTEN),
    Reaction.OUR_MISTAKE: Consequence(Retry.REWRITTEN, is_ours_to_mend=True),
    # Nothing that may have arrived is ever sent twice to a citizen.
    Reaction.UNKNOWN_OUTCOME: Consequence(Retry.IN_DOUBT, WindowChange.KEEP),
}


def _after_midnight(now: datetime) -> datetime:
    """Return the moment at which the platform's day begins anew, with some minutes for its clock."""
    return now.replace(hour=0, minute=5, second=0, microsecond=0) + timedelta(days=1)
