"""Turns a reading and the conversation so far into what to answer: questions about policies, or what to clarify. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from bot.kb import KnowledgeBase, Policy
from bot.understanding.intents import ASKING_AGAIN, FIND_STATION, facet_of
from bot.understanding.reader import NamedSubject, Reader, Reading

ANSWERED_TOGETHER = 2
FACETS_TOGETHER = 3
LONGEST_FOLLOW_UP = 30
LONGEST_HINT = 60
WORDS_OF_AND_YOU = 6


@dataclass(frozen=True)
class Context:
    """What the conversation was about: the policy and facets answered last."""

    policy: str | None = None
    facets: tuple[str, ...] = ()


@dataclass(frozen=True)
class Plan:
    """What to do with a question: answer these policies and facets, or ask which of these topics is meant.

    Args:
        policies: what to answer; empty when the question has to be clarified first.
        facets: what to say of them.
        unsure_topics: topics to choose from when ``policies`` is empty; may be empty too.
    """

    policies: tuple[Policy, ...]
    facets: tuple[str, ...]
    unsure_topics: tuple[str, ...] = ()


def plan(kb: KnowledgeBase, reader: Reader, reading: Reading, intent: str, context: Context) -> Plan:
    """Return what to answer.

    A named subject is answered; a topic that is only hinted at is answered when the message is short and clear, else
    clarified; a short question without a subject follows the conversation.
    """
    stations = next((topic for topic in kb.topics.values() if topic.has_stations), None)
    if intent == FIND_STATION and stations is not None and not names_elsewhere(reading, stations.id):
        return Plan((kb.policy(stations.default_policy),), ("where",))
    is_sister = sister(kb, reader, reading, context) is not None
    facets = _facets(reading, intent, context, is_sister=is_sister)
    if reading.named:
        if len(reading.named) <= ANSWERED_TOGETHER:
            return Plan(tuple(_policy(kb, subject) for subject in reading.named), facets)
        return Plan((), facets, tuple(dict.fromkeys(subject.topic for subject in reading.named)))
    if len(reading.hinted) == 1 and len(reading.text) <= LONGEST_HINT and facet_of(intent):
        return Plan((_policy(kb, reader.narrowed_topic(reading.hinted[0], reading.text)),), facets)
    if reading.hinted:
        picked = _picked(kb, reader, reading) if facets == ("eligibility",) else None
        return Plan((_policy(kb, picked),), facets) if picked else Plan((), facets, reading.hinted)
    if context.policy is not None and len(reading.text) <= LONGEST_FOLLOW_UP:
        return Plan((kb.policy(sister(kb, reader, reading, context) or context.policy),), facets)
    return Plan((), facets)


def names_elsewhere(reading: Reading, topic: str) -> bool:
    """Tell whether a message names something, and nothing of this topic: 附近哪有招聘会 asks for no matchmaker."""
    return bool(reading.named) and all(subject.topic != topic for subject in reading.named)


def _picked(kb: KnowledgeBase, reader: Reader, reading: Reading) -> NamedSubject | None:
    """Return the one policy among several hinted topics that the person's own words pick best (自己交 …), or None.

    Only for questions about eligibility: a check asks before it judges, so a wrong pick shows itself.
    """
    weights: dict[NamedSubject, int] = {}
    for topic in reading.hinted:
        subject = reader.narrowed_topic(topic, reading.text)
        if subject.policy is not None:
            words = kb.policy(subject.policy).picked_by
            weights[subject] = max(len(word) for word in words if word in reading.text)
    heaviest = [subject for subject, weight in weights.items() if weight == max(weights.values())]
    return heaviest[0] if len(heaviest) == 1 else None


def _policy(kb: KnowledgeBase, subject: NamedSubject) -> Policy:
    return kb.policy(subject.policy or kb.topics[subject.topic].default_policy)


def sister(kb: KnowledgeBase, reader: Reader, reading: Reading, context: Context) -> str | None:
    """Return the other policy of the topic talked about that a message picks by a word (那公司的呢), None where it picks none."""
    if context.policy is None or reading.named:
        return None
    picked = reader.narrowed_topic(kb.policy(context.policy).topic, reading.text).policy
    return picked if picked != context.policy else None


def asks_again(reading: Reading, intent: str, context: Context, *, is_sister: bool = False) -> bool:
    """Tell whether a message asks for the facets answered last once more: of another policy, or for another day."""
    if reading.facets or not context.facets or facet_of(intent) not in (None, "overview", *context.facets):
        return False
    if is_sister and len(reading.text) <= WORDS_OF_AND_YOU:
        return True
    named_length = sum(end - start for start, end in reading.spans)
    return intent in ASKING_AGAIN or (bool(reading.named) and len(reading.text) - named_length <= WORDS_OF_AND_YOU)


def _facets(reading: Reading, intent: str, context: Context, *, is_sister: bool) -> tuple[str, ...]:
    """Return the facets asked for; 「那创业贷款呢」and 「那2022年呢」 ask again what was asked before."""
    if reading.facets:
        return reading.facets[:FACETS_TOGETHER]
    if asks_again(reading, intent, context, is_sister=is_sister):
        return context.facets
    return (facet_of(intent) or "overview",)
