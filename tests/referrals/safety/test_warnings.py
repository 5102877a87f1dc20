"""A warning is all that is said to a tale of fraud; who waits too long hears where to ask before what was found."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache
from pathlib import Path

from bot.clock import SHANGHAI
from bot.conversation import IncomingMessage, Outcome, Reply
from bot.kb import KnowledgeBase, load
from bot.referrals import FraudListener, PreparedNote
from bot.understanding import Normaliser
from bot.understanding.acts import ActReader

NOW = datetime(2026, 11, 25, 15, 0, tzinfo=SHANGHAI)
TODAY = date(2026, 11, 25)
kb = lru_cache(maxsize=1)(lambda: load(Path("policies_kb")))
acts = lru_cache(maxsize=1)(lambda: ActReader(kb().acts, Normaliser(kb().rewrites)))


def known() -> KnowledgeBase:
    return kb()


def read() -> ActReader:
    return acts()


def reply(outcome: Outcome) -> Reply:
    return Reply("……", outcome, TODAY, "startup_loan")


def test_the_warning_says_whom_to_tell_with_its_sources_and_nothing_of_a_policy() -> None:
    heard = FraudListener(known, read, lambda: TODAY).hear(IncomingMessage("web:a", "中介说交两千包批创业贷款"), NOW)
    assert heard is not None
    [warning] = heard.said
    assert (warning.policy, "96110" in warning.text, "12345" in warning.text) == (None, True, True)
    assert {citation.clause.source.id for citation in warning.citations} >= {"anti_fraud_line", "general_hotlines"}


def test_an_honest_question_about_fees_is_the_dialogues() -> None:
    listener = FraudListener(known, read, lambda: TODAY)
    assert listener.hear(IncomingMessage("web:a", "办贷款收不收手续费"), NOW) is None


def test_an_answer_stays_behind_the_sentence_and_what_answers_nothing_goes() -> None:
    note = PreparedNote(known, read, lambda: TODAY)
    spoken = IncomingMessage("web:a", "材料交了三个月一点动静没有")
    assert [each.outcome for each in note.before(spoken, [reply(Outcome.ANSWERED)])] == [
        Outcome.REFERRED,
        Outcome.ANSWERED,
    ]
    assert [each.outcome for each in note.before(spoken, [reply(Outcome.CLARIFY)])] == [Outcome.REFERRED]


def test_who_asks_how_long_it_takes_gets_the_answer_alone() -> None:
    answer = [reply(Outcome.ANSWERED)]
    assert PreparedNote(known, read, lambda: TODAY).before(IncomingMessage("web:a", "审核要多久"), answer) == answer
