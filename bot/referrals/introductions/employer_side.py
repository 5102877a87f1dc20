"""An introduction as its employer sees and answers it through a link: what the person agreed to, while they agree, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs.seekers import Seeker, day_of, may_be_introduced, seeker_of
from bot.referrals.introductions.introductions import Introductions
from bot.referrals.introductions.states import IntroductionState
from bot.referrals.states import EMPLOYER
from bot.storage.tables import introductions, seekers

# For the colleague, where the employer wrote no reason.
NO_REASON = "单位在链接里答复，没有写为什么"
_S = IntroductionState
ANSWERED = (_S.WILLING, _S.TURNED_DOWN, _S.INTERVIEW, _S.HIRED, _S.FAILED)


@dataclass(frozen=True)
class SeenIntroduction:
    """What an employer sees; ``seeker`` only while an answer is awaited and the person agrees, otherwise None.

    Args:
        state: AGREED while an answer is awaited, WILLING or TURNED_DOWN as it was answered, STOPPED for all else.
    """

    title: str
    employer_name: str
    state: IntroductionState
    seeker: Seeker | None


class EmployerSide:
    """The introductions of the installation for who holds a link to one of them."""

    def __init__(self, engine: Engine) -> None:
        self._engine, self._introductions = engine, Introductions(engine)

    def see(self, introduction: int, at: datetime) -> SeenIntroduction | None:
        """Return what is shown of an introduction; None when nothing of it is there any more."""
        query = select(introductions).where(introductions.c.id == introduction)
        may = (seekers.c.person == introductions.c.person, may_be_introduced(day_of(at), None))
        whose = select(seekers).join(introductions, may[0]).where(introductions.c.id == introduction, may[1])
        with self._engine.connect() as connection:
            row = connection.execute(query).mappings().first()
            found = connection.execute(whose).mappings().first()
        if row is None:
            return None
        state = IntroductionState(row["state"])
        seeker = seeker_of(found) if state is _S.AGREED and found is not None else None
        shown = state if seeker is not None else _answered(state)
        return SeenIntroduction(row["title"], row["employer_name"], shown, seeker)

    def answer(self, introduction: int, reason: str, at: datetime, *, is_willing: bool) -> bool:
        """Take the answer of the employer; tell whether it counts. The same answer again counts, and changes nothing.

        Args:
            reason: why not, in the employer's words; may be empty.
        """
        to = _S.WILLING if is_willing else _S.TURNED_DOWN
        seen = self.see(introduction, at)
        if seen is None or seen.seeker is None:
            return seen is not None and seen.state is to
        try:
            fresh = self._introductions.note(introduction, to, "" if is_willing else _reason(reason), EMPLOYER, at)
        except SituationError:
            # Somebody was faster: a colleague noted what the employer said on the telephone, or it was sent twice.
            again = self.see(introduction, at)
            return again is not None and again.state is to
        return fresh.state is to


def _answered(state: IntroductionState) -> IntroductionState:
    """Return how an introduction stands for an employer, who does not learn how it went on."""
    if state not in ANSWERED:
        return _S.STOPPED
    return _S.TURNED_DOWN if state is _S.TURNED_DOWN else _S.WILLING


def _reason(words: str) -> str:
    return f"单位在链接里写：{words}" if words else NO_REASON
