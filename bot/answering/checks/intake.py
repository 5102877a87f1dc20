"""Takes what a message tells into a check: whom it is for, the day asked about, their facts, and what is told of their kin."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import reduce

from bot.answering.checks.state import Check
from bot.answering.checks.told_facts import KIN, WHO, facts_of, told_pairs, who_is
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.eligibility import Situation
from bot.kb import Period, Value
from bot.understanding.situation import Owner, SituationReading

LONGEST_SAID_BACK = 8
# 不是没残疾证: said back without what stands around it, it would be the opposite.
_DENIAL = re.compile("[没不无未]")
SELF_NAMED = re.compile("我|俺|咱|本人")


def take_in(
    known: Toolbox, turn: Turn, check: Check, told: SituationReading
) -> tuple[Check, tuple[str, ...], dict[str, Mapping[str, Value]]]:
    """Return the check with what a message tells, the facts that it tells in two ways, and what it tells of kin."""
    is_silent = told.person is Owner.SELF and SELF_NAMED.search(told.text) is None and not told.stated
    who = check.who if is_silent else who_is(told)
    period = asked_period(told)
    on = None if period is None else min(period.last, turn.today)
    told_on = on if told.is_told_as_of else None
    people = check.people if told_on == check.told_on else {}
    day = told_on or turn.today
    stated = Situation.stated(told_pairs(known.kb.facts, told, day), day)
    check = replace(check, who=who, asked=None, kinds=(), on=on or check.on, told_on=told_on, people=people)
    check = note_implied(check.learn(stated.facts), told)
    others = _of_others(known, turn, check, told)
    return reduce(lambda so_far, each: so_far.learn_of(*each), others.items(), check), stated.contradictions, others


def words_of(told: SituationReading, who: str) -> dict[str, str]:
    """Return, by fact, the words in which something is told of somebody, where they are short: theirs is said back as it was said."""
    owners = [owner for owner in KIN if WHO[owner] == who]
    return {
        fact.fact: told.text[fact.start : fact.end]
        for owner in owners
        for fact in told.facts_of(owner)
        if not fact.is_implied and _may_be_said_back(told.text[fact.start : fact.end])
    }


def _may_be_said_back(words: str) -> bool:
    return len(words) <= LONGEST_SAID_BACK and _DENIAL.search(words) is None


def note_implied(check: Check, told: SituationReading) -> Check:
    """Return the check with what a message tells only by implication; what is said outright is so no more."""
    said = {stated.fact for stated in told.situation() if not stated.is_implied}
    implied = {stated.fact for stated in told.situation() if stated.is_implied}
    return replace(check, implied=tuple(sorted(({*check.implied} | implied) - said)))


def asked_period(told: SituationReading) -> Period | None:
    """Return the days asked about, None when it is today."""
    days = None if told.asked_on is None else told.asked_on.days
    return Period(days.low, days.high) if days is not None and days.low and days.high else None


def _of_others(known: Toolbox, turn: Turn, check: Check, told: SituationReading) -> dict[str, Mapping[str, Value]]:
    """Return what a message tells of kin whom the check is not for: it is echoed, so that a wrong owner can be put right."""
    owners = [owner for owner in KIN if WHO[owner] != check.who and owner is not told.person]
    day = check.told_on or turn.today
    return {WHO[owner]: facts for owner in owners if (facts := facts_of(known.kb.facts, told, owner, day))}
