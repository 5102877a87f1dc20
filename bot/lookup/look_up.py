"""Chooses the passages that answer a matchmaker's search: those of the subject and facet named, then those whose statements fit best."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import zip_longest

from bot.kb import Answer, KnowledgeBase, Period, Policy
from bot.lookup.statement_search import StatementSearch
from bot.lookup.statements import RankedStatement
from bot.understanding import NamedSubject, Reader, Reading

# What someone who names nothing but a policy wants to know of it.
MAIN_FACETS = ("overview", "eligibility", "amount", "procedure", "materials", "where")
CIRCUMSTANCE_FACETS = ("eligibility",)
# Staff search with bare keywords, which in a resident's sentence would not tell beyond doubt what is asked.
KEYWORDS = {
    "多少": "amount",
    "标准": "amount",
    "条件": "eligibility",
    "对象": "eligibility",
    "资格": "eligibility",
    "申请": "procedure",
    "办理": "procedure",
    "时间": "deadline",
    "地点": "where",
    "作用": "overview",
    "用处": "overview",
}
# As many statements as are looked through for passages.
RANKED = 60
# A statement that has less in common with the words is alike by chance only.
ALIKE_FROM = 0.2
# From here on it is what is asked for.
FITS_FROM = 0.35
# One policy must not hide the others.
ALIKE_PER_POLICY = 2

Passage = tuple[str, str]


@dataclass(frozen=True)
class LookUp:
    """What was found.

    Args:
        passages: ``(policy, facet)``, best first; empty when nothing was found.
        period: the day, month or year that is asked about.
        referrals: matters of other offices that were named instead.
        places: other cities or provinces named.
        statements: by passage (ids of policy and facet), the ids of the statements in it that fit, best first.
    """

    passages: tuple[tuple[Policy, str], ...]
    period: Period
    referrals: tuple[str, ...]
    places: tuple[str, ...]
    statements: Mapping[Passage, tuple[str, ...]] = field(default_factory=dict)


def look_up(kb: KnowledgeBase, search: StatementSearch, text: str, on: date, limit: int) -> LookUp:
    """Return at most ``limit`` passages for a text; dates in the text are counted from ``on`` and win over it."""
    reading = _with_keywords(search.reader.read(text, on))
    subjects = _subjects(search.reader, reading)
    period = reading.period or Period.day(on)
    ranked = list(_in_turns(search.rank(text, reading, period, on, RANKED)))
    if subjects:
        found = _of_subjects(kb, subjects, reading, ranked)
    elif reading.referrals:
        found = iter(())
    else:
        found = _alike(reading, ranked)
    passages = _told_once([(kb.policy(policy), facet) for policy, facet in dict.fromkeys(found)], period)
    if not reading.named:
        passages.sort(key=lambda passage: not passage[0].validity.overlaps(period))
    return LookUp(
        passages=tuple(passages[:limit]),
        period=period,
        referrals=() if subjects else reading.referrals,
        places=reading.places,
        statements=_statements(ranked),
    )


def _subjects(reader: Reader, reading: Reading) -> tuple[NamedSubject, ...]:
    """Return the subjects named; else those that words point at, as far as no other office is meant."""
    if reading.named or reading.referrals:
        return reading.named
    return tuple(reader.narrowed_topic(topic, reading.text) for topic in reading.hinted)


def _of_subjects(
    kb: KnowledgeBase, subjects: Sequence[NamedSubject], reading: Reading, ranked: Sequence[RankedStatement]
) -> Iterator[Passage]:
    """Yield the passages of what is named: the facets asked for, then what fits the words beside the name, then the main facets."""
    meant = [kb.policy(each.policy) if each.policy else kb.policies_of(each.topic)[0] for each in subjects]
    # Of a topic named without saying which policy, the others may be meant as well.
    topics = [each.topic for each in subjects if each.policy is None]
    sisters = [policy for topic in dict.fromkeys(topics) for policy in kb.policies_of(topic) if policy not in meant]
    if reading.facets:
        yield from ((policy.id, facet) for policy in meant for facet in reading.facets)
        yield from _answered(sisters, reading.facets)
        return
    if reading.beside_names().strip():
        yield from _passages(ranked, meant, FITS_FROM)
        # A circumstance beside a name (失业金 被拘留) asks whether the person may.
        yield from _answered(meant, CIRCUMSTANCE_FACETS)
        yield from _passages(ranked, (*meant, *sisters), ALIKE_FROM)
    yield from _answered(meant, MAIN_FACETS)
    yield from _answered(sisters, MAIN_FACETS[:1])
    # A policy without a single source still says so itself.
    yield from ((policy.id, MAIN_FACETS[0]) for policy in meant)


def _passages(ranked: Iterable[RankedStatement], policies: Iterable[Policy], least: float) -> Iterator[Passage]:
    """Yield the passages of the statements of some policies that are at least so like the words."""
    ids = {policy.id for policy in policies}
    return (
        (each.entry.policy, each.entry.facet)
        for each in ranked
        if each.likeness >= least and each.entry.policy in ids and each.entry.wordings
    )


def _alike(reading: Reading, ranked: Sequence[RankedStatement]) -> Iterator[Passage]:
    """Yield the passages of the statements that fit; where facets are asked for, those facets of their policies."""
    shown: dict[str, list[str]] = {}
    for each in ranked:
        if each.likeness < ALIKE_FROM or not each.entry.wordings:
            continue
        of_policy = shown.setdefault(each.entry.policy, [])
        if reading.facets:
            of_policy.extend(facet for facet in reading.facets if facet not in of_policy)
            yield from ((each.entry.policy, facet) for facet in reading.facets)
        elif each.entry.facet not in of_policy and len(of_policy) < ALIKE_PER_POLICY:
            of_policy.append(each.entry.facet)
            yield each.entry.policy, each.entry.facet


def _in_turns(ranked: Sequence[Sequence[RankedStatement]]) -> Iterator[RankedStatement]:
    """Yield what answers the questions of a text: the best of each, then the second of each."""
    for level in zip_longest(*ranked):
        yield from (each for each in level if each is not None)


def _statements(ranked: Sequence[RankedStatement]) -> dict[Passage, tuple[str, ...]]:
    found: dict[Passage, tuple[str, ...]] = {}
    for each in ranked:
        if each.entry.statement and each.likeness >= ALIKE_FROM:
            passage = (each.entry.policy, each.entry.facet)
            found[passage] = tuple(dict.fromkeys((*found.get(passage, ()), each.entry.statement)))
    return found


def _told_once(passages: list[tuple[Policy, str]], period: Period) -> list[tuple[Policy, str]]:
    """Keep one passage of a policy that is not in force: all of them would only say so."""
    first = {policy.id: facet for policy, facet in reversed(passages)}
    return [
        (policy, facet) for policy, facet in passages if policy.validity.overlaps(period) or first[policy.id] == facet
    ]


def _answered(policies: Iterable[Policy], facets: Iterable[str]) -> Iterator[Passage]:
    facets = tuple(facets)
    return ((policy.id, facet) for policy in policies for facet in facets if isinstance(policy.answers[facet], Answer))


def _with_keywords(reading: Reading) -> Reading:
    if reading.facets:
        return reading
    beside = reading.beside_names()
    return replace(reading, facets=tuple(dict.fromkeys(facet for word, facet in KEYWORDS.items() if word in beside)))
