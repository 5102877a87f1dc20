"""Works out what a share comes to for the premium that a person pays, with the formula shown. Pure.

Only figures that the person gave and shares that a source holds are used; nothing is computed from assumed bases.
"""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from bot.kb import Answer, KnowledgeBase, Period, Policy, places_in, value_on

SHARE = "share"


def estimate(kb: KnowledgeBase, policy: Policy, paid: int, on: date) -> str:
    """Return the sentences that say what the shares of a policy's amount come to; nothing when it has none in force.

    Args:
        paid: the premium in 元, as the person said.
    """
    held = policy.answers["amount"]
    if not isinstance(held, Answer):
        return ""
    names = dict.fromkeys(name for sentence in held.sentences for name in places_in(sentence.template))
    shares = [kb.parameters[name] for name in names if kb.parameters[name].unit == SHARE]
    worked_out = []
    for parameter in shares:
        value = value_on(parameter, Period.day(on))
        if value is not None:
            amount = paid * Fraction(str(value.value))
            worked_out.append(f"{parameter.title}：{paid}×{value.value}＝{_yuan(amount)}元")
    if not worked_out:
        return ""
    return f"按您交的{paid}元算：{'；'.join(worked_out)}。这是上限，不是实际能领的数，以区人社局核定为准。"


def _yuan(amount: Fraction) -> str:
    return f"{float(amount):.2f}".rstrip("0").rstrip(".")
