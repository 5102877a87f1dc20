"""Leads an eligibility check through a conversation: takes in what is said, asks what decides, says the verdict."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from bot.answering import kept_facts
from bot.answering.check_state import Check
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Reply
from bot.eligibility import Situation, Status, Verdict, evaluate, rule_for
from bot.kb import FactType, Policy, Value
from bot.understanding import Reading, answer_to, stated_facts
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
    check = replace(check, who=who, asked=None, on=on).learn(stated.facts)
    remarks = checking.remarks(known.kb, reading.period, stated.contradictions, turn.today)
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
    return proceed(known, turn, _given(known, check, picked["fact"], picked["value"]))


def proceed(known: Toolbox, turn: Turn, check: Check, remarks: str = "") -> tuple[tuple[Reply, ...], Check]:
    """Return the next question, or the verdict when nothing that the person can tell would change it."""
    verdict = judge(known, turn, check)
    open_facts = [fact for fact in verdict.missing if fact not in check.skipped]
    if verdict.status is Status.NEEDS_FACTS and open_facts:
        fact = known.kb.facts[open_facts[0]]
        asked = checking.question(known.kb, verdict, fact, remarks + echo(known, check), check.who, turn.today)
        return (asked,), replace(check, asked=fact.id)
    said = checking.result(known.kb, verdict, remarks + echo(known, check), turn.today)
    ended = replace(check, asked=None).without_sensitive(known.kb)
    return (kept_facts.after_verdict(known, turn, ended, verdict.rule.policy, said),), ended


def pending(known: Toolbox, turn: Turn, check: Check) -> Reply | None:
    """Return the open question again, for after an answer to something else; None when nothing is open."""
    if check.policy is None or check.asked is None:
        return None
    fact = known.kb.facts[check.asked]
    return checking.ask_again(known.kb, judge(known, turn, check), fact, check.who, turn.today)


def judge(known: Toolbox, turn: Turn, check: Check) -> Verdict:
    """Return the verdict on what is known so far."""
    policy = known.kb.policy(check.policy or "")
    rule = rule_for(known.kb, policy, check.on or turn.today)
    return evaluate(rule, Situation(check.known, turn.today))


def echo(known: Toolbox, check: Check) -> str:
    """Return the line with what was understood."""
    return checking.echo(known.kb, check.who, check.known)


def _about(check: Check, policy: Policy) -> Check:
    return replace(check, policy=policy.id, asked=None)


def _answered(known: Toolbox, turn: Turn, check: Check, text: str) -> Check | None:
    """Return the check with the answer to its open question, or None when the message is no answer."""
    if check.asked is None:
        return None
    if UNSURE.search(text):
        return replace(check, skipped=(*check.skipped, check.asked))
    stated = dict(stated_facts(known.kb.facts, text, turn.today))
    if check.asked in stated:
        return check.learn(stated)
    value = answer_to(known.kb.facts[check.asked], text)
    return None if value is None else check.learn({check.asked: value})


def _corrected(known: Toolbox, turn: Turn, check: Check, text: str) -> Check | None:
    """Return the check with a corrected fact: one that is named, or the number that a bare number can stand for."""
    stated: Mapping[str, Value] = dict(stated_facts(known.kb.facts, text, turn.today))
    if stated:
        return check.learn(stated)
    number = NUMBER.search(text)
    numbers = [name for name in check.known if known.kb.facts[name].type is FactType.NUMBER]
    if number is None or not numbers:
        return None
    target = "age" if "age" in numbers else numbers[-1]
    fact, value = known.kb.facts[target], int(number.group())
    return check.learn({target: value}) if fact.minimum <= value <= fact.maximum else None


def _given(known: Toolbox, check: Check, name: str, value: str) -> Check:
    if value == "unknown":
        return replace(check, skipped=(*check.skipped, name))
    fact = known.kb.facts[name]
    return check.learn({name: value == "yes" if fact.type is FactType.YES_NO else value})
