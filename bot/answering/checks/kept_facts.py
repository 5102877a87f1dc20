"""Offers after a verdict to keep what it rests on, keeps it when that is picked, and brings it up to date in later checks."""

from __future__ import annotations

from dataclasses import replace

from bot import clock
from bot.answering.checks.state import SELF, Check
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Channel, Reply, channel_of
from bot.eligibility import Status
from bot.kb import Policy
from bot.wording.checks import kept_facts


def after_verdict(known: Toolbox, turn: Turn, check: Check, policy: Policy, reply: Reply) -> Reply:
    """Return the reply with the offer, where there is something to keep of the person who speaks; facts kept before are renewed."""
    facts = check.people.get(SELF, {})
    is_in_force = reply.verdict is not None and reply.verdict["status"] != Status.OUT_OF_FORCE.value
    if known.keeping is None or check.who != SELF or not facts or not is_in_force:
        return reply
    known.keeping.refresh(turn.conversation, facts, clock.now())
    if not known.keeping.may_offer(turn.conversation, policy.topic):
        return reply
    return replace(reply, choices=(*reply.choices, kept_facts.offer(policy)))


def keep(known: Toolbox, turn: Turn) -> Reply:
    """Do what the offer said and confirm it."""
    policy = known.kb.policy(turn.picked["policy"])
    facts = turn.check.people.get(SELF, {})
    if not facts:
        return kept_facts.not_kept(policy, turn.today, is_forgotten=True)
    stated = known.keeping.keep(turn.conversation, policy.topic, facts, clock.now()) if known.keeping else None
    if stated is None:
        return kept_facts.not_kept(policy, turn.today, is_forgotten=False)
    kept, on_wechat = {fact: facts[fact] for fact in stated}, channel_of(turn.conversation) is Channel.WECHAT
    return kept_facts.kept(known.kb, policy, kept, turn.today, on_wechat=on_wechat)
