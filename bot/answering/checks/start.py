"""When a message starts a check by itself: a yes-or-no question about getting something, with or without a story."""

from __future__ import annotations

import re

from bot.answering.action_result import ActionResult
from bot.answering.checks.first_step import begin_check
from bot.answering.checks.rule_question import asks_of_rule
from bot.answering.checks.told_policy import policy_of_facts
from bot.answering.heard import complains_of_delay, read_beside_facts
from bot.answering.known_question import is_judged, known_question
from bot.answering.policy_list import list_by_facts
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.kb import Policy
from bot.understanding import CHECK_ELIGIBILITY, CONTROL_INTENTS, LIST_POLICIES, plan
from bot.understanding.situation import Owner, SituationReading

# 那我媳妇46呢, 我妹呢今年41: short, and it asks nothing but the same again.
_AND_ANOTHER = re.compile("(?!.*(?:要是|如果|假如|万一))(?:那|换成)?[^,。?!]{1,12}呢[,。?!]?[^,。?!]{0,8}[。?!]?")


def started_check(known: Toolbox, turn: Turn, told: SituationReading) -> ActionResult | None:
    """Return the first reply of a check, or the list of all that may fit; None when the message asks for neither.

    The verdict, or the next question, rests on everything the message tells. Wishes to the assistant (退订, 转人工) are
    not for here.
    """
    if turn.picked or turn.intent in CONTROL_INTENTS or complains_of_delay(known, turn):
        return None
    another = _asks_for_another(known, turn, told)
    if another is not None:
        return begin_check(known, turn, told, another)
    if told.wants_overview:
        return list_by_facts(known, turn, told) if _is_for_all(known, turn, told) else None
    if not told.wants_check:
        return None
    policy = _policy_in_focus(known, turn, told) or _told_of(known, turn, told)
    if policy is None or asks_of_rule(known, turn, told) or _is_answered(known, turn, policy):
        return None
    return begin_check(known, turn, told, policy)


def _is_answered(known: Toolbox, turn: Turn, policy: Policy) -> bool:
    """Tell whether a statement answers better than a check: it is asked for in its own words, and of another policy or of one without a rule."""
    asked = known_question(known, turn)
    return asked is not None and (asked.entry.policy != policy.id or not is_judged(known, policy, turn.today))


def _asks_for_another(known: Toolbox, turn: Turn, told: SituationReading) -> Policy | None:
    """Return the policy talked about where a message asks only for somebody else or another age (那我媳妇46呢)."""
    if turn.context.policy is None or told.focus or not told.stated or not _AND_ANOTHER.fullmatch(told.text):
        return None
    policy = known.kb.policy(turn.context.policy)
    return policy if policy.criteria is not None else None


def _told_of(known: Toolbox, turn: Turn, told: SituationReading) -> Policy | None:
    """Return the policy whose conditions a story goes through, where the question names none and nothing was talked about."""
    is_named = any(not subject.is_told for subject in told.focus)
    return None if is_named or turn.context.policy is not None else policy_of_facts(known.kb, told)


def _is_for_all(known: Toolbox, turn: Turn, told: SituationReading) -> bool:
    """Tell whether all policies may be listed: what is told is a case of employment, and no matter of another office is named."""
    if known.reader.read(turn.text, turn.today).referrals:
        return False
    begins = any(known.kb.facts[stated.fact].asked_first for stated in told.situation())
    return begins or turn.intent == LIST_POLICIES


def _policy_in_focus(known: Toolbox, turn: Turn, told: SituationReading) -> Policy | None:
    """Return the policy that the question is about and that can be judged: named, else of the topic, else of before."""
    for subject in told.focus:
        if subject.is_told and turn.context.policy is not None:
            continue
        if _is_had_already(known, subject.policy or known.kb.topics[subject.topic].default_policy, told):
            continue
        if subject.policy is not None:
            policy = known.kb.policies[subject.policy]
            return policy if policy.criteria is not None else None
        return _goes_on(known, turn, subject.topic, told) or _of_topic(known, subject.topic, told)
    return _as_asked(known, turn, told)


def _is_had_already(known: Toolbox, policy: str, told: SituationReading) -> bool:
    """Tell whether a message says that the person has what a policy leads to (办过困难认定): it is a fact then, not what is asked."""
    return any(
        stated.value is True and leads_to is not None and leads_to.policy == policy
        for stated in told.situation()
        if (leads_to := known.kb.facts[stated.fact].leads_to) is not None
    )


def _as_asked(known: Toolbox, turn: Turn, told: SituationReading) -> Policy | None:
    """Return the one policy that a question without a name is about: by its hints, else of before; None when unclear."""
    reading = read_beside_facts(known, turn, told)
    planned = plan(known.kb, known.reader, reading, CHECK_ELIGIBILITY, turn.context)
    if planned.policies and _is_had_already(known, planned.policies[0].id, told):
        others = (_of_topic(known, topic, told) for topic in reading.hinted)
        return next((each for each in others if each and not _is_had_already(known, each.id, told)), None)
    return planned.policies[0] if len(planned.policies) == 1 and planned.policies[0].criteria is not None else None


def _goes_on(known: Toolbox, turn: Turn, topic: str, told: SituationReading) -> Policy | None:
    """Return the policy talked about where only its topic is named (那社保补贴我能领吗) and it serves who asks."""
    policy = known.kb.policies.get(turn.context.policy or "")
    serves = "employer" if told.person is Owner.EMPLOYER else "person"
    is_meant = policy is not None and policy.topic == topic and policy.serves == serves
    return policy if is_meant and policy is not None and policy.criteria is not None else None


def _of_topic(known: Toolbox, topic: str, told: SituationReading) -> Policy | None:
    """Return the policy of a topic that serves who asks: its default first, then the others."""
    serves = "employer" if told.person is Owner.EMPLOYER else "person"
    default = known.kb.topics[topic].default_policy
    of_topic = [known.kb.policies[default], *known.kb.policies_of(topic)]
    fitting = [policy for policy in of_topic if policy.criteria is not None]
    return next((policy for policy in fitting if policy.serves == serves), fitting[0] if fitting else None)
