"""Reads a message as a person would: who tells what of whom, since when, and what is asked. Pure.

text → normal form → typed spans → clauses → facts, asked day, focus.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import date

from bot.kb import KnowledgeBase
from bot.understanding.situation.clauses import clauses_of
from bot.understanding.situation.day import asked_day
from bot.understanding.situation.fact_reader import FactReader
from bot.understanding.situation.focus import FocusFinder
from bot.understanding.situation.model import (
    ClauseKind,
    MessageClause,
    Owner,
    PeopleOfMessage,
    SituationReading,
    StatedFact,
)
from bot.understanding.situation.people import people_in
from bot.understanding.situation.told_message import ToldMessage
from bot.understanding.situation.wordings.frames import FrameFinder
from bot.understanding.situation.wordings.masks import BREAK, mask
from bot.understanding.spans import read_spans

# Letters that are all set apart (创 业 贷 款) are one word; a blank beside a longer word parts two.
_HAN = "[\\u4e00-\\u9fff]"
_BLANK = re.compile(
    rf"(?<={_HAN}{_HAN})\s+(?={_HAN})|(?<={_HAN})\s+(?={_HAN}{_HAN})"
    rf"|(?<=[男女]\d\d)\s+(?={_HAN})|(?<={_HAN})\s+(?=\d\d\s)|(?<=\s\d\d)\s+(?=[男女])"
)
_ANSWERED = re.compile(r"[:：]\s*(?=有|无|没|是|否|办|不)")


_OF_FIRM = re.compile(
    "我们?公司|我们?单位|我们?厂|本公司|本单位|新招|招[了的用过]|没招|裁员|职工|员工|这个公司|这家公司|我们占|占职工|我们招了|同行|兄弟单位|隔壁厂|总公司|母公司|别家|别的公司|分公司|失信|厂里|(?:公司|单位)(?:招|有|共|一共|现有|上过|列)"
)


# From how many facts on a story is of the kin that most of it tells of.
MOSTLY = 3


class SituationReader:
    """Reads situations with the facts, wordings and names of one knowledge base.

    Args:
        kb: the knowledge base.
        normalise: brings a message to its normal form.
        before: what read by another knowledge base: of the same wordings, what it has compiled is used again.
    """

    def __init__(
        self, kb: KnowledgeBase, normalise: Callable[[str], str], before: SituationReader | None = None
    ) -> None:
        self._normalise = normalise
        self._frames = kb.fact_frames
        is_same = before is not None and before._frames == kb.fact_frames
        self._finder: FrameFinder = before._finder if before is not None and is_same else FrameFinder(kb.fact_frames)
        self._facts = FactReader(kb.facts)
        self._focus = FocusFinder(kb, normalise)

    @staticmethod
    def _parted(message: str) -> str:
        """Return a message in which blanks between words part clauses, and a label keeps its answer (失业登记：有)."""
        return _ANSWERED.sub("", _BLANK.sub(",", message.strip()))

    def warm_up(self) -> None:
        """Compile all wordings now, so that the first person does not wait for them."""
        self._finder.warm_up()

    def read(self, message: str, today: date) -> SituationReading:
        """Return what a message tells and asks; relative dates are counted from ``today``."""
        text = self._normalise(self._parted(message))
        spans = tuple(sorted(read_spans(text, today), key=lambda span: span.start))
        masked = mask(text, spans)
        plain = _with_breaks(text, masked)
        clauses = clauses_of(masked, text)
        speaker = people_in(clauses, text)
        names = self._focus.names_in(text)
        by_start = {span.start: span for span in spans}
        matches = self._finder.find(masked, by_start, today)
        day, is_told_as_of = asked_day(clauses, masked, text, spans, today)
        stated = self._facts.stated(ToldMessage(text, masked, plain, by_start, clauses, speaker, matches, names, today))
        asked = self._focus.asked(text, clauses, names, stated)
        return SituationReading(
            text=text,
            clauses=clauses,
            stated=stated,
            person=_person(speaker, stated, clauses, text),
            asked_on=day,
            is_told_as_of=is_told_as_of,
            focus=asked.focus,
            wants_check=asked.wants_check,
            wants_overview=asked.wants_overview,
        )


def _with_breaks(text: str, masked: str) -> str:
    """Return a message with breaks where the clauses of its mask end."""
    signs = list(text)
    place = masked.find(BREAK)
    while place >= 0:
        signs[place] = BREAK
        place = masked.find(BREAK, place + 1)
    return "".join(signs)


def _person(
    speaker: PeopleOfMessage, stated: tuple[StatedFact, ...], clauses: Sequence[MessageClause], text: str
) -> Owner:
    """Return whose check it is: who is named as such, else the writer where they speak of themselves, else who is told of."""
    if speaker.asked_for is not None:
        return speaker.asked_for
    told = {fact.owner for fact in stated if fact.is_asserted and not fact.is_implied}
    # Whose name something is in (写的是我爸名下) is not yet whom it is about.
    spoken_of = (told - {Owner.OTHERS}) & {*speaker.topics, speaker.main}
    kin = [fact.owner for fact in stated if fact.owner in spoken_of]
    if _is_of_kin_alone(stated, clauses):
        return kin[0]
    if Owner.SELF in told:
        return Owner.SELF
    if Owner.EMPLOYER in told or (_OF_FIRM.search(text) and not speaker.speaks_of_self):
        return Owner.EMPLOYER
    if speaker.speaks_of_self or not kin:
        return Owner.SELF
    is_asked = any(clause.kind is not ClauseKind.STORY for clause in clauses)
    is_aside = kin[0] is Owner.OTHER_KIN or speaker.names_self
    return Owner.SELF if is_aside and not is_asked else kin[0]


def _is_of_kin_alone(stated: Sequence[StatedFact], clauses: Sequence[MessageClause]) -> bool:
    """Tell whether a story that asks nothing is one of kin, the writer named only beside them (我儿子26了…, 我都55了)."""
    told = [fact for fact in stated if fact.is_asserted and not fact.is_implied]
    own = [fact for fact in told if fact.owner is Owner.SELF]
    is_asked = any(clause.kind is not ClauseKind.STORY for clause in clauses)
    others = {fact.owner for fact in told} - {Owner.SELF}
    if is_asked or len(own) != 1 or len(others) != 1 or not others <= {Owner.CHILD, Owner.SPOUSE, Owner.PARENT}:
        return False
    return told[0] is not own[0] and len(told) > MOSTLY
