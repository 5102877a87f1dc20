"""Whether a policy tells something of a facet: what is offered to pick must lead to more than that nothing was found. Pure."""

from __future__ import annotations

from bot.kb import Answer, KnowledgeBase, Period, Policy, Statement, statements


def tells(kb: KnowledgeBase, policy: Policy, facet: str, period: Period) -> bool:
    """Tell whether a policy says more of a facet in a period than that something was looked for and not found."""
    held = policy.answers[facet]
    if not isinstance(held, Answer) or not policy.validity.overlaps(period):
        return False
    return any(isinstance(part, Statement) and not part.is_absence for part in statements(kb, held, period))
