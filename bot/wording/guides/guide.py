"""The service guide of one policy on a day: what it says facet by facet, what was not found, and the words it rests on. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from bot.conversation import without_repeats
from bot.kb import Answer, Citation, Clause, KnowledgeBase, Link, Period, Policy, Statement, chinese_date, places_in
from bot.text import typeset
from bot.wording.answers import STANDING_NAMES, AskedQuestion, tells
from bot.wording.answers.citations import name_source
from bot.wording.answers.marks import CIRCLED, SourceMarks
from bot.wording.answers.parts import AnswerPart, answer_parts
from bot.wording.answers.tags import ORDER, meaning, name_of, tagged_texts

# In the order in which one who wants to apply reads.
READ_AS = (
    "overview",
    "eligibility",
    "amount",
    "duration",
    "restrictions",
    "materials",
    "procedure",
    "where",
    "deadline",
    "contact",
    "status",
    "legal_basis",
)
AMOUNT = "amount"


@dataclass(frozen=True)
class DatedAmount:
    """A figure of a policy with each of its values: what it is, and pairs of value and dates, the latest first."""

    title: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class GuideSection:
    """What is known of one facet, a line a statement; ``amounts`` are the figures that its sentences print."""

    facet: str
    heading: str
    lines: tuple[str, ...]
    amounts: tuple[DatedAmount, ...] = ()


@dataclass(frozen=True)
class GuideBasis:
    """A source of a guide: its mark, its name in one line, its standing, its address, and its quotes as kind, clause and words."""

    mark: str
    named: str
    standing: str
    url: str
    quotes: tuple[tuple[str, str, str], ...]

    @property
    def clauses(self) -> tuple[str, ...]:
        """Return the labels of its clauses, each once."""
        return tuple(dict.fromkeys(label for _, label, _ in self.quotes if label))


@dataclass(frozen=True)
class Guide:
    """All of a policy on a day.

    Args:
        policy: whose guide it is.
        on: the day whose rules are told, as people say it.
        verified: when its sources were last looked at, as people say it.
        ended: why nothing holds on that day; empty where the policy is in force.
        sections: what is told, in the order of READ_AS.
        missing: what no source holds, with whom to ask.
        tags: what the tags in the lines mean.
        basis: the sources, numbered as in the lines.
        link: where it is applied for on the web.
        successor: the policy that took its place.
    """

    policy: Policy
    on: str
    verified: str
    ended: str
    sections: tuple[GuideSection, ...]
    missing: tuple[str, ...]
    tags: tuple[str, ...]
    basis: tuple[GuideBasis, ...]
    link: Link | None
    successor: Policy | None


def guide(kb: KnowledgeBase, policy: Policy, today: date) -> Guide:
    """Return the guide of a policy with the rules of a day."""
    period = Period.day(today)
    is_in_force = policy.validity.overlaps(period)
    parts = {facet: _part(kb, policy, facet, period, today) for facet in READ_AS if is_in_force}
    told = {facet: part for facet, part in parts.items() if tells(kb, policy, facet, period)}
    spoken = [statement for part in told.values() for statement in part.statements]
    citations = without_repeats(citation for statement in spoken for citation in statement.citations)
    marks = SourceMarks(citations)
    return Guide(
        policy=policy,
        on=chinese_date(today),
        verified=chinese_date(policy.verified_on),
        ended="" if is_in_force else typeset(_part(kb, policy, READ_AS[0], period, today).missing),
        sections=tuple(_section(kb, policy, facet, part, marks, period) for facet, part in told.items()),
        missing=_missing(part for facet, part in parts.items() if facet not in told or part.missing),
        tags=_meanings(spoken),
        basis=_basis(citations),
        link=policy.link if is_in_force else None,
        successor=kb.policies.get(policy.successor),
    )


def _part(kb: KnowledgeBase, policy: Policy, facet: str, period: Period, today: date) -> AnswerPart:
    [part] = answer_parts(kb, AskedQuestion(policy, (facet,), period, today, level="full"))
    return part


def _section(
    kb: KnowledgeBase, policy: Policy, facet: str, part: AnswerPart, marks: SourceMarks, period: Period
) -> GuideSection:
    lines = tuple(map(typeset, tagged_texts(part.statements, marks.of)))
    amounts = _amounts(kb, policy, period) if facet == AMOUNT else ()
    return GuideSection(facet, kb.facets[facet].label, lines, amounts)


def _missing(parts: Iterable[AnswerPart]) -> tuple[str, ...]:
    """Return what was not found, each once; statements that say so are said as they are."""
    said = [text for part in parts for text in (*(each.text for each in _absences(part)), part.missing) if text]
    return tuple(dict.fromkeys(map(typeset, said)))


def _absences(part: AnswerPart) -> list[Statement]:
    return [] if any(not each.is_absence for each in part.statements) else list(part.statements)


def _meanings(spoken: Sequence[Statement]) -> tuple[str, ...]:
    shown = {name_of(statement) for statement in spoken}
    return tuple(typeset(meaning(name)) for name in ORDER if name in shown)


def _amounts(kb: KnowledgeBase, policy: Policy, period: Period) -> tuple[DatedAmount, ...]:
    """Return the figures that the sentences of today print."""
    held = policy.answers[AMOUNT]
    sentences = held.sentences if isinstance(held, Answer) else ()
    printed = dict.fromkeys(
        name for each in sentences if each.validity.overlaps(period) for name in places_in(each.template)
    )
    return tuple(_amount(kb, name) for name in printed)


def _amount(kb: KnowledgeBase, parameter_id: str) -> DatedAmount:
    parameter = kb.parameters[parameter_id]
    latest_first = sorted(parameter.values, key=lambda value: value.validity.start or date.min, reverse=True)
    values = tuple((typeset(each.shown), _dates(each.validity.start, each.validity.end)) for each in latest_first)
    return DatedAmount(typeset(parameter.title), values)


def _dates(start: date | None, end: date | None) -> str:
    """Return the dates of a value.

    >>> _dates(date(2022, 1, 1), None)
    '2022年1月1日起'
    """
    begins = f"{chinese_date(start)}起" if start is not None else ""
    ends = f"到{chinese_date(end)}为止" if end is not None else ""
    return "，".join(each for each in (begins, ends) if each) or "未写明起止日期"


def _basis(citations: Sequence[Citation]) -> tuple[GuideBasis, ...]:
    by_source: dict[str, list[Citation]] = {}
    for citation in citations:
        by_source.setdefault(citation.clause.source.id, []).append(citation)
    return tuple(_of_source(number, quoted) for number, quoted in enumerate(by_source.values()))


def _of_source(number: int, quoted: Sequence[Citation]) -> GuideBasis:
    source = quoted[0].clause.source
    quotes = tuple((_kind(each.clause), each.clause.label, each.quote) for each in quoted)
    mark = CIRCLED[number] if number < len(CIRCLED) else ""
    return GuideBasis(
        mark, typeset(name_source(source)), STANDING_NAMES[source.standing], source.url or "", _whole(quotes)
    )


def _kind(clause: Clause) -> str:
    return "原文" if clause.is_verbatim else "概括（不是原文）"


def _whole(quotes: Sequence[tuple[str, str, str]]) -> tuple[tuple[str, str, str], ...]:
    """Return the quotes without those that are part of another of the same clause."""
    return tuple(
        each
        for each in quotes
        if not any(each[1] == other[1] and each[2] != other[2] and each[2] in other[2] for other in quotes)
    )
