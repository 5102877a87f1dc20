"""What is said to a question about a policy, before it is put into words: statements that were chosen, and what is not known. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from bot.kb import Answer, Gap, KnowledgeBase, NotApplicable, NotSourced, Period, Policy, Statement, statements
from bot.wording.answers.dates import say_out_of_force, say_period

SHORT_ANSWER = 120
# What to say to whom is asked, facet by facet.
ASKED_AS = {
    "overview": "是什么政策",
    "eligibility": "什么人能办",
    "amount": "能领多少钱",
    "duration": "能享受多久",
    "materials": "要带什么材料",
    "procedure": "怎么办",
    "where": "到哪儿办",
    "deadline": "最晚什么时候办",
    "contact": "打哪个电话问",
    "status": "进度怎么查",
    "legal_basis": "是按哪份文件办的",
    "restrictions": "什么情况办不了",
}


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
        places: other cities or provinces that were named.
    """

    policy: Policy
    facets: tuple[str, ...]
    period: Period
    today: date
    level: str = "short"
    statements: tuple[tuple[str, str], ...] = ()
    is_manifold: bool = False
    is_unnamed: bool = False
    places: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerPart:
    """What is said under one head: ``before``, then the statements, then what is ``missing``.

    ``is_answered`` is false where no source holds it in the period.
    """

    statements: tuple[Statement, ...] = ()
    missing: str = ""
    head: str = ""
    before: str = ""
    is_answered: bool = False
    has_more: bool = False

    def without_last(self) -> AnswerPart:
        """Return the part without the statement that can be missed most: the last one, but first of all not what is to be asked."""
        kept = list(self.statements)
        at = next((at for at in range(len(kept) - 1, 0, -1) if not kept[at].is_absence), len(kept) - 1)
        del kept[at]
        return replace(self, statements=tuple(kept), has_more=True)


def whom(kb: KnowledgeBase, policy: Policy) -> str:
    """Return whom to ask about a policy: whom its topic names, else the office of the district."""
    contact = kb.topics[policy.topic].contact
    return contact.say if contact is not None else "西青区人社局"


def answer_parts(kb: KnowledgeBase, question: AskedQuestion) -> list[AnswerPart]:
    """Return the parts of the answer, one a head.

    Facets without a source are said to be so, with whom to ask; a date that no value covers is said to be so and the
    last known value is never used.
    """
    policy, period = question.policy, question.period
    if period.first > question.today:
        question = replace(question, statements=_known_until(question))
        if not question.statements:
            text = f"{say_period(period)}还没到,那时的规定还没有公布,未找到依据。现在的规定可以直接问我。"
            return [AnswerPart(missing=text)]
    if not policy.validity.overlaps(period):
        ended = f"{policy.short_title}{say_out_of_force(policy.validity, period)},{say_period(period)}无现行依据。"
        text = f"{ended}可以问{whom(kb, policy)}。"
        then = chosen_part(kb, question) if question.statements else AnswerPart()
        return [
            replace(then, before=f"{text}当时是这样:", is_answered=False)
            if then.is_answered
            else AnswerPart(missing=text)
        ]
    if question.statements and not (question.is_manifold and len(question.facets) > 1):
        return [chosen_part(kb, question)]
    if question.statements:
        return _known_first([_of_facet(kb, question, facet) for facet in question.facets])
    is_headed = len(question.facets) > 1
    budget = SHORT_ANSWER // 2 if is_headed else SHORT_ANSWER
    parts = [_facet_part(kb, question, facet, budget) for facet in question.facets]
    heads = [f"【{kb.facets[facet].label}】" if is_headed else "" for facet in question.facets]
    return [replace(part, head=head) for head, part in zip(heads, parts, strict=True)]


def _known_until(question: AskedQuestion) -> tuple[tuple[str, str], ...]:
    """Return the chosen statements of which a source says that they hold until some day, no earlier than the days asked about."""
    held = {facet: question.policy.answers[facet] for facet, _ in question.statements}
    lasting = {
        (facet, sentence.id)
        for facet, answer in held.items()
        for sentence in (answer.sentences if isinstance(answer, Answer) else ())
        if sentence.validity.end is not None and sentence.validity.end >= question.period.last
    }
    return tuple(each for each in question.statements if each in lasting)


def chosen_part(kb: KnowledgeBase, question: AskedQuestion) -> AnswerPart:
    """Return the statements that were chosen, best first; that something was not found comes last, and once."""
    found: list[Statement] = []
    missing: list[str] = []
    left = 0
    for facet, chosen in _by_facet(question.statements).items():
        held = question.policy.answers[facet]
        if not isinstance(held, Answer) or "" in chosen:
            missing.append(_facet_part(kb, question, facet, SHORT_ANSWER).missing)
            continue
        said = statements(kb, held, question.period)
        found += [part for part in said if isinstance(part, Statement) and part.id in chosen]
        missing += [_gap_text(part, question.period) for part in said if isinstance(part, Gap) and part.id in chosen]
        left += sum(part.id not in chosen for part in said)
    order = [chosen for _, chosen in question.statements]
    found.sort(key=lambda part: (part.is_absence, order.index(part.id)))
    held_found = [part for part in found if not part.is_absence] or found
    last = [part for part in found if part.is_absence][: 1 if held_found != found else 0]
    once = list(dict.fromkeys(missing))[: 1 if not last else 0]
    return AnswerPart((*held_found, *last), "".join(once), is_answered=bool(found), has_more=left > 0)


def _known_first(parts: list[AnswerPart]) -> list[AnswerPart]:
    """Return the parts in order, but never one first that only says that nothing was found, where another says more."""
    known = next((at for at, part in enumerate(parts) if part.is_answered), 0)
    return [*parts[known:], *parts[:known]]


def _of_facet(kb: KnowledgeBase, question: AskedQuestion, facet: str) -> AnswerPart:
    """Return the chosen statements of one facet under its head."""
    own = tuple(each for each in question.statements if each[0] == facet)
    return replace(chosen_part(kb, replace(question, statements=own)), head=f"【{kb.facets[facet].label}】")


def _by_facet(chosen: Sequence[tuple[str, str]]) -> dict[str, set[str]]:
    facets: dict[str, set[str]] = {}
    for facet, statement in chosen:
        facets.setdefault(facet, set()).add(statement)
    return facets


def _gap_text(gap: Gap, period: Period) -> str:
    return f"{gap.parameter.title}:{say_period(period)}无现行依据。"


def _not_sourced(policy: Policy, facet: str, held: NotSourced) -> str:
    """Return what was not found, whom to ask, and the very words to ask with."""
    return f"{held.what}没有查到。可以问{held.ask.say}一句:“{policy.short_title}{ASKED_AS.get(facet, '怎么办')}?”"


def _facet_part(kb: KnowledgeBase, question: AskedQuestion, facet: str, budget: int) -> AnswerPart:
    """Return what a facet says from its beginning, as much as the level and the budget of characters allow."""
    held = question.policy.answers[facet]
    if isinstance(held, NotApplicable):
        return AnswerPart(missing=held.why)
    if not isinstance(held, Answer):
        return AnswerPart(missing=_not_sourced(question.policy, facet, held))
    said = statements(kb, held, question.period)
    sayable = [part for part in said if isinstance(part, Statement)]
    gap_text = "".join(dict.fromkeys(_gap_text(part, question.period) for part in said if isinstance(part, Gap)))
    if not sayable:
        missing = gap_text or f"{question.policy.short_title}的这一方面,{say_period(question.period)}无现行依据。"
        return AnswerPart(missing=f"{missing}可以问{whom(kb, question.policy)}。")
    chosen = _chosen(sayable, question.level, budget)
    return AnswerPart(tuple(chosen), gap_text, is_answered=True, has_more=len(chosen) < len(sayable))


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
