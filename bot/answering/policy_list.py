"""Answers 我能享受哪些政策: ranks all policies by what is known of the person, or offers situations to pick from."""

from __future__ import annotations

from dataclasses import replace

from bot.answering import check as eligibility_check
from bot.answering.action_result import ActionResult
from bot.answering.told_facts import WHO, told_facts, who_is
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.eligibility import Situation, Status, verdict_on
from bot.understanding.situation import Owner, SituationReading
from bot.wording.answers import list_situations
from bot.wording.checks import check as checks

ORDER = (Status.ELIGIBLE, Status.POSSIBLY, Status.NEEDS_FACTS, Status.NOT_ELIGIBLE, Status.OUT_OF_FORCE)


def list_policies(known: Toolbox, turn: Turn) -> ActionResult:
    """Judge every policy that serves people when facts are known; without any, ask for the situation first."""
    return list_by_facts(known, turn, known.situations.read(turn.text, turn.today))


def list_by_facts(known: Toolbox, turn: Turn, told: SituationReading) -> ActionResult:
    """Judge every policy that serves who asks by what is told and was told before."""
    who = who_is(told) if told.stated else turn.check.who
    facts = told_facts(known.kb.facts, told, turn.today)
    check = replace(turn.check, who=who, asked=None, kinds=()).learn(facts)
    if not check.known:
        return ActionResult.by(list_situations(turn.today))
    situation = Situation(check.known, turn.today)
    serves = "employer" if who == WHO[Owner.EMPLOYER] else "person"
    verdicts = [
        verdict_on(known.kb, policy, situation, turn.today)
        for policy in known.kb.policies.values()
        if policy.criteria is not None and policy.serves == serves
    ]
    # Among those that need more, the one that needs least comes first.
    verdicts.sort(key=lambda verdict: (ORDER.index(verdict.status), len(verdict.missing)))
    ranked = checks.ranking(known.kb, verdicts, eligibility_check.echo(known, check), turn.today)
    return ActionResult.by(ranked, check=check.to_slot())
