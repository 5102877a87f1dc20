"""Answers what is asked: the statements that fit best, or which policy is meant where nothing tells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.answering.action_result import ActionResult
from bot.answering.audience import for_asker
from bot.answering.checks.first_step import begin_check
from bot.answering.checks.told_facts import told_facts
from bot.answering.heard import HeardMessage, complains_of_delay, heard, told_in
from bot.answering.known_question import known_question
from bot.answering.second_opinion import second_opinion
from bot.answering.short_answers import answer_not_understood
from bot.answering.toolbox import Toolbox
from bot.answering.turn import Turn
from bot.conversation import Reply
from bot.kb import Period, Policy
from bot.lookup.statements import ChosenAnswer, RankedStatement, choose, topics_in_doubt
from bot.understanding import FIND_STATION, Plan, Reading, asks_again, facet_of, plan, premium_in, sister
from bot.understanding.situation import ClauseKind, SituationReading
from bot.wording.answers import (
    EVERY_TAG,
    HEADLINES,
    AskedQuestion,
    answer,
    ask_which_policy,
    estimate,
    hand_over,
    warns,
)

# For each question of a message the statements that may answer it, best first.
Ranked = Sequence[tuple[RankedStatement, ...]]
# One word about oneself may be part of any question; two are a case.
FACTS_OF_ONESELF = 2
ONESELF = re.compile(
    r"(?:我|俺|咱)(?:这种|这样|这)?(?:情况|条件)?.{0,4}(?:能|可以|够|符合|有资格|行不行|算不算)|帮我(?:看看|算算|查查)"
)
LEVELS = {"show_more": "full", "say_simpler": "simple"}
# Words less like anything that is held than this, without a name and without a conversation, tell nothing.
LIKE_ENOUGH = 0.3
SCORE_ENOUGH = 4.0
# A place is asked for that a statement this like the question tells of, not the nearest station.
LIKE_PLACE = 0.5
# What a conversation remembers of what it says once.
TOLD_KEPT = 20
# What someone hears first who says no more than part of the name of what was talked about.
HEADLINE_FACETS = ("amount", "overview")
LONGEST_PART = 4
_AROUND_NAME = re.compile("^(?:那|那么|还有|就|说说|讲讲)|(?:的事儿?|这块儿?|呢|啊|呀|嘛|[?？。,!！])+$")
# As many statements as answer one question.
MOST_SAID = 3
# How many topics are offered where it is not clear which is meant.
TOPICS_ASKED = 4


def answer_question(known: Toolbox, turn: Turn) -> ActionResult:
    """Answer a picked choice or a question; every question about a policy ends here, what differs is in the knowledge base."""
    if turn.picked:
        return _as_planned(known, turn, _picked_plan(known, turn), _picked_period(turn), ())
    message = heard(known, turn)
    ranked = _that_matter(known, turn, message)
    asked = known_question(known, turn)
    if asked is not None:
        return _by_known_question(known, turn, message, ranked, asked)
    planned = plan(known.kb, known.reader, message.reading, turn.intent, turn.context)
    return _as_a_whole(known, turn, message, ranked, planned) or _by_statements(known, turn, message, ranked, planned)


def _as_a_whole(
    known: Toolbox, turn: Turn, message: HeardMessage, ranked: Ranked, planned: Plan
) -> ActionResult | None:
    """Return the answer where whole facets are asked for, not one statement, or nothing but a person; None otherwise."""
    reading = message.reading
    is_sister = sister(known.kb, known.reader, reading, turn.context) is not None
    is_again = asks_again(reading, turn.intent, turn.context, is_sister=is_sister)
    if is_again or _wants_whole_facet(known, turn, planned, ranked):
        return _as_planned(known, turn, planned, message.period, reading.places)
    delayed = _delayed(known, turn, reading, planned)
    if delayed:
        # The days of a complaint are when things went wrong.
        return _as_planned(known, turn, Plan(delayed, ("status",)), Period.day(turn.today), reading.places)
    if "contact" in reading.facets and not planned.policies and not _is_pointed_at(reading, ranked):
        # A telephone number of nothing in particular: somebody wants to reach a person.
        return ActionResult.by(hand_over(known.kb, turn.today))
    if _only_names(known, turn, reading):
        return _as_planned(known, turn, replace(planned, facets=HEADLINE_FACETS), message.period, reading.places)
    return None


def _by_statements(known: Toolbox, turn: Turn, message: HeardMessage, ranked: Ranked, planned: Plan) -> ActionResult:
    """Answer by the statements that fit best, or begin a check, or ask back where nothing tells which is meant."""
    reading = message.reading
    asked_back = _asked_back(known, turn, reading, planned, ranked)
    if asked_back is not None:
        opinion = second_opinion(known, turn, ranked, message.period)
        if not isinstance(opinion, tuple):
            return opinion or asked_back
        chosen = opinion
    else:
        topics = [subject.topic for subject in reading.named]
        chosen = choose(ranked, reading.facets, topics, turn.context.policy or "")
    if _asks_for_oneself(known, reading, message.told, chosen):
        return begin_check(known, turn, message.told, known.kb.policy(chosen[0].policy))
    is_manifold = len(ranked) > 1 or len(reading.facets) > 1
    return _said(known, turn, message, chosen, is_manifold=is_manifold)


def _by_known_question(
    known: Toolbox, turn: Turn, message: HeardMessage, ranked: Ranked, asked: RankedStatement
) -> ActionResult:
    """Answer by the statement that is asked for in its own words, and what else fits of its policy."""
    own, policy = (asked.entry.facet, asked.entry.statement), asked.entry.policy
    fitting = choose(ranked, message.reading.facets, (asked.entry.topic,), policy)
    besides = [each for chosen in fitting if chosen.policy == policy for each in chosen.statements if each != own]
    if message.period.first > turn.today:
        # The editor knew that the day has not come, and wrote what is known of it.
        message = replace(message, period=Period.day(turn.today))
    return _said(known, turn, message, (ChosenAnswer(policy, (own, *besides[: MOST_SAID - 1])),), is_manifold=False)


def _said(
    known: Toolbox, turn: Turn, message: HeardMessage, chosen: Sequence[ChosenAnswer], *, is_manifold: bool
) -> ActionResult:
    reading = message.reading
    questions = [
        AskedQuestion(
            known.kb.policy(each.policy),
            each.facets,
            message.period,
            turn.today,
            statements=each.statements,
            is_manifold=is_manifold,
            is_unnamed=not reading.named and each.policy != turn.context.policy,
        )
        for each in chosen
    ]
    return _with_estimate(known, turn, _answered(known, turn, questions, reading.places), questions, reading.text)


def _that_matter(known: Toolbox, turn: Turn, message: HeardMessage) -> Ranked:
    """Return the candidates without what matters only to people of another kind than is told."""
    facts = told_facts(known.kb.facts, message.told, turn.today)
    return [for_asker(found, facts) for found in message.ranked]


def _delayed(known: Toolbox, turn: Turn, reading: Reading, planned: Plan) -> tuple[Policy, ...]:
    """Return the policies of which somebody complains that nothing happens, and asks nothing else; a topic only hinted at counts."""
    if not complains_of_delay(known, turn):
        return ()
    told = told_in(known, turn)
    asked = "".join(told.text[each.start : each.end] for each in told.clauses if each.kind is ClauseKind.QUESTION)
    if known.reader.read(asked, turn.today).facets:
        return ()
    meant = dict.fromkeys(each.policy or known.kb.topics[each.topic].default_policy for each in told.focus)
    hinted = [known.kb.topics[topic].default_policy for topic in reading.hinted]
    return tuple(map(known.kb.policy, meant)) or planned.policies or tuple(map(known.kb.policy, hinted[:1]))


def _is_pointed_at(reading: Reading, ranked: Ranked) -> bool:
    """Tell whether the best statement is of a topic that words of the message point at, though none is named."""
    best = max((found[0] for found in ranked if found), key=lambda each: each.share, default=None)
    return best is not None and best.entry.topic in reading.hinted


def _only_names(known: Toolbox, turn: Turn, reading: Reading) -> bool:
    """Tell whether a message is nothing but a name, or part of that of the policy talked about (那贷款呢): its head facts are meant."""
    if reading.is_bare_name():
        return True
    core = _AROUND_NAME.sub("", reading.text)
    if reading.named or turn.context.policy is None or not 2 <= len(core) <= LONGEST_PART:
        return False
    policy = known.kb.policy(turn.context.policy)
    return any(core in name for name in (policy.title, policy.short_title, known.kb.topics[policy.topic].title))


def _asked_back(known: Toolbox, turn: Turn, reading: Reading, planned: Plan, ranked: Ranked) -> ActionResult | None:
    """Return what is asked back where a message says too little, or where two topics are as likely; None where it is clear."""
    if not _is_about_something(ranked, planned, turn):
        if not reading.facets and not planned.unsure_topics:
            return answer_not_understood(known, turn)
        return ActionResult.by(ask_which_policy(known.kb, planned.unsure_topics, planned.facets[0], turn.today))
    in_doubt = () if planned.policies or turn.context.policy else topics_in_doubt(ranked)
    if not in_doubt:
        return None
    return ActionResult.by(ask_which_policy(known.kb, _likeliest_topics(in_doubt), planned.facets[0], turn.today))


def _wants_whole_facet(known: Toolbox, turn: Turn, planned: Plan, ranked: Ranked) -> bool:
    """Tell whether all of a facet is asked for, not one statement: in full, in simpler words, or where the stations are."""
    if turn.intent in LEVELS:
        return True
    if turn.intent != FIND_STATION or any(_is_elsewhere(known, found[0]) for found in ranked if found):
        return False
    return all(known.kb.topics[each.topic].has_stations for each in planned.policies)


def _is_elsewhere(known: Toolbox, best: RankedStatement) -> bool:
    """Tell whether a statement of a topic without stations is what is asked for (中北镇有没有教创业的地方)."""
    return best.likeness >= LIKE_PLACE and not known.kb.topics[best.entry.topic].has_stations


def _likeliest_topics(topics: Sequence[str]) -> tuple[str, ...]:
    """Return the topics to choose from; those that people ask about most come first."""
    return tuple(sorted(topics, key=lambda topic: topic not in HEADLINES))[:TOPICS_ASKED]


def _is_about_something(ranked: Ranked, planned: Plan, turn: Turn) -> bool:
    """Tell whether a message says enough to answer: a name, a conversation it follows, or words like those that are held."""
    if planned.policies or planned.unsure_topics or turn.context.policy is not None:
        return any(ranked)
    best = [statements[0] for statements in ranked if statements]
    return any(each.likeness >= LIKE_ENOUGH or each.score >= SCORE_ENOUGH for each in best)


def _asks_for_oneself(
    known: Toolbox, reading: Reading, told: SituationReading, chosen: tuple[ChosenAnswer, ...]
) -> bool:
    """Tell a question about one's own case (我能领吗, 我48了下岗一年) from one about the conditions."""
    if len(chosen) != 1 or known.kb.policy(chosen[0].policy).criteria is None or chosen[0].facets[0] != "eligibility":
        return False
    return ONESELF.search(reading.text) is not None or (not told.asks() and len(told.situation()) >= FACTS_OF_ONESELF)


def _as_planned(known: Toolbox, turn: Turn, planned: Plan, period: Period, places: tuple[str, ...]) -> ActionResult:
    """Answer whole facets: more of them, in simpler words, where a station is, or the same as before for another day."""
    if not planned.policies:
        return ActionResult.by(ask_which_policy(known.kb, planned.unsure_topics, planned.facets[0], turn.today))
    level = LEVELS.get(turn.intent, "short")
    questions = [AskedQuestion(policy, planned.facets, period, turn.today, level) for policy in planned.policies]
    return _with_estimate(known, turn, _answered(known, turn, questions, places), questions, turn.text)


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


def _answered(known: Toolbox, turn: Turn, questions: Sequence[AskedQuestion], places: tuple[str, ...]) -> ActionResult:
    told = turn.told
    replies: list[Reply] = []
    for question in (replace(questions[0], places=places), *questions[1:]):
        # One caution a turn: what the next answer would have to explain waits.
        replies.append(answer(known.kb, question, (*told, *(EVERY_TAG if any(map(warns, replies)) else ()))))
        told = tuple(dict.fromkeys((*told, *replies[-1].told)))
    last = questions[-1]
    remembered = {"told": list(told[-TOLD_KEPT:])} if told != turn.told else {}
    return ActionResult.by(*replies, policy=last.policy.id, facets=list(last.facets), **remembered)


def _with_estimate(
    known: Toolbox, turn: Turn, answered: ActionResult, questions: Sequence[AskedQuestion], text: str
) -> ActionResult:
    """Add what the shares come to, when the person says what they pay and asks how much."""
    paid = premium_in(text)
    if paid is None or len(questions) != 1 or "amount" not in questions[0].facets:
        return answered
    worked_out = estimate(known.kb, questions[0].policy, paid, turn.today)
    if not worked_out:
        return answered
    [reply] = answered.replies
    said = {**reply, "text": f"{reply['text']}\n{worked_out}"}
    if "outline" in reply:
        said["outline"] = {**reply["outline"], "amount": worked_out}
    return replace(answered, replies=(said,))
