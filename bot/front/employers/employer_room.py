"""What the pages of employers read and write: one employer's openings, and one introduction."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy.engine import Engine

from bot.errors import SituationError
from bot.jobs import Employer, Employers, Openings
from bot.jobs.imports import OPENING_FIELDS, OpeningImport, read_opening_form, store_opening_of
from bot.kb import KnowledgeBase
from bot.people import Sealer
from bot.referrals.introductions import EmployerSide, IntroductionState
from bot.wording.jobs import employers as say
from bot.wording.jobs import lines_for_employer

SEALED = ("contact", "phone")
LONGEST_WHY = 150


@dataclass(frozen=True)
class KeptOpening:
    """What became of a form: the name of that, or what is to be mended by field, or why none is taken."""

    became: str = ""
    wrong: Mapping[str, str] = field(default_factory=dict)
    problem: str = ""


@dataclass(frozen=True)
class ShownIntroduction:
    """An introduction as its employer reads it; ``lines`` and ``is_asked`` only while an answer is awaited."""

    title: str
    employer_name: str
    is_asked: bool
    lines: tuple[tuple[str, str], ...]
    state: str


class EmployerRoom:
    """What the pages need.

    Args:
        secret: with which rows are told apart, as those of lists.
        sealer: None without a key, where no contacts are asked for.
        today: the day by whose least pay openings are measured.
    """

    def __init__(
        self,
        engine: Engine,
        kb: Callable[[], KnowledgeBase],
        secret: str,
        sealer: Sealer | None,
        today: Callable[[], date],
    ) -> None:
        self._engine, self._kb, self._secret, self._sealer, self._today = engine, kb, secret, sealer, today
        self._employers, self._openings, self._side = Employers(engine), Openings(engine), EmployerSide(engine)
        self.fields = tuple(name for name in OPENING_FIELDS if sealer is not None or name not in SEALED)
        self.longest = {**OPENING_FIELDS, "reason": LONGEST_WHY}

    def employer(self, employer: int) -> Employer | None:
        """Return the employer of a form; None when it was erased."""
        return self._employers.find(employer)

    def own(self, employer: Employer) -> list[str]:
        """Return how the openings of an employer stand."""
        found = self._openings.of_employer(employer.id)
        return [say.say_own(opening, opening.state_on(self._today())) for opening in found]

    def keep(self, employer: Employer, written: Mapping[str, str], at: datetime) -> KeptOpening:
        """Keep an opening that an employer wrote, whose name and code are those that the office knows."""
        known = {"employer": employer.name, "credit_code": employer.credit_code or ""}
        taken = {name: written.get(name, "") for name in self.fields}
        read = read_opening_form({**taken, **known}, self._kb(), self._today())
        if read.row is None:
            return KeptOpening(wrong=read.wrong)
        this = OpeningImport(f"form-{employer.id}", self._secret, self._sealer, at)
        try:
            counts = store_opening_of(self._engine, this, read.row, employer.id)
        except SituationError as error:
            return KeptOpening(problem=str(error))
        return KeptOpening(say.became(counts))

    def introduction(self, introduction: int, at: datetime) -> ShownIntroduction | None:
        """Return what is shown of an introduction; None when nothing of it is there."""
        seen = self._side.see(introduction, at)
        if seen is None:
            return None
        is_asked = seen.state is IntroductionState.AGREED and seen.seeker is not None
        lines = tuple(lines_for_employer(seen.seeker)) if seen.seeker is not None else ()
        return ShownIntroduction(seen.title, seen.employer_name, is_asked, lines, seen.state.value)

    def answer(self, introduction: int, reason: str, at: datetime, *, is_willing: bool) -> bool:
        """Take the answer of an employer; tell whether it counts."""
        return self._side.answer(introduction, reason[:LONGEST_WHY], at, is_willing=is_willing)
