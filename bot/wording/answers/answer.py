"""Words the answer to what was asked of a policy: short first, everything on request, always with its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.conversation import Outcome, Reply, in_order
from bot.kb import Answer, Citation, Gap, KnowledgeBase, NotApplicable, Period, Policy, Statement, statements
from bot.wording.answers.citations import caution_for, name_sources
from bot.wording.answers.dates import say_out_of_force, say_period
from bot.wording.answers.next_choices import next_choices

SHORT_ANSWER = 120


@dataclass(frozen=True)
class AskedQuestion:
    """What is asked of a policy.

    Args:
        policy: the policy asked about.
        facets: the facets asked for, in order; never empty.
        period: the day, month or year asked about.
        today: the day of the question.
        level: ``simple`` (one sentence a facet), ``short`` or ``full``.
        statements: which statements answer it, best first, each as facet and id (an empty id: what is known of the facet
            is that nothing is known); empty: what the facets say from their beginning.
        is_manifold: whether several things are asked, so that each answer stands under its head.
        is_unnamed: whether the policy was found by its content, so that the answer must say which it is.
    """

    policy: Policy
    facets: tuple[str, ...]
    period: Period
    today: date
    level: str = "short"
    statements: tuple[tuple[str, str], ...] = ()
    is_manifold: bool = False
    is_unnamed: bool = False


@dataclass(frozen=True)
class _Part:
    """The wording of one facet. ``is_answered`` is false where no source holds it."""

    text: str
    citations: tuple[Citation, ...]
    is_answered: bool
    has_more: bool = False


def answer(kb: KnowledgeBase, question: AskedQuestion) -> Reply:
    """Return the reply to a question about one policy.

    Facets without a source are said to be so, with whom to ask; a date that no value covers is said to be so and the
    last known value is never used.
    """
    parts = _parts(kb, question)
    citations = in_order(citation for part in parts for citation in part.citations)
    is_answered = any(part.is_answered for part in parts)
    lines = [
        _opening(question),
        *(part.text for part in parts),
        _name(question),
        caution_for(citations),
        name_sources(citations),
    ]
    return Reply(
        text="\n".join(line for line in lines if line),
        outcome=Outcome.ANSWERED if is_answered else Outcome.NOT_COVERED,
        on=min(question.period.last, max(question.today, question.period.first)),
        topic=question.policy.topic,
        policy=question.policy.id,
        facets=question.facets,
        citations=citations,
        choices=next_choices(
            kb,
            question.policy,
            question.facets,
            question.period,
            question.today,
            has_more=any(part.has_more for part in parts),
        ),
    )


def say_statements(kb: KnowledgeBase, question: AskedQuestion) -> tuple[str, tuple[Citation, ...]]:
    """Return the chosen statements of a question as text, with the citations that hold them; nothing out of force."""
    if not question.policy.validity.overlaps(question.period) or question.period.first > question.today:
        return "", ()
    part = _chosen_part(kb, question)
    return (part.text, part.citations) if part.is_answered else ("", ())


def _name(question: AskedQuestion) -> str:
    """Return which policy was spoken of, where the question did not call it by a name."""
    return f"这说的是{question.policy.title}。" if question.is_unnamed else ""


def _opening(question: AskedQuestion) -> str:
    if question.period == Period.day(question.today):
        return ""
    return f"按{say_period(question.period)}的规定:"


def _parts(kb: KnowledgeBase, question: AskedQuestion) -> list[_Part]:
    policy, period = question.policy, question.period
    if period.first > question.today:
        text = f"{say_period(period)}还没到,那时的规定还没有公布,未找到依据。现在的规定可以直接问我。"
        return [_Part(text, (), is_answered=False)]
    if not policy.validity.overlaps(period):
        text = f"{policy.short_title}{say_out_of_force(policy.validity, period)},{say_period(period)}无现行依据。可以问西青区人社局。"
        then = _chosen_part(kb, question) if question.statements else None
        if then is None or not then.is_answered:
            return [_Part(text, (), is_answered=False)]
        return [_Part(f"{text}当时是这样:{then.text}", then.citations, is_answered=False)]
    if question.statements and question.is_manifold and len(question.facets) > 1:
        return [_with_head(kb, question, facet) for facet in question.facets]
    if question.statements:
        return [_chosen_part(kb, question)]
    labelled = len(question.facets) > 1
    budget = SHORT_ANSWER if not labelled else SHORT_ANSWER // 2
    parts = []
    for facet in question.facets:
        part = _facet_part(kb, question, facet, budget)
        label = f"【{kb.facets[facet].label}】" if labelled else ""
        parts.append(_Part(label + part.text, part.citations, part.is_answered, part.has_more))
    return parts


def _chosen_part(kb: KnowledgeBase, question: AskedQuestion) -> _Part:
    """Return the statements that were chosen, best first; that something was not found comes last, and once."""
    found: list[Statement] = []
    missing: list[str] = []
    left = 0
    for facet, chosen in _by_facet(question.statements).items():
        held = question.policy.answers[facet]
        if not isinstance(held, Answer) or "" in chosen:
            missing.append(_facet_part(kb, question, facet, SHORT_ANSWER).text)
            continue
        said = statements(kb, held, question.period)
        found += [part for part in said if isinstance(part, Statement) and part.id in chosen]
        missing += [_gap_text(part, question.period) for part in said if isinstance(part, Gap) and part.id in chosen]
        left += sum(part.id not in chosen for part in said)
    order = [chosen for _, chosen in question.statements]
    found.sort(key=lambda part: (part.is_absence, order.index(part.id)))
    held_found = [part for part in found if not part.is_absence] or found
    last = [part for part in found if part.is_absence][: 1 if held_found != found else 0]
    spoken = [*held_found, *last]
    texts = [part.text for part in spoken] + list(dict.fromkeys(missing))[: 1 if not last else 0]
    citations = tuple(citation for part in spoken for citation in part.citations)
    return _Part("".join(texts), citations, is_answered=bool(found), has_more=left > 0)


def _with_head(kb: KnowledgeBase, question: AskedQuestion, facet: str) -> _Part:
    """Return the chosen statements of one facet under its head."""
    own = tuple(each for each in question.statements if each[0] == facet)
    part = _chosen_part(kb, replace(question, statements=own))
    return replace(part, text=f"【{kb.facets[facet].label}】{part.text}")


def _by_facet(chosen: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    facets: dict[str, set[str]] = {}
    for facet, statement in chosen:
        facets.setdefault(facet, set()).add(statement)
    return facets


def _gap_text(gap: Gap, period: Period) -> str:
    return f"{gap.parameter.title}:{say_period(period)}无现行依据。"


def _facet_part(kb: KnowledgeBase, question: AskedQuestion, facet: str, budget: int) -> _Part:
    held = question.policy.answers[facet]
    if isinstance(held, NotApplicable):
        return _Part(held.why, (), is_answered=False)
    if not isinstance(held, Answer):
        text = f"{held.what}:未找到依据,不能随便说。建议问{held.ask.say}。"
        return _Part(text, (), is_answered=False)
    said = statements(kb, held, question.period)
    statements_said = [part for part in said if isinstance(part, Statement)]
    gap_text = "".join(dict.fromkeys(_gap_text(part, question.period) for part in said if isinstance(part, Gap)))
    if not statements_said:
        missing = gap_text or f"{question.policy.short_title}的这一方面,{say_period(question.period)}无现行依据。"
        return _Part(f"{missing}可以问西青区人社局。", (), is_answered=False)
    chosen = _chosen(statements_said, question.level, budget)
    citations = tuple(citation for statement in chosen for citation in statement.citations)
    text = "".join(statement.text for statement in chosen) + gap_text
    return _Part(text, citations, is_answered=True, has_more=len(chosen) < len(statements_said))


def _chosen(said: Sequence[Statement], level: str, budget: int) -> list[Statement]:
    """Take sentences from the front: one, as many as fit the budget of characters, or all."""
    if level == "simple":
        return list(said[:1])
    if level == "full":
        return list(said)
    chosen, length = [said[0]], len(said[0].text)
    for statement in said[1:]:
        length += len(statement.text)
        if length > budget:
            break
        chosen.append(statement)
    return chosen
