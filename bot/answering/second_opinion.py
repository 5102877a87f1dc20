"""What the office's own model thinks is meant, where we would ask back; it picks among what we hold and writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answering.action_result import ActionResult
from bot.answering.short_answers import answer_other_office, answer_out_of_scope
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.kb import Period
from bot.lookup.second_reader import offer_of
from bot.lookup.statements import ChosenAnswer, RankedStatement


def second_opinion(
    known: Toolbox, turn: Turn, ranked: Sequence[Sequence[RankedStatement]], period: Period
) -> tuple[ChosenAnswer, ...] | ActionResult | None:
    """Return the statements picked, or where to send on; None without a second reader, or where it knows no better.

    Args:
        ranked: what may answer each question of the message, best first.
        period: the days asked about.
    """
    offer = None if known.second_reader is None else offer_of(turn.text, ranked, period)
    pick = None if known.second_reader is None or offer is None else known.second_reader.pick(offer)
    if pick is None:
        return None
    if pick.act == "decline":
        return answer_out_of_scope(known, turn)
    if pick.act == "refer":
        return answer_other_office(known, turn)
    by_policy: dict[str, list[tuple[str, str]]] = {}
    for each in pick.statements:
        by_policy.setdefault(each.entry.policy, []).append((each.entry.facet, each.entry.statement))
    return tuple(ChosenAnswer(policy, tuple(own)) for policy, own in by_policy.items()) or None
