"""An answer about matchmakers offers the call itself before anything else."""

from __future__ import annotations

from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.conversation import Choice, Outcome, Reply
from bot.kb import KnowledgeBase, load
from bot.referrals import MatchmakerFirst

kb = lru_cache(maxsize=1)(lambda: load(Path("policies_kb")))
ANSWER = Reply(
    "红娘是……", Outcome.ANSWERED, date(2026, 11, 25), "matchmaker_service", choices=(Choice("在哪", "ask_where"),)
)


def known() -> KnowledgeBase:
    return kb()


def test_the_call_is_the_first_choice() -> None:
    assert [choice.intent for choice in MatchmakerFirst(known).offered(ANSWER).choices] == ["office_call", "ask_where"]


def test_it_is_offered_once() -> None:
    first = MatchmakerFirst(known)
    assert first.offered(first.offered(ANSWER)) == first.offered(ANSWER)


def test_other_answers_are_left_alone() -> None:
    other = Reply("补贴是……", Outcome.ANSWERED, date(2026, 11, 25), "startup_loan")
    assert MatchmakerFirst(known).offered(other) == other
