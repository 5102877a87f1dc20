"""Answers 我能享受哪些政策: ranks all policies by what is known of the person, or offers situations to pick from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from bot.answering.action_result import ActionResult
from bot.answering.checks import check as eligibility_check
from bot.answering.checks.told_facts import WHO, told_facts, who_is
from bot.answering.heard import told_in
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.eligibility import Verdict, rank_policies
from bot.kb import Policy, Value
from bot.understanding.situation import Owner, SituationReading
from bot.wording.answers import list_situations
from bot.wording.checks import check as checks


def list_policies(known: Toolbox, turn: Turn) -> ActionResult:
    """Judge every policy that serves people when facts are known; without any, ask for the situation first."""
    return list_by_facts(known, turn, told_in(known, turn))


def list_by_facts(known: Toolbox, turn: Turn, told: SituationReading) -> ActionResult:
    """Judge every policy that serves who asks by what is told and was told before."""
    who = who_is(told) if told.stated else turn.check.who
    facts = {**told_facts(known.kb.facts, told, turn.today), **_picked_age(turn)}
    check = replace(turn.check, who=who, asked=None, kinds=()).learn(facts)
    if not check.known:
        return ActionResult.by(list_situations(turn.today))
    serves = "employer" if who == WHO[Owner.EMPLOYER] else "person"
    policies = [each for each in known.kb.policies.values() if each.criteria is not None and each.serves == serves]
    verdicts = _verdicts(known, turn, check.known, policies)
    ranked = checks.ranking(known.kb, verdicts, eligibility_check.echo(known, check), turn.today)
    return ActionResult.by(ranked, check=check.to_slot())


def _picked_age(turn: Turn) -> dict[str, Value]:
    """Return the age that was picked, for someone who sent a bare number and was asked whether it is one."""
    value = turn.picked.get("value", "") if turn.picked.get("fact") == "age" else ""
    return {"age": int(value)} if value.isdecimal() else {}


def _verdicts(known: Toolbox, turn: Turn, facts: Mapping[str, Value], policies: Iterable[Policy]) -> list[Verdict]:
    """Return the verdicts, likeliest first; what only a presumption speaks against (a policy for graduates, at 52) is left out."""
    ranked = rank_policies(known.kb, facts, policies, turn.today)
    return [each.verdict for each in ranked if not each.is_unlikely]
