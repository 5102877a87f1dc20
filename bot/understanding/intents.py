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
FIND_STATION = "find_station"
ASK_OTHER_DATE = "ask_other_date"
NEIGHBOURING_MATTER = "ask_neighbouring_matter"
SHOW_MORE = "show_more"
SAY_SIMPLER = "say_simpler"
REPEAT_ANSWER = "repeat_answer"
OUT_OF_SCOPE = "out_of_scope"
FALLBACK = "nlu_fallback"

CONSENT_INTENTS = frozenset({"subscribe_notices", "stop_notices"})
# These forget what somebody told.
FORGETTING = ("cancel", "start_over")
# These ask again what was asked before, of the same policy.
ASKING_AGAIN = frozenset({ASK_OTHER_DATE, SHOW_MORE, SAY_SIMPLER})
# What a person wants of the assistant itself: kept even when a policy is named on the way.
CONTROL_INTENTS = frozenset(
    {"talk_to_person", "subscribe_notices", "stop_notices", "show_menu", "cancel", "start_over"}
)


def facet_of(intent: str) -> str | None:
    """Return the facet that an intent asks for, or ``None`` when it asks for none."""
    return "eligibility" if intent == CHECK_ELIGIBILITY else FACET_INTENTS.get(intent)
