"""Settles what a message wants from all witnesses, in the words of the dialogue's intents. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.lookup.statements.message_act import TALK_INTENTS, MessageAct, asked_neighbours, guess_act, witnesses
from bot.lookup.statements.scores import RankedStatement
from bot.understanding import (
    ASK_OTHER_DATE,
    ASKING_AGAIN,
    CHECK_ELIGIBILITY,
    CONSENT_INTENTS,
    CONTROL_INTENTS,
    FACET_INTENTS,
    FALLBACK,
    FIND_STATION,
    FORGETTING,
    LIKELY,
    LIST_POLICIES,
    NEIGHBOURING_MATTER,
    OUT_OF_SCOPE,
    REPEAT_ANSWER,
    SURE,
    Guess,
    Reading,
)
from bot.understanding.situation import ClauseKind, SituationReading

# An act must be this likely; to send somebody away needs more, because what we hold must not be denied.
NEEDED = {MessageAct.ANSWER: 0.4, MessageAct.REFER: 0.5, MessageAct.DECLINE: 0.55, MessageAct.TALK: 0.5}
# How sure the model must be of a wish to the assistant.
WISHED = 0.45
# Where no word names another office, only the model thinks of one.
NEEDED_UNNAMED = 0.75
SHORT_DATE_QUESTION = 16
# Who tells a story with years in it does not ask for the last answer once more.
LONGEST_WISH = 30
# So well a statement fits, and so little of a message names another office, where ours is meant all the same.
FITS = 0.6
MENTIONED = 0.25
# A statement this like a message may be what it asks for; one less than a little like it is not.
ALIKE = 0.5
LITTLE_ALIKE = 0.25
# A policy named with words even less alike is still asked about.
LIKE_A_NAME = 0.2
MENTIONED_OFTEN = 2
# Wishes that an answer of ours outweighs, and how sure the model must be where it does not.
OUTWEIGHED = ("talk_to_person", LIST_POLICIES, ASK_OTHER_DATE)
CERTAIN = 0.9
# The model has learned Chinese; of a longer text without any (code, another language) it would only guess.
LONGEST_FOREIGN = 12
_HAN = re.compile(r"[\u4e00-\u9fff]")
# A wish about the answer before; such messages name nothing.
ABOUT_ANSWER = (*ASKING_AGAIN, REPEAT_ANSWER)
KEPT_WHEN_SURE = (CHECK_ELIGIBILITY, LIST_POLICIES, FIND_STATION)


def settle(
    reading: Reading,
    told: SituationReading,
    ranked: Sequence[Sequence[RankedStatement]],
    guesses: Sequence[Guess],
) -> Guess:
    """Return the intent that a message is handled as, with how sure that is.

    Wishes to the assistant stay the model's where it is sure. Between an answer of ours, another office, nothing we know and
    small talk the likeliest wins; where none is likely enough, nobody decides, and the assistant asks back.

    Args:
        reading: what the message names.
        told: what it tells.
        ranked: what would answer each of its questions, best first.
        guesses: the intent model's guesses, likeliest first; at least one.
    """
    guess = guesses[0]
    found = witnesses(reading, told, ranked, guesses)
    if _is_wish(reading, guess) and not _is_outweighed(reading, guess, told, found):
        return guess
    if len(reading.text) > LONGEST_FOREIGN and not _HAN.search(reading.text):
        return Guess(FALLBACK, guess.confidence)
    if _asks_for_day(reading):
        return Guess(ASK_OTHER_DATE, 1.0)
    if reading.is_bare_name():
        return Guess("ask_overview", 1.0)
    act = _settled_act(reading, told, found)
    if act is None:
        return Guess(FALLBACK, guess.confidence)
    share = guess_act(found).shares[act]
    if act is MessageAct.ANSWER:
        return _question(reading, ranked, guesses, share)
    if act is MessageAct.TALK:
        likely = (each for each in guesses if each.intent in TALK_INTENTS and each.confidence >= LIKELY)
        return next(likely, Guess(FALLBACK, share))
    return Guess(NEIGHBOURING_MATTER if act is MessageAct.REFER else OUT_OF_SCOPE, share)


def _settled_act(reading: Reading, told: SituationReading, found: Mapping[str, float]) -> MessageAct | None:
    """Return the act that the witnesses agree on, None where none is likely enough."""
    guess = guess_act(found)
    away = guess.act in (MessageAct.REFER, MessageAct.DECLINE)
    if away and reading.named and not asked_neighbours(reading, told):
        # A name of ours with no word of another office: the model has only heard something like it.
        return MessageAct.ANSWER
    mentions = len(asked_neighbours(reading, told))
    if guess.act is not MessageAct.ANSWER and _is_ours(found, mentions):
        return MessageAct.ANSWER
    if guess.act is not MessageAct.TALK and _is_theirs(reading, told, found, mentions):
        return MessageAct.REFER
    if guess.act is MessageAct.ANSWER and found["speaks_to_assistant"] and found["likeness"] < ALIKE:
        return MessageAct.TALK
    is_unnamed = guess.act is MessageAct.REFER and not found["names_neighbour"]
    return guess.act if guess.share >= (NEEDED_UNNAMED if is_unnamed else NEEDED[guess.act]) else None


def _is_ours(found: Mapping[str, float], mentions: int) -> bool:
    """Tell whether a statement of ours fits well, of one policy, and another office is mentioned once at most, on the way.

    What a message names again and again is what it is about.
    """
    is_on_the_way = mentions <= 1 and found["neighbour_share"] < MENTIONED
    is_alike = found["likeness"] >= LITTLE_ALIKE
    return is_on_the_way and is_alike and found["best_score"] >= FITS and found["sure_policy"] >= FITS


def _is_theirs(reading: Reading, told: SituationReading, found: Mapping[str, float], mentions: int) -> bool:
    """Tell whether nothing of ours is named or fits, and another office is mentioned again and again, or in the question itself."""
    if reading.named or found["likeness"] >= LITTLE_ALIKE:
        return False
    questions = [clause for clause in told.clauses if clause.kind is ClauseKind.QUESTION]
    is_asked = any(
        clause.start <= start < clause.end for clause in questions for start, _ in asked_neighbours(reading, told)
    )
    return mentions >= MENTIONED_OFTEN or is_asked


def _is_wish(reading: Reading, guess: Guess) -> bool:
    """Tell whether the model is sure enough of a wish to the assistant; one that changes what a person gets needs more."""
    if guess.intent in CONTROL_INTENTS and not reading.facets:
        needs_more = guess.intent in (*CONSENT_INTENTS, *FORGETTING) or bool(reading.named)
        return guess.confidence >= (SURE if needs_more else WISHED)
    if (
        guess.intent in ABOUT_ANSWER
        and not reading.named
        and not reading.referrals
        and len(reading.text) <= LONGEST_WISH
    ):
        return guess.confidence >= SURE
    return guess.intent in KEPT_WHEN_SURE and guess.confidence >= SURE and not reading.referrals


def _is_outweighed(reading: Reading, guess: Guess, told: SituationReading, found: Mapping[str, float]) -> bool:
    """Tell whether what the model takes for a wish for a person, a list or another day is a question that a statement of ours answers.

    The model has learned signs, and hears a person in 老员工能领吗; a statement that fits is stronger, unless all is asked for,
    or a day is named.
    """
    if told.wants_overview or guess.intent not in OUTWEIGHED:
        return False
    if reading.period is not None if guess.intent == ASK_OTHER_DATE else guess.confidence >= CERTAIN:
        return False
    fits = found["best_score"] >= FITS and found["sure_policy"] >= FITS
    return fits and (found["likeness"] >= ALIKE or (bool(found["is_named"]) and found["likeness"] >= LIKE_A_NAME))


def _asks_for_day(reading: Reading) -> bool:
    """Tell a bare day (那2022年呢) from a question that also names one."""
    is_bare = not reading.named and not reading.hinted and not reading.facets and not reading.referrals
    return reading.period is not None and is_bare and len(reading.text) <= SHORT_DATE_QUESTION


def _question(
    reading: Reading, ranked: Sequence[Sequence[RankedStatement]], guesses: Sequence[Guess], share: float
) -> Guess:
    """Return the facet asked for: a cue beyond doubt, else the model's where it leans to one, else that of the best statement."""
    if reading.facets:
        return Guess(f"ask_{reading.facets[0]}", share)
    if guesses[0].intent in FACET_INTENTS and guesses[0].confidence >= LIKELY:
        return Guess(guesses[0].intent, share)
    best = next((statements[0] for statements in ranked if statements), None)
    return Guess(f"ask_{best.entry.facet}" if best is not None else "ask_overview", share)
