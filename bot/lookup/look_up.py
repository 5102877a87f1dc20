"""Chooses the passages that answer a matchmaker's search: what the text names first, then what is most like it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from bot.kb import Answer, KnowledgeBase, Period, Policy
from bot.lookup.ranker import Ranker
from bot.understanding import Reader, Reading

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
}
ALIKE_OF_NAMED = 2
ALIKE_AT_MOST = 200
# One policy must not hide the others.
ALIKE_PER_POLICY = 2


@dataclass(frozen=True)
class LookUp:
    """What was found.

    Args:
        passages: ``(policy, facet)``, best first; empty when nothing was found.
        period: the day, month or year that is asked about.
        referrals: matters of other offices that were named instead.
        places: other cities or provinces named.
    """

    passages: tuple[tuple[Policy, str], ...]
    period: Period
    referrals: tuple[str, ...]
    places: tuple[str, ...]


def look_up(kb: KnowledgeBase, reader: Reader, ranker: Ranker, text: str, on: date, limit: int) -> LookUp:
    """Return at most ``limit`` passages for a text; dates in the text are counted from ``on`` and win over it."""
    reading = _with_keywords(reader.read(text, on))
    meant, sisters = _policies(kb, reader, reading)
    if meant:
        found = _of_policies(meant, sisters, reading, ranker)
    elif reading.referrals:
        found = iter(())
    else:
        found = _alike(kb, reading, ranker)
    period = reading.period or Period.day(on)
    passages = _told_once([(kb.policy(policy), facet) for policy, facet in dict.fromkeys(found)], period)
    if not reading.named:
        passages.sort(key=lambda passage: not passage[0].validity.overlaps(period))
    return LookUp(
        passages=tuple(passages[:limit]),
        period=period,
        referrals=() if meant else reading.referrals,
        places=reading.places,
    )


def _told_once(passages: list[tuple[Policy, str]], period: Period) -> list[tuple[Policy, str]]:
    """Keep one passage of a policy that is not in force: all of them would only say so."""
    first = {policy.id: facet for policy, facet in reversed(passages)}
    return [
        (policy, facet) for policy, facet in passages if policy.validity.overlaps(period) or first[policy.id] == facet
    ]


def _policies(kb: KnowledgeBase, reader: Reader, reading: Reading) -> tuple[list[Policy], list[Policy]]:
    """Return the policies meant, and the other policies of a topic that was named without saying which."""
    subjects = reading.named
    if not subjects and not reading.referrals:
        subjects = tuple(reader.narrowed_topic(topic, reading.text) for topic in reading.hinted)
    meant: list[Policy] = []
    sisters: list[Policy] = []
    for subject in subjects:
        first, *others = [kb.policy(subject.policy)] if subject.policy else kb.policies_of(subject.topic)
        meant.append(first)
        sisters += others
    return meant, sisters


def _of_policies(
    meant: list[Policy], sisters: list[Policy], reading: Reading, ranker: Ranker
) -> Iterator[tuple[str, str]]:
    if reading.facets:
        yield from ((policy.id, facet) for policy in meant for facet in reading.facets)
        yield from _answered(sisters, reading.facets)
        return
    if reading.beside_names().strip():
        # A circumstance beside a name (失业金 被拘留) asks whether the person may.
        yield from _answered(meant, CIRCUMSTANCE_FACETS)
    ids = {policy.id for policy in (*meant, *sisters)}
    for hit in ranker.passages(reading.beside_names(), ALIKE_OF_NAMED, within=ids):
        yield hit.policy, hit.facet
    yield from _answered(meant, MAIN_FACETS)
    yield from _answered(sisters, MAIN_FACETS[:1])
    # A policy without a single source still says so itself.
    yield from ((policy.id, MAIN_FACETS[0]) for policy in meant)


def _alike(kb: KnowledgeBase, reading: Reading, ranker: Ranker) -> Iterator[tuple[str, str]]:
    """Return passages like the text; where it asks for a facet, that facet of the policies that are alike."""
    shown: Counter[str] = Counter()
    for hit in ranker.passages(reading.text, ALIKE_AT_MOST):
        if reading.facets:
            yield from ((hit.policy, facet) for facet in reading.facets)
        elif shown[hit.policy] < ALIKE_PER_POLICY:
            found = tuple(_answered((kb.policy(hit.policy),), (hit.facet,)))
            shown[hit.policy] += len(found)
            yield from found


def _answered(policies: Iterable[Policy], facets: Iterable[str]) -> Iterator[tuple[str, str]]:
    facets = tuple(facets)
    return ((policy.id, facet) for policy in policies for facet in facets if isinstance(policy.answers[facet], Answer))


def _with_keywords(reading: Reading) -> Reading:
    if reading.facets:
        return reading
    beside = reading.beside_names()
    return replace(reading, facets=tuple(dict.fromkeys(facet for word, facet in KEYWORDS.items() if word in beside)))
