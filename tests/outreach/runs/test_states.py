"""The tables of moves are whole, and what may have been sent never comes back to the queue by itself."""

from __future__ import annotations

import pytest

from bot.outreach.runs.states import NOTICE_MOVES, RUN_MOVES, NoticeState, RunState, before_notice, before_run


def test_every_state_says_where_it_may_go() -> None:
    assert set(NOTICE_MOVES) == set(NoticeState)
    assert set(RUN_MOVES) == set(RunState)


@pytest.mark.parametrize("state", [NoticeState.UNKNOWN, NoticeState.SENT, NoticeState.DELIVERED, NoticeState.READ])
def test_what_was_or_may_have_been_sent_never_waits_again(state: NoticeState) -> None:
    seen, ahead = set(), [state]
    while ahead:
        here = ahead.pop()
        seen.add(here)
        # Refused for sure, a notice may be tried again by hand; that is not what happens by itself.
        ahead += (
            []
            if here in (NoticeState.FAILED, NoticeState.SUPPRESSED)
            else [each for each in NOTICE_MOVES[here] if each not in seen]
        )
    assert NoticeState.PLANNED not in seen
    assert NoticeState.CLAIMED not in seen


def test_nothing_leaves_a_run_that_was_stopped_or_is_finished() -> None:
    assert RUN_MOVES[RunState.STOPPED] == RUN_MOVES[RunState.FINISHED] == set()


def test_only_an_approved_or_paused_run_can_go() -> None:
    assert before_run(RunState.RUNNING) == ("approved", "paused")
    assert before_notice(NoticeState.CLAIMED) == ("planned",)
