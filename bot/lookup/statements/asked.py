"""What is known of a question when statements are ranked for it: its words, what it names, and the conversation before it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from bot.kb import Period


@dataclass(frozen=True)
class AskedWords:
    """One question.

    Args:
        words: the words that ask, in normal form.
        whole: the message they stand in.
        period: the days asked about.
        policies: policies named, each with how surely it is the one asked about, 0 to 1.
        topics: topics named, likewise.
        hinted: topics pointed at without a name.
        for_employer: whether a firm asks.
        last_policy: the policy answered last in the conversation; empty for none.
        last_facets: the facets answered last.
        facets: what the intent model makes of it: facets with their probability; empty when it was not asked.
    """

    words: str
    whole: str
    period: Period
    policies: Mapping[str, float] = field(default_factory=dict)
    topics: Mapping[str, float] = field(default_factory=dict)
    hinted: tuple[str, ...] = ()
    for_employer: bool = False
    last_policy: str = ""
    last_facets: tuple[str, ...] = ()
    facets: Mapping[str, float] = field(default_factory=dict)
