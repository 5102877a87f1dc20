"""The intents of the dialogue by kind, shared by scoping, planning and the actions. Names only."""

from __future__ import annotations

FACETS = (
    "overview",
    "eligibility",
    "amount",
    "duration",
    "materials",
    "procedure",
    "where",
    "deadline",
    "contact",
    "status",
    "legal_basis",
    "restrictions",
)
FACET_INTENTS = {f"ask_{facet}": facet for facet in FACETS}
CHECK_ELIGIBILITY = "check_eligibility"
LIST_POLICIES = "list_policies"
ASK_OTHER_DATE = "ask_other_date"
NEIGHBOURING_MATTER = "ask_neighbouring_matter"
OUT_OF_SCOPE = "out_of_scope"
FALLBACK = "nlu_fallback"

# What a person wants of the assistant itself: kept even when a policy is named on the way.
CONTROL_INTENTS = frozenset({"talk_to_person", "subscribe_notices", "stop_notices", "show_menu", "cancel", "restart"})


def facet_of(intent: str) -> str | None:
    """Return the facet that an intent asks for, or ``None`` when it asks for none."""
    return "eligibility" if intent == CHECK_ELIGIBILITY else FACET_INTENTS.get(intent)
