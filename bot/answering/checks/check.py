"""Leads an eligibility check through a conversation: takes in what is said, asks what decides, says the verdict."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.answering.checks import kept_facts
from bot.answering.checks.corrections import CORRECTION, is_short_correction, takes_back_last
from bot.answering.checks.intake import asked_period, note_implied, take_in, words_of
from bot.answering.checks.known_facts import with_known
from bot.answering.checks.state import Check
from bot.answering.checks.told_facts import told_facts, who_is
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Reply
from bot.eligibility import (
    NextQuestion,
    Situation,
    Status,
    Verdict,
    closed,
    presumptions,
    routes_of,
    sources_of,
    verdict_on,
)
from bot.kb import Criterion, CriterionGroup, FactType, Interval, Policy, Value, conditions_of
from bot.understanding import picked_kinds
from bot.understanding.situation import ClauseKind, Owner, SituationReading, answer_to, is_unsure, number_said
from bot.understanding.spans import read_spans
from bot.wording.checks import check as checking

Step = tuple[tuple[Reply, ...], Check]
WHY = re.compile(r"(?:这是)?(?:为什么|为啥|为嘛|凭什么|凭啥)(?:呢|啊|不够|不行|这么算)?[?。!]*")
# To a question that ends on 对吗 these say no, and put nothing right.
BARE_NO = re.compile(r"不(?:对|是)(?:的|吧|啊|呀)?[。!]*")


def resume(known: Toolbox, turn: Turn, check: Check, told: SituationReading) -> Step | None:
    """Return the next step when a message answers the open question, tells more, corrects a fact or asks why; else None."""
    if turn.picked or check.policy is None:
        return None
    if WHY.fullmatch(told.text):
        return (checking.reasons(known.kb, judge(known, turn, check), turn.today),), check
    if check.answered and takes_back_last(told.text):
        return proceed(known, turn, replace(check.forget(check.answered), answered=()))
    if (told.asks() and told.focus) or _speaks_of_another(check, told):
        return None
    corrects = CORRECTION.search(told.text) is not None and not BARE_NO.fullmatch(told.text)
    learnt = _corrected(known, turn, check, told) if corrects else _answered(known, turn, check, told)
    if learnt is not None:
        return proceed(known, turn, note_implied(learnt, told))
    is_unread = (
        corrects
        and check.known
        and not told.asks()
        and is_short_correction(told.text, is_asked=check.asked is not None)
    )
    return proceed(known, turn, check, checking.correction_unread()) if is_unread else None


def _speaks_of_another(check: Check, told: SituationReading) -> bool:
    """Tell whether a message tells of somebody else than the check is for; the firm of whom it is for is no other."""
    return told.person not in (Owner.SELF, Owner.EMPLOYER) and who_is(told) != check.who


def begin(known: Toolbox, turn: Turn, check: Check, told: SituationReading, policy: Policy | None) -> Step:
    """Take in what a message tells and go on with a policy, or ask which one."""
    check, contradictions, others = take_in(known, turn, check, told)
    remarks = checking.remarks(known.kb, asked_period(told), contradictions, turn.today)
    remarks += checking.clash(known.kb, _clashing(known, turn, check))
    if policy is None:
        policies = [
            each for each in known.kb.policies.values() if each.criteria is not None and each.serves == "person"
        ]
        return (checking.which_policy(known.kb, policies[:8], remarks + echo(known, check), turn.today),), check
    said = {who: checking.say_facts(known.kb, facts, words_of(told, who)) for who, facts in others.items()}
    return proceed(known, turn, _on_route(_about(check, policy), policy, told), remarks, said)


def pick(known: Toolbox, turn: Turn, check: Check) -> Step:
    """Take in a picked choice: an answer, a policy to check, why, or once more from the start."""
    picked = turn.picked
    if "explain" in picked:
        explained = _about(check, known.kb.policy(picked["explain"]))
        return (checking.reasons(known.kb, judge(known, turn, explained), turn.today),), check
    if picked.get("value") == "again":
        check = replace(check, people={**check.people, check.who: {}}, skipped=())
    if "policy" in picked:
        return proceed(known, turn, _about(check, known.kb.policy(picked["policy"])))
    return proceed(known, turn, _given(known, turn, check, picked["fact"].split(","), picked["value"]))


def proceed(
    known: Toolbox,
    turn: Turn,
    check: Check,
    remarks: str = "",
    others: Mapping[str, str] | None = None,
) -> Step:
    """Return the next question, or the verdict when nothing that the person can tell would change it.

    ``others`` says what the message tells of people whom the check is not for.
    """
    verdict = judge(known, turn, check)
    asked = _next(verdict, check)
    if verdict.status is Status.NEEDS_FACTS and asked is not None:
        said = checking.question(
            known.kb, verdict, asked, remarks + _echo(known, check, verdict, others), check.who, turn.today
        )
        kinds = asked.facts if asked.ask_as is not None else ()
        return (with_known(known.kb, said, check),), replace(check, asked=asked.facts[0], kinds=kinds)
    presumed = {name: value for name, value in _presumed(known, turn, check).items() if _decides(verdict, name)}
    opening = remarks + checking.presumption(known.kb, presumed) + _echo(known, check, verdict, others)
    said = with_known(known.kb, checking.result(known.kb, verdict, opening, turn.today), check)
    ended = replace(check, asked=None, kinds=()).without_sensitive(known.kb, turn.today)
    return (kept_facts.after_verdict(known, turn, ended, verdict.rule.policy, said),), ended


def _decides(verdict: Verdict, fact: str) -> bool:
    return any(found.leaf.fact.id == fact for found in verdict.trace)


def pending(known: Toolbox, turn: Turn, check: Check, *, is_unread: bool = False) -> Reply | None:
    """Return the open question again, None when nothing is open.

    ``is_unread``: a message was no answer to it; otherwise something else was answered in between.
    """
    if check.policy is None or check.asked is None:
        return None
    verdict = judge(known, turn, check)
    again = checking.ask_more_clearly if is_unread else checking.ask_again
    return again(known.kb, verdict, _open(verdict, check), check.who, turn.today)


def judge(known: Toolbox, turn: Turn, check: Check) -> Verdict:
    """Return the verdict on what is known so far and on what is presumed beside it."""
    policy = known.kb.policy(check.policy or "")
    facts = {**_presumed(known, turn, check), **check.known}
    situation = Situation(facts, check.told_on or turn.today)
    return verdict_on(known.kb, policy, situation, check.on or turn.today, route=check.route)


def _presumed(known: Toolbox, turn: Turn, check: Check) -> Mapping[str, Value]:
    situation = Situation(check.known, check.told_on or turn.today)
    return presumptions(situation, known.kb.facts, check.on or turn.today)


def echo(known: Toolbox, check: Check) -> str:
    """Return what was understood, without what only follows from it."""
    return checking.echo(known.kb, check.who, _said(check, ()))


def _echo(known: Toolbox, check: Check, verdict: Verdict, others: Mapping[str, str] | None) -> str:
    deciding = {found.leaf.fact.id for found in verdict.trace}
    return checking.echo(known.kb, check.who, _said(check, deciding), others)


def _said(check: Check, deciding: Collection[str]) -> Mapping[str, Value]:
    """Return what was said, and of what follows from it only what decides: nobody has to put right what does not matter."""
    return {name: value for name, value in check.known.items() if name not in check.implied or name in deciding}


def _about(check: Check, policy: Policy) -> Check:
    route = check.route if check.policy == policy.id else ""
    return replace(check, policy=policy.id, asked=None, kinds=(), route=route)


def _on_route(check: Check, policy: Policy, told: SituationReading) -> Check:
    """Return the check by the way that the question names (按4050), by any way where it names none."""
    asked = "".join(
        told.text[clause.start : clause.end] for clause in told.clauses if clause.kind is ClauseKind.QUESTION
    )
    routes = routes_of(policy.criteria)
    named = next((route.id for route in routes if any(word in asked for word in route.named)), "")
    return replace(check, route=named)


def _next(verdict: Verdict, check: Check) -> NextQuestion | None:
    """Return the first question with something in it that the person has not said they do not know."""
    of_way = _facts_of_way(verdict.rule.policy.criteria, check.route)
    # Who asks by a way (4050) is asked first what that way needs.
    for question in sorted(verdict.questions, key=lambda each: of_way.isdisjoint(each.facts)):
        facts = tuple(fact for fact in question.facts if fact not in check.skipped)
        if facts:
            return NextQuestion(facts, question.ask_as if len(facts) > 1 else None)
    return None


def _facts_of_way(criterion: Criterion | None, route: str) -> frozenset[str]:
    """Return the facts of the way that was asked for by name; empty where none was."""
    if not route or not isinstance(criterion, CriterionGroup):
        return frozenset()
    for way, part in zip(criterion.routes, criterion.parts, strict=False):
        if way.id == route:
            return frozenset(condition.fact for condition in conditions_of(part))
    return frozenset().union(*(_facts_of_way(part, route) for part in criterion.parts))


def _open(verdict: Verdict, check: Check) -> NextQuestion:
    """Return the question that is open."""
    ask_as = next((each.ask_as for each in verdict.questions if check.asked in each.facts), None)
    is_of_kinds = bool(check.kinds) and ask_as is not None
    return NextQuestion(check.kinds, ask_as) if is_of_kinds else NextQuestion((check.asked or "",))


def _clashing(known: Toolbox, turn: Turn, check: Check) -> tuple[str, ...]:
    """Return the facts known of the person that cannot all be true together."""
    return closed(Situation(check.known, turn.today), known.kb.facts, turn.today).contradictions


def _learnt(known: Toolbox, turn: Turn, check: Check, facts: Mapping[str, Value]) -> Check:
    """Return the check with what was answered; of what cannot be true beside it, the answer counts."""
    after = check.learn(facts)
    clashing = set(_clashing(known, turn, after))
    wrong = clashing & set(facts)
    derived = {source for name in wrong for source in sources_of(known.kb.facts[name])}
    after = after.forget((clashing | derived) - set(facts)) if wrong else after
    return replace(after, answered=tuple(facts) or check.answered)


def _answered(known: Toolbox, turn: Turn, check: Check, told: SituationReading) -> Check | None:
    """Return the check with what a message answers and tells besides, or None when it does neither."""
    facts = told_facts(known.kb.facts, told, check.told_on or turn.today)
    if check.asked is None:
        is_more = bool(facts) and not told.asks() and not told.focus and who_is(told) == check.who
        return _learnt(known, turn, check, facts) if is_more else None
    asked = check.kinds or (check.asked,)
    if is_unsure(told.text) and not facts:
        return replace(check, skipped=(*check.skipped, *asked))
    if facts.keys().isdisjoint(asked):
        answered = _answer_of(known, turn, check, told)
        if answered is not None:
            return _exactly(_learnt(known, turn, answered, facts), check, check.asked)
    if not facts or (told.asks() and facts.keys().isdisjoint(asked)):
        return None
    return _exactly(_learnt(known, turn, check, facts), check, check.asked)


def _answer_of(known: Toolbox, turn: Turn, check: Check, told: SituationReading) -> Check | None:
    """Return the check with the answer to its open question, None when the message holds none."""
    if check.kinds:
        return _picked_kinds(known, turn, check, told.text)
    fact = known.kb.facts[check.asked or ""]
    # "都不是" and "有没有" end alike; a yes or no by itself is an answer, whatever it ends on.
    if told.asks() and fact.type is not FactType.YES_NO:
        return None
    value = answer_to(fact, told.text, check.told_on or turn.today)
    return None if value is None else _learnt(known, turn, check, {fact.id: value})


def _exactly(after: Check, before: Check, fact: str) -> Check:
    """Return the check; who gives a range once more when asked for it exactly does not know better."""
    again = isinstance(before.known.get(fact), Interval) and isinstance(after.known.get(fact), Interval)
    return replace(after, skipped=(*after.skipped, fact)) if again else after


def _picked_kinds(known: Toolbox, turn: Turn, check: Check, text: str) -> Check | None:
    """Return the check with the kinds picked of several; only none of them says no to each."""
    question = _open(judge(known, turn, check), check)
    none_label = question.ask_as.none_label if question.ask_as is not None else ""
    places = picked_kinds([known.kb.facts[fact].label for fact in check.kinds], none_label or "都不是", text)
    if places is None:
        return None
    if not places:
        return _learnt(known, turn, check, dict.fromkeys(check.kinds, False))
    return _learnt(known, turn, check, {check.kinds[place]: True for place in places})


def _corrected(known: Toolbox, turn: Turn, check: Check, told: SituationReading) -> Check | None:
    """Return the check with a corrected fact: one that is named, or the one that a bare number or answer stands for."""
    facts = told_facts(known.kb.facts, told, check.told_on or turn.today)
    if facts:
        return _learnt(known, turn, check, facts)
    spans = read_spans(told.text, turn.today)
    numbers = [known.kb.facts[name] for name in check.known if known.kb.facts[name].type is FactType.NUMBER]
    if not spans or not numbers:
        return None
    taken_back = [fact for fact in numbers if number_said(fact, spans[:1], turn.today) == check.known[fact.id]]
    by_habit = [fact for fact in numbers if fact.asked_first] + numbers[::-1]
    for fact in taken_back if len(spans) > 1 and taken_back else by_habit:
        value = number_said(fact, spans[-1:], turn.today)
        if value is not None:
            return check.learn({fact.id: value})
    return None


def _given(known: Toolbox, turn: Turn, check: Check, names: Sequence[str], value: str) -> Check:
    if value == "unknown":
        return replace(check, skipped=(*check.skipped, *names))
    is_yes_no = all(known.kb.facts[name].type is FactType.YES_NO for name in names)
    answer: Value = value == "yes" if is_yes_no else value
    return _learnt(known, turn, check, dict.fromkeys(names, answer))
