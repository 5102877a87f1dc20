"""Every reaction has one consequence, and what may have arrived is never taken for undelivered."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from bot.clock import SHANGHAI
from bot.messaging.api.consequences import CONSEQUENCES, PASSES, Retry, WindowChange
from bot.messaging.api.reactions import PASSING, Reaction

AT = datetime(2026, 11, 24, 23, 30, tzinfo=SHANGHAI)


def test_every_reaction_has_its_consequence() -> None:
    assert set(CONSEQUENCES) == set(Reaction)


def test_every_moment_of_a_new_try_is_somebodys() -> None:
    assert {each.retry for each in CONSEQUENCES.values()} == set(Retry)


def test_only_of_what_may_have_arrived_is_the_place_in_the_window_kept() -> None:
    kept = {reaction for reaction, each in CONSEQUENCES.items() if each.window is WindowChange.KEEP}
    assert kept == {Reaction.UNKNOWN_OUTCOME}
    assert CONSEQUENCES[Reaction.UNKNOWN_OUTCOME].retry is Retry.IN_DOUBT


def test_the_platforms_word_on_the_window_counts_more_than_ours() -> None:
    corrected = {reaction for reaction, each in CONSEQUENCES.items() if each.window is WindowChange.CORRECT}
    assert corrected == {Reaction.OUTSIDE_WINDOW, Reaction.USED_UP}


def test_what_passes_by_itself_is_the_same_for_a_call_and_for_an_outbox() -> None:
    assert {reaction for reaction, each in CONSEQUENCES.items() if each.retry in PASSES} == set(PASSING)


def test_a_dead_address_is_never_tried_again() -> None:
    words = {reaction: each.unreachable for reaction, each in CONSEQUENCES.items() if each.retry is Retry.NEVER}
    assert words == {
        Reaction.DEAD_RECIPIENT: "bad_address",
        Reaction.UNFOLLOWED: "unfollowed",
        Reaction.BLOCKED: "blocked",
    }
    assert [each.unreachable for each in CONSEQUENCES.values() if each.retry is not Retry.NEVER] == [None] * 12


@pytest.mark.parametrize(
    ("reaction", "wait"),
    [
        (Reaction.RETRY, timedelta(seconds=30)),
        (Reaction.NEXT_MINUTE, timedelta(seconds=70)),
        (Reaction.NEXT_DAY, timedelta(minutes=35)),
        (Reaction.REFRESH_TOKEN, timedelta(minutes=5)),
        (Reaction.STOP, timedelta(minutes=5)),
        (Reaction.USED_UP, None),
        (Reaction.NO_CONSENT, None),
        (Reaction.OUR_MISTAKE, None),
    ],
)
def test_the_platform_is_asked_again_after_its_time(reaction: Reaction, wait: timedelta | None) -> None:
    assert CONSEQUENCES[reaction].again_at(AT) == (None if wait is None else AT + wait)
