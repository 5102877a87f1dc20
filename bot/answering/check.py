"""Leads an eligibility check through a conversation: takes in what is said, asks what decides, says the verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from bot.answering import kept_facts
from bot.answering.check_state import Check
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Reply
from bot.eligibility import NextQuestion, Situation, Status, Verdict, closed, sources_of, verdict_on
from bot.kb import FactType, Interval, Policy, Value
from bot.understanding import Reading, answer_to, picked_kinds, stated_facts
from bot.wording.checks import check as checking

LONGEST_ANSWER = 24
WHO = (
    ("child", re.compile(r"(?:我|俺)?(?:儿子|闺女|女儿|孩子|姑娘)")),
    ("spouse", re.compile(r"(?:我|俺)?(?:爱人|老公|老婆|对象|媳妇|丈夫|妻子)")),
    ("parent", re.compile(r"(?:我|俺)?(?:妈|爸|父亲|母亲|老爷子|老太太)")),
    ("self", re.compile(r"我自己|我本人|给我算|我呢")),
)
CORRECTION = re.compile(r"不对|错了|说错|写错|不是这")
WHY = re.compile(r"(?:这是)?(?:为什么|为啥|为嘛|凭什么|凭啥)(?:呢|啊|不够|不行|这么算)?[?。!]*")
NUMBER = re.compile(r"\d{1,3}")
UNSURE = re.compile(r"不清楚|不知道|不晓得|说不好|记不清|忘了|不确定|搞不清")


def resume(known: Toolbox, turn: Turn, check: Check) -> tuple[tuple[Reply, ...], Check] | None:
    """Return the next step when a message answers the open question, corrects a fact or asks why; else None."""
    if turn.picked or check.policy is None or len(turn.text) > LONGEST_ANSWER:
        return None
    text = known.reader.normalise(turn.text)
    if WHY.fullmatch(text):
        return (checking.reasons(known.kb, judge(known, turn, check), turn.today),), check
    learnt = _corrected(known, turn, check, text) if CORRECTION.search(text) else _answered(known, turn, check, text)
    return None if learnt is None else proceed(known, turn, learnt)


def begin(
    known: Toolbox, turn: Turn, check: Check, reading: Reading, policy: Policy | None
) -> tuple[tuple[Reply, ...], Check]:
    """Take in what a message states and go on with a policy, or ask which one."""
    who = next((name for name, words in WHO if words.search(reading.text)), check.who)
    on = min(reading.period.last, turn.today) if reading.period else check.on
    stated = Situation.stated(stated_facts(known.kb.facts, reading.text, turn.today, reading.spans), turn.today)
    check = replace(check, who=who, asked=None, kinds=(), on=on).learn(stated.facts)
    remarks = checking.remarks(known.kb, reading.period, stated.contradictions, turn.today)
    remarks += checking.clash(known.kb, _clashing(known, turn, check))
    if policy is None:
        policies = [
            each for each in known.kb.policies.values() if each.criteria is not None and each.serves == "person"
        ]
        return (checking.which_policy(known.kb, policies[:8], remarks + echo(known, check), turn.today),), check
    return proceed(known, turn, _about(check, policy), remarks)


def pick(known: Toolbox, turn: Turn, check: Check) -> tuple[tuple[Reply, ...], Check]:
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


def proceed(known: Toolbox, turn: Turn, check: Check, remarks: str = "") -> tuple[tuple[Reply, ...], Check]:
    """Return the next question, or the verdict when nothing that the person can tell would change it."""
    verdict = judge(known, turn, check)
    asked = _next(verdict, check)
    if verdict.status is Status.NEEDS_FACTS and asked is not None:
        said = checking.question(known.kb, verdict, asked, remarks + echo(known, check), check.who, turn.today)
        kinds = asked.facts if asked.ask_as is not None else ()
        return (said,), replace(check, asked=asked.facts[0], kinds=kinds)
    said = checking.result(known.kb, verdict, remarks + echo(known, check), turn.today)
    ended = replace(check, asked=None, kinds=()).without_sensitive(known.kb, turn.today)
    return (kept_facts.after_verdict(known, turn, ended, verdict.rule.policy, said),), ended


def pending(known: Toolbox, turn: Turn, check: Check) -> Reply | None:
    """Return the open question again, for after an answer to something else; None when nothing is open."""
    if check.policy is None or check.asked is None:
        return None
    verdict = judge(known, turn, check)
    return checking.ask_again(known.kb, verdict, _open(verdict, check), check.who, turn.today)


def judge(known: Toolbox, turn: Turn, check: Check) -> Verdict:
    """Return the verdict on what is known so far."""
    policy = known.kb.policy(check.policy or "")
    return verdict_on(known.kb, policy, Situation(check.known, turn.today), check.on or turn.today, route=check.route)


def echo(known: Toolbox, check: Check) -> str:
    """Return the line with what was understood."""
    return checking.echo(known.kb, check.who, check.known)


def _about(check: Check, policy: Policy) -> Check:
    route = check.route if check.policy == policy.id else ""
    return replace(check, policy=policy.id, asked=None, kinds=(), route=route)


def _next(verdict: Verdict, check: Check) -> NextQuestion | None:
    """Return the first question with something in it that the person has not said they do not know."""
    for question in verdict.questions:
        facts = tuple(fact for fact in question.facts if fact not in check.skipped)
        if facts:
            return NextQuestion(facts, question.ask_as if len(facts) > 1 else None)
    return None


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
    return after.forget((clashing | derived) - set(facts)) if wrong else after


def _answered(known: Toolbox, turn: Turn, check: Check, text: str) -> Check | None:
    """Return the check with the answer to its open question, or None when the message is no answer."""
    if check.asked is None:
        return None
    asked = check.kinds or (check.asked,)
    if UNSURE.search(text):
        return replace(check, skipped=(*check.skipped, *asked))
    stated = dict(stated_facts(known.kb.facts, text, turn.today))
    if stated.keys() & set(asked):
        return _exactly(_learnt(known, turn, check, stated), check, check.asked)
    if check.kinds:
        return _picked_kinds(known, turn, check, text)
    value = answer_to(known.kb.facts[check.asked], text)
    return None if value is None else _exactly(_learnt(known, turn, check, {check.asked: value}), check, check.asked)


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


def _corrected(known: Toolbox, turn: Turn, check: Check, text: str) -> Check | None:
    """Return the check with a corrected fact: one that is named, or the number that a bare number can stand for."""
    stated: Mapping[str, Value] = dict(stated_facts(known.kb.facts, text, turn.today))
    if stated:
        return _learnt(known, turn, check, stated)
    number = NUMBER.search(text)
    numbers = [name for name in check.known if known.kb.facts[name].type is FactType.NUMBER]
    if number is None or not numbers:
        return None
    target = next((name for name in numbers if known.kb.facts[name].asked_first), numbers[-1])
    fact, value = known.kb.facts[target], int(number.group())
    return check.learn({target: value}) if fact.minimum <= value <= fact.maximum else None


def _given(known: Toolbox, turn: Turn, check: Check, names: Sequence[str], value: str) -> Check:
    if value == "unknown":
        return replace(check, skipped=(*check.skipped, *names))
    is_yes_no = all(known.kb.facts[name].type is FactType.YES_NO for name in names)
    answer: Value = value == "yes" if is_yes_no else value
    return _learnt(known, turn, check, dict.fromkeys(names, answer))
