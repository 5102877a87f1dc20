"""Questions about a person: the editors' cases, played by the rule engine for the day; the verdict and the condition that decides."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from bot.eligibility import Leaf, Result, Situation, Status, Verdict, verdict_on
from bot.kb import BenefitState, Citation, EligibilityCase, Fact, FactType, KnowledgeBase, Value
from bot.quiz.model import Explanation, Kind, Question, digest_of
from bot.text import typeset
from bot.wording.checks import missing_lines, say_value

FITS = "条件够（能算的都满足，再由区人社局核定）"
UNFIT = "条件不够"
OPEN = "还差情况，要先问清楚"
CHOICES = (FITS, UNFIT, OPEN)
ANSWERS = {
    Status.ELIGIBLE: FITS,
    Status.POSSIBLY: FITS,
    Status.NOT_ELIGIBLE: UNFIT,
    Status.NEEDS_FACTS: OPEN,
}
# As many as fit on the screen of a phone above the choices.
FEWEST_FACTS, MOST_FACTS, MOST_REASONS = 2, 10, 3
FACET = "eligibility"


def person_questions(kb: KnowledgeBase, on: date) -> Iterator[Question]:
    """Yield a question for each case that comes out on a day as the editors say, and that the day alone does not change."""
    asked: set[str] = set()
    for case in kb.eligibility_cases:
        question = _question(kb, case, on) if _is_fit(kb, case) else None
        if question is not None and question.id not in asked:
            asked.add(question.id)
            yield question


def _is_fit(kb: KnowledgeBase, case: EligibilityCase) -> bool:
    """Tell whether a case can be asked on another day than its own: a first request, any way, and no day among its facts."""
    is_plain = case.state is BenefitState.FIRST_TIME and not case.route
    is_short = FEWEST_FACTS <= len(case.facts) <= MOST_FACTS
    return is_plain and is_short and all(kb.facts[name].type is not FactType.DATE for name in case.facts)


def _question(kb: KnowledgeBase, case: EligibilityCase, on: date) -> Question | None:
    policy = kb.policy(case.policy)
    verdict = verdict_on(kb, policy, Situation(case.facts, on), on)
    right = ANSWERS.get(verdict.status)
    if right is None or verdict.status.value != case.verdict or verdict.contradictions:
        return None
    explanation = _explained(kb, verdict)
    if explanation is None:
        return None
    points = tuple(typeset(_point(kb.facts[name], value)) for name, value in case.facts.items())
    clause = explanation.citation.clause
    name = digest_of(Kind.PERSON.value, policy.id, *points, right, explanation.text, clause.id, clause.text)
    text = f"有人来问{policy.short_title}，情况是下面这些。按现在的规定："
    return Question(
        name,
        Kind.PERSON,
        policy.id,
        FACET,
        policy.topic,
        f"{policy.short_title} · {kb.facets[FACET].label}",
        typeset(text),
        CHOICES,
        right,
        explanation,
        points,
    )


def _point(fact: Fact, value: Value) -> str:
    """Return one thing that is known of the person, as in a form."""
    if fact.type is FactType.YES_NO and value:
        return fact.label
    said = say_value(fact, value)
    return said if fact.speaks_for_itself else f"{fact.label}：{said}"


def _explained(kb: KnowledgeBase, verdict: Verdict) -> Explanation | None:
    if verdict.status is Status.NEEDS_FACTS:
        return _still_asked(kb, verdict)
    if verdict.status is Status.NOT_ELIGIBLE:
        return _by_conditions("不满足", verdict.unmet)
    attested = "".join(f"还要由人核定：{each.text}。" for each in verdict.attested[:MOST_REASONS])
    found = _by_conditions(
        "满足", tuple(result for result in verdict.holding if not result.leaf.condition.is_only_against)
    )
    return Explanation(typeset(f"{found.text}{attested}"), found.citation) if found is not None else None


def _by_conditions(heading: str, results: tuple[Result, ...]) -> Explanation | None:
    if not results:
        return None
    said = [_said(result) for result in results[:MOST_REASONS]]
    return Explanation(typeset(f"{heading}：{'；'.join(said)}。"), _citation(results[0].leaf))


def _said(result: Result) -> str:
    fact = result.leaf.fact
    known = say_value(fact, result.value)
    return f"{result.leaf.condition.title}（{known if fact.speaks_for_itself else f'{fact.label}：{known}'}）"


def _still_asked(kb: KnowledgeBase, verdict: Verdict) -> Explanation | None:
    """Return what has to be asked first, with the condition that it decides."""
    questions = missing_lines(kb, verdict)
    wanted = verdict.questions[0].facts if verdict.questions else ()
    leaf = next((each for each in verdict.rule.leaves if each.fact.id in wanted), None)
    if leaf is None or not questions:
        return None
    return Explanation(typeset(f"先问：{questions[0]} 条件是“{leaf.condition.title}”。"), _citation(leaf))


def _citation(leaf: Leaf) -> Citation:
    return leaf.condition.citation
