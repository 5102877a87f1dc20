"""Answers 我能享受哪些政策: ranks all policies by what is known of the person, or offers situations to pick from."""

from __future__ import annotations

from dataclasses import replace

from actions import checking
from actions.deps import Known
from actions.turn import Turn
from actions.turn_action import Answered, TurnAction
from bot.eligibility import Situation, Status, evaluate, rule_for
from bot.search import stated_facts
from bot.wording import checking as words
from bot.wording import list_situations

ORDER = (Status.ELIGIBLE, Status.POSSIBLY, Status.NEEDS_FACTS, Status.NOT_ELIGIBLE, Status.OUT_OF_FORCE)


class ActionListPolicies(TurnAction):
    """With facts, every policy that serves people is judged; without, the situation is asked for first."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_list_policies"

    def answer(self, known: Known, turn: Turn) -> Answered:
        """Rank the policies, or offer the situations."""
        reading = known.reader.read(turn.text, turn.today)
        stated = dict(stated_facts(known.kb.facts, reading.text, turn.today, reading.spans))
        check = replace(turn.check, asked=None).learn(stated)
        if not check.known:
            return Answered.by(list_situations(turn.today))
        situation = Situation(check.known, turn.today)
        verdicts = [
            evaluate(rule_for(known.kb, policy, turn.today), situation)
            for policy in known.kb.policies.values()
            if policy.criteria is not None and policy.serves == "person"
        ]
        # Among those that need more, the one that needs least comes first.
        verdicts.sort(key=lambda verdict: (ORDER.index(verdict.status), len(verdict.missing)))
        ranked = words.ranking(known.kb, verdicts, checking.echo(known, check), turn.today)
        return Answered.by(ranked, check=check.to_slot())
