"""What a run would say, sent to the one colleague who asks: whoever approves has had the words on the own phone first."""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from bot.errors import SituationError
from bot.front.desk.pages.rehearsals import Rehearsing
from bot.messaging.api import Letter
from bot.messaging.ledgers import StaffLetter
from bot.wording.office import WAYS

NO_SAMPLE = "彩排的样子没有留着。先点“只看一遍，不算彩排”，再发给自己。"


def trial_letters(
    rehearsing: Rehearsing | None, title: str, field_titles: Mapping[str, str], userid: str
) -> Sequence[StaffLetter]:
    """Return one letter to a colleague for each sample of a rehearsal; each says that it is a trial.

    Args:
        title: what the campaign is called.
        field_titles: what each field of the template is called.

    Raises:
        SituationError: this process has no sample of the run.
    """
    samples = rehearsing.tally.samples if rehearsing is not None and rehearsing.tally is not None else []
    if not samples:
        raise SituationError(NO_SAMPLE)
    task = f"trial-{secrets.token_hex(12)}"
    return [
        StaffLetter(f"{task}-{number}", userid, _text(letter, title, field_titles))
        for number, letter in enumerate(samples, start=1)
    ]


def _text(letter: Letter, title: str, field_titles: Mapping[str, str]) -> str:
    said = letter.text or "\n".join(f"{field_titles.get(name, name)}：{text}" for name, text in letter.fields.items())
    return f"【试发，只有您收到】{title}\n{WAYS[letter.way.value]}的样子：\n{said}"
