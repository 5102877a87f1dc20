"""Chooses which of the ranked statements are said: the best, what belongs to it, and a second reading that is as good. Pure."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass

from bot.lookup.statements.scores import RankedStatement

# How many statements answer one question, by how many questions a message asks.
SAID_OF_EACH = {1: 3, 2: 2}
# A statement far less likely than the best one answers something else.
BELONGS_FROM = 0.12
# Beyond this share of the best reading's likelihood a second policy may be meant as well.
AS_GOOD_FROM = 0.6
# From here on a statement is like what is asked, whichever facet is asked for in so many words.
FITS_WELL = 0.35
# What is known nearby is said before what was not found, from this share of its likelihood on.
NEARBY_FROM = 0.5
# Beside a lone "not found" less is enough: it is said after it.
KNOWN_BESIDE_FROM = 0.05
POLICIES_TOGETHER = 2
FACETS_TOGETHER = 4
LONGEST_ANSWER = 140
# A question that names nothing stays with the policy of the surest one beside it, and with that of the conversation, unless this
# is less than so likely beside another.
GOES_ON_FROM = 0.02
TALKS_ON_FROM = 0.004
# Without a name and a conversation, one topic must hold this share of what may be meant; else it is asked which.
SURE_FROM = 0.45
# One statement this likely, and twice as likely as any of another topic, needs no asking back.
STANDS_OUT_FROM = 0.4
# Only then is the next topic as likely as to be meant.
CLOSE_FROM = 0.5
# A name counts as the subject when it stands where it is asked, or alone.
NAMED_FROM = 0.9
# What the message names elsewhere is the subject nevertheless where it is so many times as likely.
BESIDE_FROM = 0.7
NAMED_THERE = 1.0
OUTWEIGHS = 8
VERY_ONE_SHARE = 0.9
VERY_ONE_LIKENESS = 0.6


@dataclass(frozen=True)
class ChosenAnswer:
    """What is said of one policy: facets and ids of statements, best first."""

    policy: str
    statements: tuple[tuple[str, str], ...]

    @property
    def facets(self) -> tuple[str, ...]:
        """Return the facets that are answered, each once."""
        return tuple(dict.fromkeys(facet for facet, _ in self.statements))


def choose(
    ranked: Sequence[Sequence[RankedStatement]],
    facets: Sequence[str] = (),
    topics: Sequence[str] = (),
    last_policy: str = "",
) -> tuple[ChosenAnswer, ...]:
    """Return what is said to a message.

    Args:
        ranked: for each of its questions, the statements, best first.
        facets: the facets it asks for in so many words; of several, each is answered.
        topics: the topics of the subjects it names, in order.
        last_policy: the policy that the conversation was about.
    """
    asked = [statements for statements in ranked if statements]
    surest = max(asked, key=lambda each: each[0].share)[0].entry.policy if asked else ""
    main, least = (last_policy, TALKS_ON_FROM) if last_policy else (surest, GOES_ON_FROM)
    said: dict[str, dict[tuple[str, str], None]] = {}
    most = SAID_OF_EACH.get(len(asked), 1)
    for statements in asked:
        for policy in _policies(statements, main, least, is_alone=not last_policy):
            if policy in said or len(said) < POLICIES_TOGETHER:
                own = _of_one_facet([each for each in statements if each.entry.policy == policy], facets)
                said.setdefault(policy, {}).update(dict.fromkeys(_best(own, most)))
                if len(facets) > 1 and not _is_the_very_one(own):
                    said[policy] = dict.fromkeys(_of_each_facet(own, facets[:FACETS_TOGETHER]))
    topic_of = {each.entry.policy: each.entry.topic for statements in asked for each in statements}
    in_order = sorted(
        said, key=lambda policy: topics.index(topic_of[policy]) if topic_of[policy] in topics else len(topics)
    )
    return tuple(ChosenAnswer(policy, tuple(said[policy])) for policy in in_order)


def _is_the_very_one(own: Sequence[RankedStatement]) -> bool:
    """Tell whether one statement is what is asked, whatever facets single words of the question are cues of (谁能给介绍一下)."""
    return bool(own) and own[0].share >= VERY_ONE_SHARE and own[0].likeness >= VERY_ONE_LIKENESS


def topics_in_doubt(ranked: Sequence[Sequence[RankedStatement]]) -> tuple[str, ...]:
    """Return the topics of which each may be meant, likeliest first; empty where one is sure enough."""
    shares: dict[str, float] = {}
    for statements in ranked:
        for each in statements:
            shares[each.entry.topic] = shares.get(each.entry.topic, 0.0) + each.share / max(1, len(ranked))
    in_order = sorted(shares, key=lambda topic: -shares[topic])
    if len(in_order) < 2 or shares[in_order[0]] >= SURE_FROM or _stands_out(ranked):
        return ()
    is_close = shares[in_order[1]] >= CLOSE_FROM * shares[in_order[0]]
    return tuple(in_order) if is_close or _is_faint(ranked) else ()


def _is_faint(ranked: Sequence[Sequence[RankedStatement]]) -> bool:
    """Tell whether no statement is like what is asked: the likeliest topic is then no more than the least unlikely."""
    return all(found[0].likeness < FITS_WELL for found in ranked if found)


def _stands_out(ranked: Sequence[Sequence[RankedStatement]]) -> bool:
    """Tell whether the best statement of the only question is far likelier than the best of any other topic."""
    if len(ranked) != 1 or not ranked[0]:
        return False
    best = ranked[0][0]
    other = next((each.share for each in ranked[0] if each.entry.topic != best.entry.topic), 0.0)
    return best.share >= STANDS_OUT_FROM and best.share >= 2 * other


def _policies(statements: Sequence[RankedStatement], main: str, least: float, *, is_alone: bool) -> Iterator[str]:
    """Yield the policies of which a question is answered.

    Each subject that it names, unless its words belong to another one that the message names (不裁员的企业,返还失业保险费的多少);
    else the policy that the message or the conversation is about; else that of the best statement,
    with the next one where it is as good and no conversation tells which is meant.
    """
    best = statements[0]
    # Beside what is asked for, the name of a kind of people (退伍兵贷款最多多少) only says who asks.
    is_beside = any(_is_named(each) and not each.entry.is_of_people for each in statements)
    asks_only = is_beside and not best.entry.is_of_people
    named = dict.fromkeys(
        each.entry.topic for each in statements if _is_named(each) and not (asks_only and each.entry.is_of_people)
    )
    last_policy = "" if is_alone else main
    if named and not _outweighs(best, statements, named, last_policy):
        for topic in named:
            yield _of_named_topic([each for each in statements if each.entry.topic == topic], last_policy)
        return
    of_main = next((each for each in statements if each.entry.policy == main), None)
    if best.entry.policy != main and of_main is not None and of_main.share >= least * best.share:
        yield main
        return
    # The policies of one topic are for different people: where two fit as well, its main one is meant.
    of_topic = (each for each in statements if each.entry.topic == best.entry.topic and each.entry.is_default)
    main_one = next(of_topic, best)
    yield (main_one if main_one.share >= AS_GOOD_FROM * best.share else best).entry.policy
    other = next((each for each in statements if each.entry.topic != best.entry.topic), None)
    if is_alone and other is not None and other.share >= AS_GOOD_FROM * best.share:
        yield other.entry.policy


def _of_named_topic(statements: Sequence[RankedStatement], last_policy: str) -> str:
    """Return the policy of a topic that is meant: the one named, unless the topic is only pointed at and the talk is of another of it."""
    named = next(each for each in statements if _is_named(each))
    best = statements[0]
    goes_on = best.entry.policy == last_policy and named.named < NAMED_THERE
    return best.entry.policy if goes_on and best.share >= named.share else named.entry.policy


def _outweighs(
    best: RankedStatement, statements: Sequence[RankedStatement], named: Container[str], last_policy: str
) -> bool:
    """Tell whether a statement of another topic is far likelier than any of those that a question names or points at.

    That of a kind of people gives way to what such people ask for.
    A name in the question itself gives way only to another name of the message, or to what is asked in nearly these words;
    words that point at a topic also to the policy that the conversation is about, where that is as likely.
    """
    if best.entry.topic in named:
        return False
    rivals = [each for each in statements if each.entry.topic in named]
    if all(each.entry.is_of_people for each in rivals):
        # 退伍军人无息贷款怎么弄: who asks is named, and what for is asked.
        return best.share > max(each.share for each in rivals)
    is_named_there = max(each.named for each in rivals) >= NAMED_THERE
    if is_named_there and best.named < BESIDE_FROM and best.likeness < VERY_ONE_LIKENESS:
        return False
    needed = 1 if best.entry.policy == last_policy and not is_named_there else OUTWEIGHS
    return best.share >= needed * max(each.share for each in rivals)


def _is_named(each: RankedStatement) -> bool:
    return each.named >= NAMED_FROM


def _of_one_facet(statements: list[RankedStatement], facets: Sequence[str]) -> list[RankedStatement]:
    """Return what is of the one facet that is asked for in so many words, where that fits best, or where nothing of it is known; else all."""
    if len(facets) != 1:
        return statements
    own = [each for each in statements if each.entry.facet == facets[0]]
    is_gap = bool(own) and not own[0].entry.wordings and statements[0].likeness < FITS_WELL
    return own if is_gap or statements[0].entry.facet == facets[0] else statements


def _of_each_facet(statements: Sequence[RankedStatement], facets: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the best of each facet; where that only says what was not found, also what is known beside it."""
    for facet in facets:
        own = [each for each in statements if each.entry.facet == facet]
        known = next((each for each in own if not each.entry.is_absence), None)
        if own and own[0].entry.is_absence and known and known.share >= NEARBY_FROM * own[0].share:
            yield facet, known.entry.statement
        if own:
            yield facet, own[0].entry.statement


def _known_beside(statements: Sequence[RankedStatement]) -> RankedStatement | None:
    """Return what is known of the facet of which the best statement only says that something was not found."""
    first = next(iter(statements), None)
    if first is None or not first.entry.is_absence or not first.entry.wordings:
        return None
    own = (each for each in statements[1:] if each.entry.facet == first.entry.facet and not each.entry.is_absence)
    return next((each for each in own if each.share >= KNOWN_BESIDE_FROM * first.share), None)


def _best(statements: Sequence[RankedStatement], most: int) -> Iterator[tuple[str, str]]:
    length = 0
    facets_known: set[str] = set()
    # Where nothing is known of what is asked, something else would sound like an answer.
    for each in statements[: most if statements and statements[0].entry.wordings else 1]:
        length += len(each.entry.texts[0])
        if each is statements[0] or (
            each.share >= BELONGS_FROM * statements[0].share and length <= LONGEST_ANSWER and each.entry.wordings
        ):
            yield each.entry.facet, each.entry.statement
            facets_known |= set() if each.entry.is_absence else {each.entry.facet}
    known = _known_beside(statements)
    if known is not None and known.entry.facet not in facets_known:
        yield known.entry.facet, known.entry.statement
