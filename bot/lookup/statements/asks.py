"""Takes a message apart into the questions it asks, each with what it names and what the conversation was about. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from bot.kb import Period
from bot.lookup.statements.asked import AskedWords
from bot.understanding import Context, FoundPhrase, NamedSubject, Reader, Reading
from bot.understanding.situation import ClauseKind, MessageClause, Owner, SituationReading

MOST_ASKS = 4
# A question with fewer signs than this beside fillers leans on what was said before it (能干不).
SHORTEST_BY_ITSELF = 3
_FILLERS = re.compile(
    r"[一二三四五六七八九十\d]+[、.,，)）]|[的了吗呢啊吧嘛呀呗么哦不是对行能这那就还事儿回真假有没我您你,。?!、]"
)
# How surely a name elsewhere in the message is what a question is about: beside others, and where it is the only one.
NEAR = 0.7
ALONE = 0.95
# Who speaks of a year and of now asks what is so now (22年说最高三百万，现在变没变).
_NOW = re.compile("现在|如今|眼下|目前")
# A name that is part of a fact (退伍军人, 就业困难人员) says who somebody is, not what is asked.
AS_FACT = 0.2
# Asks though nothing in it marks a question that is told of anybody (谁能上, 嘛时候开下一期).
_BEGINS_TO_ASK = re.compile(
    "(?:那|都|还有|还|再说)*(?:谁(?![都也]|知道)|[嘛啥]时候|多会儿|多咱|哪天)|.{0,3}(?:给谁|归谁|找谁)"
)
# Asks for no more than yes or no to the words before it.
_TAG = re.compile(
    r"(?:是|对|行|真的?|是真的|有这(?:么)?回事|真的假的|是不是|对不对|行不行)*(?:吗|吧|么|不|假的)?[?？。!！]*"
)


@dataclass(frozen=True)
class AskReader:
    """Reads the questions of messages with the names of one knowledge base."""

    reader: Reader

    def asks(
        self,
        reading: Reading,
        told: SituationReading,
        period: Period,
        context: Context,
        facets: Mapping[str, float],
    ) -> tuple[AskedWords, ...]:
        """Return the questions of a message in order, at most `MOST_ASKS`; a message that asks nowhere is one as a whole.

        Args:
            reading: what the message names.
            told: its clauses and what it tells.
            period: the days asked about.
            context: what the conversation was about.
            facets: the intent model's view of the facets, with their probability.
        """
        names = self.reader.names_in(told.text)
        groups = _groups(told)
        return tuple(self._ask(group, names, reading, told, period, context, facets) for group in groups)

    def _ask(
        self,
        group: tuple[int, int],
        names: Sequence[FoundPhrase[NamedSubject]],
        reading: Reading,
        told: SituationReading,
        period: Period,
        context: Context,
        facets: Mapping[str, float],
    ) -> AskedWords:
        start, end = group
        asked = [name for name in names if not _is_told(name, told)]
        inside = [name.meaning for name in asked if start <= name.start < end]
        focus = [NamedSubject(subject.topic, subject.policy) for subject in told.focus]
        near = NEAR if inside or len({name.meaning for name in asked}) > 1 else ALONE
        weighed = {name.meaning: AS_FACT for name in names} | {name.meaning: near for name in asked}
        weighed |= dict.fromkeys(focus, NEAR if inside else ALONE) | dict.fromkeys(inside, 1.0)
        policies = {subject.policy: weight for subject, weight in weighed.items() if subject.policy is not None}
        topics = {subject.topic: weight for subject, weight in weighed.items() if subject.policy is None}
        return AskedWords(
            words=told.text[start:end],
            whole=told.text,
            period=period,
            policies=policies,
            topics=topics,
            hinted=reading.hinted if group == (0, len(told.text)) else self.reader.hinted_in(told.text[start:end]),
            for_employer=told.person is Owner.EMPLOYER,
            last_policy=context.policy or "",
            last_facets=context.facets,
            facets=facets,
        )


def _is_told(name: FoundPhrase[NamedSubject], told: SituationReading) -> bool:
    return any(fact.is_asserted and fact.start < name.end and name.start < fact.end for fact in told.stated)


def asked_days(reading: Reading, told: SituationReading, today: date) -> Period:
    """Return the days asked about; in a story the years are when things happened, so only a day that is asked about counts."""
    if _NOW.search(reading.text):
        return Period.day(today)
    is_asked_day = told.asked_on is not None or len(told.clauses) <= 1 or not told.stated
    return (reading.period if is_asked_day else None) or Period.day(today)


def _groups(told: SituationReading) -> list[tuple[int, int]]:
    """Return where each question stands, with the words it leans on."""
    asking = (ClauseKind.QUESTION, ClauseKind.WISH)
    places = [
        place
        for place, clause in enumerate(told.clauses)
        if clause.kind in asking or _BEGINS_TO_ASK.match(told.text, clause.start, clause.end)
    ]
    groups: list[tuple[int, int]] = []
    for place in places:
        clause = told.clauses[place]
        start = _start(told, place)
        if groups and start <= groups[-1][1]:
            groups[-1] = (groups[-1][0], clause.end)
        else:
            groups.append((start, clause.end))
    return groups[-MOST_ASKS:] if groups else [(0, len(told.text))]


def _start(told: SituationReading, place: int) -> int:
    """Return where a question begins; one too short to stand alone begins with the clauses before it."""
    clause = told.clauses[place]
    before = place
    while before > 0 and _leans(told.text, told.clauses[before : place + 1]):
        before -= 1
    return told.clauses[before].start if before < place else clause.start


def _leans(text: str, clauses: Sequence[MessageClause]) -> bool:
    words = text[clauses[0].start : clauses[-1].end]
    return len(_FILLERS.sub("", words)) < SHORTEST_BY_ITSELF or _TAG.fullmatch(words) is not None
