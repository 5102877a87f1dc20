"""The rule that matters to a case: the statements of its policy that fit the question best, said with the first step of its check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from bot.answering.audience import for_asker
from bot.answering.checks.told_facts import KIN, told_facts
from bot.answering.heard import heard
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Outline, Reply, in_order
from bot.kb import Policy
from bot.lookup.statements import RankedStatement
from bot.understanding.situation import SituationReading
from bot.wording.answers import AskedQuestion, say_statements

MOST_RULES = 2
# The second rule must fit about as well as the first.
BELONGS_FROM = 0.35
LONGEST_RULES = 110


def with_rule(known: Toolbox, turn: Turn, policy: Policy, reply: Reply, *, ends: bool) -> Reply:
    """Return the first reply of a check with the rule that the question is about.

    Args:
        known: the knowledge base and what ranks it.
        turn: the turn.
        policy: what is checked.
        reply: the verdict or the next question.
        ends: whether the reply is a verdict; then the rule follows it, else it comes before what is asked.
    """
    message = heard(known, turn)
    own = {**turn.check.known, **told_facts(known.kb.facts, message.told, turn.today)}
    facts = {**_only_of_kin(message.told), **own}
    found = [each for ranked in message.ranked for each in _fitting(ranked, policy, facts)]
    chosen = tuple(dict.fromkeys((each.entry.facet, each.entry.statement) for each in found))
    if not chosen:
        return reply
    facets = tuple(dict.fromkeys(facet for facet, _ in chosen))
    text, citations = say_statements(
        known.kb, AskedQuestion(policy, facets, message.period, turn.today, statements=chosen)
    )
    if not text:
        return reply
    parts = (reply.text, text) if ends else (text, reply.text)
    return replace(
        reply,
        text="\n\n".join(parts),
        citations=in_order((*reply.citations, *citations)),
        outline=None if reply.outline is None else _with_rule(reply.outline, text, ends=ends),
    )


def _with_rule(outline: Outline, rule: str, *, ends: bool) -> Outline:
    if ends:
        return replace(outline, notes=(*outline.notes, rule))
    return replace(outline, opening="\n\n".join(said for said in (rule, outline.opening) if said))


def _only_of_kin(told: SituationReading) -> dict[str, bool]:
    """Return what is said to be so of kin whom the check is not for, as not so: 我老公有残疾证 asks for no rule about oneself."""
    kin = [owner for owner in KIN if owner is not told.person]
    return {stated.fact: False for owner in kin for stated in told.facts_of(owner) if stated.value is True}


def _fitting(ranked: tuple[RankedStatement, ...], policy: Policy, facts: Mapping[str, object]) -> list[RankedStatement]:
    said = [each for each in ranked if each.entry.policy == policy.id and each.entry.wordings]
    own = for_asker(said, facts)
    chosen: list[RankedStatement] = []
    length = 0
    for each in own[:MOST_RULES]:
        length += len(each.entry.texts[0])
        if not chosen or (each.share >= BELONGS_FROM * own[0].share and length <= LONGEST_RULES):
            chosen.append(each)
    return chosen
