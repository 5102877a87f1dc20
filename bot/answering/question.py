"""Answers what is asked of one or two policies, or asks which one is meant."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from bot.answering import check
from bot.answering.action_result import ActionResult
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Reply
from bot.kb import Period
from bot.lookup import weigh
from bot.understanding import Plan, Reading, facet_of, plan, premium_in
from bot.understanding.situation import SituationReading
from bot.wording.answers import AskedQuestion, answer, ask_which_policy, estimate, other_place_remark

# One word about oneself may be part of any question; two are a case.
FACTS_OF_ONESELF = 2
ONESELF = re.compile(
    r"(?:我|俺|咱)(?:这种|这样|这)?(?:情况|条件)?.{0,4}(?:能|可以|够|符合|有资格|行不行|算不算)|帮我(?:看看|算算|查查)"
)
LEVELS = {"show_more": "full", "say_simpler": "simple"}


def answer_question(known: Toolbox, turn: Turn) -> ActionResult:
    """Plan what to answer, then word it; every question about a policy ends here, what differs is in the knowledge base."""
    if turn.picked:
        return _answered(known, turn, _picked_plan(known, turn), _picked_period(turn), ())
    reading = known.reader.read(turn.text, turn.today)
    planned = plan(known.kb, known.reader, reading, turn.intent, turn.context)
    told = known.situations.read(turn.text, turn.today)
    if _asks_for_oneself(reading, told, planned):
        replies, begun = check.begin(known, turn, turn.check, told, planned.policies[0])
        return ActionResult.by(*replies, check=begun.to_slot(), policy=begun.policy)
    if turn.intent not in LEVELS:
        # 说详细点 and 说简单点 ask for the same facet again; their words tell nothing of another.
        planned = weigh(known.ranker, reading, planned, turn.ranking)
    # In a story the years are when things happened; only a day that is asked about is answered for.
    is_asked_day = told.asked_on is not None or len(told.clauses) <= 1
    period = reading.period if is_asked_day else None
    answered = _answered(known, turn, planned, period or Period.day(turn.today), reading.places)
    return _with_estimate(known, turn, answered, planned, premium_in(reading.text))


def _asks_for_oneself(reading: Reading, told: SituationReading, planned: Plan) -> bool:
    """Tell a question about one's own case (我能领吗, 我48了下岗一年) from one about the conditions."""
    if len(planned.policies) != 1 or planned.policies[0].criteria is None or planned.facets != ("eligibility",):
        return False
    return ONESELF.search(reading.text) is not None or (not told.asks() and len(told.situation()) >= FACTS_OF_ONESELF)


def _picked_plan(known: Toolbox, turn: Turn) -> Plan:
    """Return what a picked choice asks; its facets are its own, or those of its intent."""
    facets = (
        tuple(turn.picked["facet"].split(",")) if "facet" in turn.picked else (facet_of(turn.intent) or "overview",)
    )
    if "policy" in turn.picked:
        return Plan((known.kb.policy(turn.picked["policy"]),), facets)
    topic = known.kb.topics.get(turn.picked.get("topic", ""))
    return Plan((known.kb.policy(topic.default_policy),) if topic else (), facets)


def _picked_period(turn: Turn) -> Period:
    """Return the date that a picked choice carries, or today."""
    if "period" not in turn.picked:
        return Period.day(turn.today)
    first, last = turn.picked["period"].split("/")
    return Period(date.fromisoformat(first), date.fromisoformat(last))


def _answered(known: Toolbox, turn: Turn, planned: Plan, period: Period, places: tuple[str, ...]) -> ActionResult:
    if not planned.policies:
        facet = planned.facets[0]
        return ActionResult.by(ask_which_policy(known.kb, planned.unsure_topics, facet, turn.today))
    level = LEVELS.get(turn.intent, "short")
    replies = [
        answer(known.kb, AskedQuestion(policy, planned.facets, period, turn.today, level))
        for policy in planned.policies
    ]
    replies[0] = _with_remark(replies[0], other_place_remark(places))
    return ActionResult.by(*replies, policy=planned.policies[-1].id, facets=list(planned.facets))


def _with_estimate(known: Toolbox, turn: Turn, answered: ActionResult, planned: Plan, paid: int | None) -> ActionResult:
    """Add what the shares come to, when the person says what they pay and asks how much."""
    if paid is None or len(planned.policies) != 1 or "amount" not in planned.facets:
        return answered
    worked_out = estimate(known.kb, planned.policies[0], paid, turn.today)
    if not worked_out:
        return answered
    [reply] = answered.replies
    return replace(answered, replies=({**reply, "text": f"{reply['text']}\n{worked_out}"},))


def _with_remark(reply: Reply, remark: str) -> Reply:
    return replace(reply, text=f"{remark}\n{reply.text}") if remark else reply
