"""Answers 我能享受哪些政策: ranks all policies by what is known of the person, or offers situations to pick from."""

from __future__ import annotations

from dataclasses import replace

from bot.answering import check as eligibility_check
from bot.answering.action_result import ActionResult
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.eligibility import Situation, Status, verdict_on
from bot.understanding import stated_facts
from bot.wording.answers import list_situations
from bot.wording.checks import check as checks

ORDER = (Status.ELIGIBLE, Status.POSSIBLY, Status.NEEDS_FACTS, Status.NOT_ELIGIBLE, Status.OUT_OF_FORCE)


def list_policies(known: Toolbox, turn: Turn) -> ActionResult:
    """Judge every policy that serves people when facts are known; without any, ask for the situation first."""
    reading = known.reader.read(turn.text, turn.today)
    stated = dict(stated_facts(known.kb.facts, reading.text, turn.today, reading.spans))
    check = replace(turn.check, asked=None, kinds=()).learn(stated)
    if not check.known:
        return ActionResult.by(list_situations(turn.today))
    situation = Situation(check.known, turn.today)
    verdicts = [
        verdict_on(known.kb, policy, situation, turn.today)
        for policy in known.kb.policies.values()
        if policy.criteria is not None and policy.serves == "person"
    ]
    # Among those that need more, the one that needs least comes first.
    verdicts.sort(key=lambda verdict: (ORDER.index(verdict.status), len(verdict.missing)))
    ranked = checks.ranking(known.kb, verdicts, eligibility_check.echo(known, check), turn.today)
    return ActionResult.by(ranked, check=check.to_slot())
