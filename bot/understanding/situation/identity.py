"""What an identity number tells beside the date of birth, which is read as a date; the number itself is never kept. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence

from bot.understanding.situation.model import MessageClause, PeopleOfMessage, StatedFact
from bot.understanding.situation.wordings.masks import BIRTH_ROLE
from bot.understanding.spans import Span

SEX = "sex"
FEMALE, MALE = "female", "male"
_SEX_DIGIT = {18: 16, 15: 14}


def sexes_in(
    text: str, spans: Mapping[int, Span], clauses: Sequence[MessageClause], speaker: PeopleOfMessage
) -> Iterator[StatedFact]:
    """Yield the sex that each identity number tells; spans hold only numbers whose check digit is right."""
    starts = [clause.start for clause in clauses]
    for start, span in spans.items():
        number = text[start : span.end]
        digit = _SEX_DIGIT.get(len(number))
        if span.role != BIRTH_ROLE or digit is None or not number[:digit].isdigit():
            continue
        index = bisect_right(starts, start) - 1
        value = MALE if int(number[digit]) % 2 else FEMALE
        yield StatedFact(SEX, value, speaker.topics[index], start=start, end=span.end, clause=index)
